import { failed, openConsumer, recordOf } from './normalize-fixture';
import { openReceiver, signed } from './receive-fixture';

const ORDER = { event: 'made', order: 'a' };
const MINUTE = 60_000;

/** The sum of the metric, and the minutes that it was counted in. */
const unsettled = ({ count, embedded }: Pick<ReturnType<typeof openReceiver>, 'count' | 'embedded'>) => ({
  sum: count('Unsettled', { Provider: 'fake' }),
  minutes: embedded()
    .filter((line) => 'Unsettled' in line)
    .map((line) => new Date((line._aws as { Timestamp: number }).Timestamp).toISOString().slice(11, 16)),
});

describe('a delivery that is accepted', () => {
  it('is unsettled from the minute of its arrival', async () => {
    const receiver = openReceiver();
    await receiver.post(signed(ORDER));
    expect(unsettled(receiver)).toEqual({ sum: 1, minutes: ['10:00'] });
  });

  it('is so once, though it is repeated while SQS drops repeats', async () => {
    const receiver = openReceiver();
    for (let minute = 0; minute < 5; minute++) {
      await receiver.post(signed(ORDER));
      receiver.clock.now += MINUTE;
    }
    expect(unsettled(receiver).sum).toBe(1);
    expect(receiver.logged('accepted').map(({ repeat }) => repeat ?? false)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    await receiver.post(signed(ORDER));
    expect(unsettled(receiver).sum).toBe(2);
  });
});

describe('a delivery that is done with', () => {
  it.each([
    ['published', () => ({ published: true }) as const, -1],
    ['dead-lettered', () => failed('MalformedDetail', false), -1],
    ['tried again', () => failed('ThrottlingException'), 0],
  ] as const)('is settled in the minute of its arrival: %s', async (_, outcome, sum) => {
    const consumer = openConsumer({ outcome });
    consumer.clock.now += 90 * MINUTE;
    await consumer.run(recordOf(ORDER));
    expect(unsettled(consumer)).toEqual({ sum, minutes: sum === 0 ? [] : ['09:59'] });
  });
});
