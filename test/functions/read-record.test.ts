import { BUS_LIMITS, entryBytes } from '../../functions/aws/bus';
import { readRecord, toBusEntry } from '../../functions/read-record';
import type { OrderEvent } from '../../lib/order/order-event';
import { writeEvent } from '../../lib/reading/event-json';
import { fakeProvider } from '../support/fake-provider';
import { openConsumer, recordOf } from './normalize-fixture';

const reading = (bulk: string) => readRecord(fakeProvider(), recordOf({ order: 'a', state: 1, bulk }));

/** How much bulk makes an entry for the bus that large, to the byte. */
function bulkFor(bytes: number): string {
  const small = reading('x');
  if ('failure' in small) throw small.failure;
  return 'x'.repeat(bytes - entryBytes(small.entry) + 1);
}

describe('an event on the bus', () => {
  it('may have one byte less than the limit', () => {
    const made = reading(bulkFor(BUS_LIMITS.bytes - 1));
    expect('entry' in made && entryBytes(made.entry)).toBe(BUS_LIMITS.bytes - 1);
  });

  it('is a failure as soon as it reaches the limit', () => {
    expect(reading(bulkFor(BUS_LIMITS.bytes))).toMatchObject({ failure: { code: 'EVENT_TOO_LARGE' } });
  });

  it('sheds notices before it would be too large, and says how many', () => {
    const notices = Array.from({ length: 30 }, (_, i) => ({
      code: 'UNKNOWN_VALUE' as const,
      message: 'is not a documented word',
      path: `/a${i}`,
    }));
    const written = (channel: string) => {
      const order = { channel, currency: 'EUR', id: 'fake:acme:a', lines: [], minorUnit: 2 };
      const event = {
        metadata: { provider: 'fake', type: 'order.created.v1' },
        data: { notices, order, unmapped: {} },
      } as unknown as OrderEvent;
      const { notices: _, ...content } = event.data;
      return { event, json: writeEvent(event, JSON.stringify(content)) };
    };
    const empty = entryBytes(toBusEntry(written('')));
    const entry = toBusEntry(written('x'.repeat(BUS_LIMITS.bytes - empty)));
    expect(entryBytes(entry)).toBeLessThan(BUS_LIMITS.bytes);
    const { data } = JSON.parse(entry.detail);
    expect(data.notices.at(-1)).toMatchObject({ code: 'NOTICES_LEFT_OUT', count: 31 - data.notices.length });
    expect(data.notices.length).toBeGreaterThan(20);
  });
});

describe('a request', () => {
  const half = BUS_LIMITS.bytes / 2;
  const ordersOf = (...sizes: number[]) =>
    sizes.map((bytes, i) => recordOf({ order: 'abc'[i] ?? '', state: 1, bulk: bulkFor(bytes) }));

  it.each([
    ['one byte less than the limit is one request', [half, half - 1], [['a/1', 'b/1']]],
    ['the limit is two requests', [half, half], [['a/1'], ['b/1']]],
  ])('of %s', async (_, sizes, asked) => {
    const consumer = openConsumer();
    await consumer.run(...ordersOf(...sizes));
    expect(consumer.asked()).toEqual(asked);
  });
});
