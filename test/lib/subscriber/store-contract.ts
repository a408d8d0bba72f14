import fc from 'fast-check';
import {
  type Claim,
  ClaimLostError,
  isNewer,
  type OrderEvent,
  type OrderStore,
  onOrder,
} from '../../../lib/subscriber';
import { scale } from '../../support/scale';
import { stateOf } from './states';

/** What a store is made with here: a clock, and what may come between its steps. */
export interface StoreParts {
  readonly now: () => number;
  readonly pause: () => Promise<void>;
}

const HOLD = 10_000;

/** What every store of orders keeps to, in the process or in a database. */
export function describeStore(name: string, createStore: (parts: StoreParts) => OrderStore<unknown>): void {
  let time = 0;
  const open = () => createStore({ now: () => time, pause: () => Promise.resolve() });
  const [first, second, third] = [stateOf(1), stateOf(2), stateOf(3)];

  describe(`the store ${name}`, () => {
    beforeEach(() => {
      time = Date.parse('2026-11-22T10:00:00Z');
    });

    it('gives an order that it does not know to whoever asks', async () => {
      expect(await open().claim(first, HOLD)).toEqual({
        outcome: 'claimed',
        commit: expect.any(Function),
        release: expect.any(Function),
      });
    });

    it('hands what was kept to the next event, as JSON', async () => {
      const store = open();
      const kept = { total: 100, at: undefined };
      await claimed(await store.claim(first, HOLD)).commit(kept);
      kept.total = 7;
      expect(claimed(await store.claim(second, HOLD)).previous).toEqual({ total: 100 });
    });

    it('has nothing to hand on where nothing was kept', async () => {
      const store = open();
      await claimed(await store.claim(first, HOLD)).commit(undefined);
      expect(claimed(await store.claim(second, HOLD))).not.toHaveProperty('previous');
    });

    it('ignores an id that it has seen, at any time, however new it looks', async () => {
      const store = open();
      await claimed(await store.claim(first, HOLD)).commit(1);
      time += 365 * 86_400_000;
      const again = stateOf(9, { id: first.metadata.id });
      expect(await store.claim(again, HOLD)).toEqual({ outcome: 'repeated' });
    });

    it('ignores a state that is older than what it knows, and its id from then on', async () => {
      const store = open();
      await claimed(await store.claim(second, HOLD)).commit(2);
      expect(await store.claim(first, HOLD)).toEqual({ outcome: 'stale' });
      expect(await store.claim(first, HOLD)).toEqual({ outcome: 'repeated' });
      expect(claimed(await store.claim(third, HOLD)).previous).toBe(2);
    });

    it('holds an order for one event at a time, and no other order', async () => {
      const store = open();
      const claim = claimed(await store.claim(first, HOLD));
      expect(await store.claim(second, HOLD)).toEqual({ outcome: 'busy' });
      expect(await store.claim(first, HOLD)).toEqual({ outcome: 'busy' });
      expect(await store.claim(stateOf(1, { subject: 'another' }), HOLD)).toMatchObject({
        outcome: 'claimed',
      });
      await claim.commit(1);
      expect(await store.claim(second, HOLD)).toMatchObject({ outcome: 'claimed', previous: 1 });
    });

    it('takes a released event again, as if it had never come', async () => {
      const store = open();
      await claimed(await store.claim(first, HOLD)).commit(1);
      await claimed(await store.claim(second, HOLD)).release();
      expect(await store.claim(second, HOLD)).toMatchObject({ outcome: 'claimed', previous: 1 });
    });

    it('gives an order away when the time of its claim is up, and refuses the late commit', async () => {
      const store = open();
      const late = claimed(await store.claim(first, HOLD));
      time += HOLD - 1;
      expect(await store.claim(second, HOLD)).toEqual({ outcome: 'busy' });
      time += 1;
      const next = claimed(await store.claim(second, HOLD));
      await expect(late.commit(1)).rejects.toThrow(ClaimLostError);
      await late.release();
      expect(await store.claim(third, HOLD)).toEqual({ outcome: 'busy' });
      await next.commit(2);
      expect(await store.claim(first, HOLD)).toEqual({ outcome: 'stale' });
    });

    it('commits late where nobody else has claimed the order', async () => {
      const store = open();
      const late = claimed(await store.claim(first, HOLD));
      time += 2 * HOLD;
      await late.commit(1);
      expect(await store.claim(first, HOLD)).toEqual({ outcome: 'repeated' });
    });

    it('lets one of any number of deliveries at once win, and ends with the newest state', () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), deliveries(), async (scheduler, delivered) => {
          const store = createStore({ now: () => time, pause: () => scheduler.schedule(Promise.resolve()) });
          const handled: string[] = [];
          let [running, most] = [0, 0];
          const handle = async ({ metadata }: OrderEvent, { previous }: { previous?: unknown }) => {
            most = Math.max(most, ++running);
            await scheduler.schedule(Promise.resolve());
            running--;
            if (failures.delete(metadata.id)) throw new Error('fails once');
            expect(previous).toBe(handled.at(-1));
            handled.push(metadata.id);
            return metadata.id;
          };
          const failures = new Set(
            delivered.filter((_, i) => i % 3 === 0).map(({ metadata }) => metadata.id),
          );
          const deliver = onOrder({ created: handle, updated: handle, confirmed: handle }, { store });
          // As Lambda does with a delivery that failed.
          const untilDone = async (detail: OrderEvent): Promise<unknown> => {
            for (;;) {
              const outcome = await deliver({ detail }).catch(() => undefined);
              if (outcome) return outcome;
              await scheduler.schedule(Promise.resolve());
            }
          };
          await scheduler.waitFor(Promise.all(delivered.map(untilDone)));

          expect(most).toBe(1);
          expect(new Set(handled).size).toBe(handled.length);
          const newest = delivered.reduce((a, b) => (isNewer(b, a) ? b : a));
          expect(handled.at(-1)).toBe(newest.metadata.id);
        }),
        { numRuns: scale(40, 1000) },
      ));
  });
}

function claimed<State>(claim: Claim<State>) {
  if (claim.outcome !== 'claimed') throw new Error(`the order is ${claim.outcome}`);
  return claim;
}

/** Some states of one order, each delivered up to three times, in any sequence. */
const deliveries = (): fc.Arbitrary<OrderEvent[]> =>
  fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 })
    .map((numbers) => numbers.map((number) => stateOf(number)));
