import type { Notice, OrderEvent } from '../../../lib/order/order-event';
import { shedNotices, writeEvent } from '../../../lib/reading/event-json';

const notice = (i: number, more: Partial<Notice> = {}): Notice => ({
  code: 'UNMAPPED_FIELD',
  message: `is in no schema that we know: ${'ä'.repeat(100)}`,
  path: `/field${i}`,
  ...more,
});

function written(notices: Notice[], extensions?: object) {
  const order = { currency: 'EUR', id: 'shop:acme:1', minorUnit: 2, updatedAt: '2026-01-01T00:00:00Z' };
  const event = {
    metadata: { id: 'a' },
    data: {
      ...(extensions && { extensions }),
      ...{ notices, order, summary: { lineCount: 0, skus: ['"notices":[]'] } },
      unmapped: { '/a': '"notices":[]' },
    },
  } as unknown as OrderEvent;
  const content =
    '{"order":{"currency":"EUR","id":"shop:acme:1","minorUnit":2},"unmapped":{"/a":"\\"notices\\":[]"}}';
  return { event, json: writeEvent(event, content) };
}

const bytes = (text: string) => Buffer.byteLength(text);

describe("an event's JSON", () => {
  it.each([[undefined], [{ shop: { shelf: 'A 7' } }]])(
    'is that of the event; extensions: %j',
    (extensions) => {
      const { event, json } = written([notice(1)], extensions);
      expect(JSON.parse(json)).toEqual(event);
    },
  );
});

describe('an event that is too large by its notices', () => {
  const ten = Array.from({ length: 10 }, (_, i) => notice(i, i === 8 ? { count: 7 } : {}));
  const size = bytes(JSON.stringify(notice(0)));

  it.each([1, 100, size, 3 * size, 6 * size])(
    'is made shorter by %i bytes, and by as few notices as do',
    (wanted) => {
      const before = written(ten, { shop: {} });
      const after = shedNotices(before, wanted);
      if (!after) throw new Error('Nothing was shed.');
      expect(JSON.parse(after.json)).toEqual(after.event);
      const saved = bytes(before.json) - bytes(after.json);
      expect(saved).toBeGreaterThanOrEqual(wanted);
      expect(saved).toBeLessThan(wanted + size + 8);
      const { notices } = after.event.data;
      const kept = notices.length - 1;
      expect(notices.slice(0, kept)).toEqual(ten.slice(0, kept));
      expect(notices.at(-1)).toMatchObject({
        code: 'NOTICES_LEFT_OUT',
        count: ten.slice(kept).reduce((sum, { count = 1 }) => sum + count, 0),
        path: `/field${kept}`,
      });
    },
  );

  it('cannot be made shorter by more than its notices hold', () =>
    expect(shedNotices(written(ten), 11 * size)).toBeUndefined());

  it('has nothing to leave out without notices', () => expect(shedNotices(written([]), 1)).toBeUndefined());
});
