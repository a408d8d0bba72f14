import fc from 'fast-check';
import { createDailyTotals, type DayTotal, type TotalAfter } from '../../functions/daily-totals';
import { writeMessage } from '../../lib/json';
import type { OrderEvent } from '../../lib/order/order-event';
import { read } from '../../lib/reading/read';
import { fakeProvider } from '../support/fake-provider';
import { importsOf } from '../support/import-graph';
import { orderEventOf } from '../support/order-event';
import { scale } from '../support/scale';
import { deliveryOf } from './normalize-fixture';

/** An order's state, received so many seconds into the day, unless it states when it was placed. */
function eventOf(
  order: string,
  total: number,
  second: number,
  more: Partial<OrderEvent['data']['order']> = {},
) {
  const delivery = deliveryOf(
    { order, state: total },
    { receivedAt: new Date(Date.UTC(2026, 4, 4, 0, 0, second)).toISOString() },
  );
  const id = deliveryOf({ order, state: second }).id;
  const event = orderEventOf(read(fakeProvider(), { ...delivery, id }).event);
  return { ...event, data: { ...event.data, order: { ...event.data.order, ...more } } };
}

/** The totals after those events. */
async function totalsAfter(events: readonly unknown[]): Promise<DayTotal[]> {
  const totals = new Map<string, DayTotal>();
  const subscriber = createDailyTotals(({ day, currency, orders, total }) => {
    totals.set(`${day} ${currency}`, { day, currency, orders, total });
  });
  for (const detail of events) await subscriber({ detail });
  return [...totals.values()];
}

describe('daily totals', () => {
  it('count each order once, with its newest state', async () => {
    const events = [eventOf('a', 100, 1), eventOf('b', 50, 2), eventOf('a', 120, 3)];
    expect(await totalsAfter(events)).toEqual([
      { day: '2026-05-04', currency: 'EUR', orders: 2, total: 170 },
    ]);
  });

  it('come to the same whatever comes twice or out of order', async () => {
    const events = [eventOf('a', 100, 1), eventOf('a', 120, 3), eventOf('a', 90, 2), eventOf('b', 50, 2)];
    const expected = [{ day: '2026-05-04', currency: 'EUR', orders: 2, total: 170 }];
    const everyOne = fc
      .tuple(fc.shuffledSubarray(events, { minLength: 4 }), fc.array(fc.constantFrom(...events)))
      .map(([all, repeats]) => [...all, ...repeats]);
    await fc.assert(
      fc.asyncProperty(everyOne, async (some) => expect(await totalsAfter(some)).toEqual(expected)),
      { numRuns: scale(20, 200) },
    );
  });

  it('ignore an old delivery that somebody sends again, however late', async () => {
    const old = eventOf('a', 100, 1);
    const again = eventOf('a', 100, 7_200);
    const repeat = { ...again, metadata: { ...again.metadata, id: old.metadata.id } };
    expect(await totalsAfter([old, eventOf('a', 120, 3), repeat])).toEqual([
      { day: '2026-05-04', currency: 'EUR', orders: 1, total: 120 },
    ]);
  });

  it('keep days and currencies apart', async () => {
    const totals = await totalsAfter([
      eventOf('a', 100, 1),
      eventOf('b', 70, 1, { currency: 'USD' }),
      eventOf('c', 30, 1, { placedAt: '2026-05-03T23:59:59Z' }),
      eventOf('d', 20, 1, { createdAt: '2026-05-03T00:00:00Z' }),
    ]);
    expect(totals).toEqual([
      { day: '2026-05-04', currency: 'EUR', orders: 1, total: 100 },
      { day: '2026-05-04', currency: 'USD', orders: 1, total: 70 },
      { day: '2026-05-03', currency: 'EUR', orders: 2, total: 50 },
    ]);
  });

  it('take an order without a total for nothing', async () => {
    const { totals: _, ...order } = eventOf('a', 100, 1).data.order;
    const event = { ...eventOf('a', 100, 1), data: { order, notices: [], unmapped: {} } };
    expect(await totalsAfter([event])).toEqual([expect.objectContaining({ orders: 1, total: 0 })]);
  });

  it('fail for what is no order event, and Lambda tries again and keeps it', async () => {
    await expect(totalsAfter([{ metadata: {} }])).rejects.toThrow(TypeError);
  });

  it.each([
    ['a quote', { status: { order: { value: 'quote' } } }],
    ['cancelled', { status: { order: { value: 'cancelled' } } }],
    ['voided', { status: { payment: { value: 'voided' } } }],
  ] as const)('leave out an order that is %s, and count it once it is an order', async (_, more) => {
    const left = eventOf('a', 100, 2, more);
    const [day, currency] = ['2026-05-04', 'EUR'];
    expect(await totalsAfter([left])).toEqual([{ day, currency, orders: 0, total: 0 }]);
    expect(await totalsAfter([eventOf('a', 100, 1), left])).toEqual([{ day, currency, orders: 0, total: 0 }]);
    expect(await totalsAfter([left, eventOf('a', 120, 3)])).toEqual([
      { day, currency, orders: 1, total: 120 },
    ]);
  });

  it('leave out test orders', async () => {
    const event = eventOf('a', 100, 1);
    expect(await totalsAfter([{ ...event, metadata: { ...event.metadata, test: true } }])).toEqual([]);
  });

  it('are written with the ids that find the delivery again', async () => {
    const written: TotalAfter[] = [];
    const event = eventOf('a', 100, 1);
    await createDailyTotals((total) => written.push(total))({ detail: JSON.parse(writeMessage(event)) });
    expect(written).toEqual([
      {
        id: event.metadata.id,
        correlationId: 'request-1',
        day: '2026-05-04',
        currency: 'EUR',
        orders: 1,
        total: 100,
      },
    ]);
  });

  it('come from what the package exports, and from nothing else', () => {
    expect(importsOf('functions/daily-totals.ts')).toEqual(['order-events']);
  });
});
