import type { Order } from '../../../lib/order/order';
import { summaryOf } from '../../../lib/reading/summary';

const summary = (order: Partial<Order>, firstPaidAt?: string) =>
  JSON.parse(
    JSON.stringify(summaryOf({ id: 'shop:acme:1', currency: 'EUR', minorUnit: 2, ...order }, firstPaidAt)),
  );

describe("an order's summary", () => {
  it.each<[string, Order['lines'], object]>([
    ['no lines', [], { lineCount: 0, unitCount: 0 }],
    [
      'what is left of edited lines',
      [{ quantity: { ordered: 5, current: 3 } }, { quantity: { ordered: 2 } }],
      { lineCount: 2, unitCount: 5 },
    ],
    ['a line without a quantity', [{ quantity: { ordered: 5 } }, {}], { lineCount: 2 }],
    [
      'quantities whose sum is no exact number',
      [{ quantity: { ordered: Number.MAX_SAFE_INTEGER } }, { quantity: { ordered: 1 } }],
      { lineCount: 2 },
    ],
    [
      'articles that come twice',
      [{ sku: 'B' }, { sku: 'A' }, { sku: 'B' }, {}],
      { lineCount: 4, skus: ['B', 'A'] },
    ],
    [
      'an article number of a page',
      [{ sku: 'A' }, { sku: 'B'.repeat(201) }],
      { lineCount: 2, skus: ['A'], skusCut: true },
    ],
  ])('counts %s', (_, lines, expected) => expect(summary({ lines })).toEqual(expected));

  it('says where it cuts the list of articles', () => {
    const lines = Array.from({ length: 150 }, (_, i) => ({ sku: `SKU-${i}` }));
    expect(summary({ lines })).toEqual({
      lineCount: 150,
      skus: lines.slice(0, 100).map(({ sku }) => sku),
      skusCut: true,
    });
    expect(summary({ lines: lines.slice(0, 100) })).not.toHaveProperty('skusCut');
  });

  it.each<[string, Partial<Order>, boolean | undefined]>([
    ['a refund', { refunds: [{ id: '1' }] }, true],
    ['a status that says so', { status: { payment: { value: 'partially_refunded' } } }, true],
    ['another status', { status: { payment: { value: 'paid' } } }, false],
    ['payments without a refund', { payments: [{ id: '1' }] }, false],
    [
      'a status that nobody understands',
      { status: { payment: { value: 'unknown', native: 'x' } } },
      undefined,
    ],
    ['nothing about payments', {}, undefined],
  ])('has or has no refund by %s', (_, order, expected) => expect(summary(order).hasRefund).toBe(expected));

  it.each<[string, Partial<Order>, boolean | undefined]>([
    ['a disputed payment', { payments: [{ disputed: false }, { disputed: true }] }, true],
    ['a disputed payment of a refund', { refunds: [{ payments: [{ disputed: true }] }] }, true],
    ['payments that are not', { payments: [{ disputed: false }, {}] }, false],
    ['payments that do not say it', { payments: [{}] }, undefined],
  ])('has or has no dispute by %s', (_, order, expected) => expect(summary(order).hasDispute).toBe(expected));

  it('says when money was first taken, as the mapping tells it', () =>
    expect(summary({}, '2026-01-01T00:00:00Z').firstPaidAt).toBe('2026-01-01T00:00:00Z'));
});
