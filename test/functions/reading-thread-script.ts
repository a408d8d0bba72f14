import { createReadAlone, isReadingThread, serveReading } from '../../functions/reading-thread';
import type { Provider } from '../../lib/provider';
import { type FakePayload, fakeProvider } from '../support/fake-provider';
import { orderReadersOf } from '../support/order-event';

/** The fake provider, which reads some orders for ever, or until there is no memory left. */
export function hungryProvider(): Provider {
  const provider = fakeProvider();
  const [[, made] = []] = orderReadersOf(provider.events);
  if (!made) throw new Error('the fake provider has lost its event');
  return {
    ...provider,
    events: {
      made: {
        ...made,
        read(payload, delivery, report) {
          const { order } = payload as FakePayload;
          while (order === 'endless');
          const kept: number[][] = [];
          while (order === 'huge') kept.push(new Array<number>(1_000_000).fill(1));
          return made.read(payload, delivery, report);
        },
      },
    },
  };
}

if (isReadingThread()) serveReading([hungryProvider()]);

/** Reads in a thread of this very file, once it is bundled. */
export const readAlone = createReadAlone(__filename, 64);
