import { fixturesOf } from '../../../../test/contract/fixtures';
import { isOrder, outcomeOf } from '../../../../test/contract/outcome';
import { provider } from '..';
import { recovery } from '../recover';

describe("an order of Next Commerce's Admin API", () => {
  it.each(['card-order', 'partial-refund', 'natural-types'])(
    'becomes the same order as its webhook: %s',
    (name) => {
      const fixture = fixturesOf('next-commerce').find((one) => one.name === name);
      const { account = 'acme' } = fixture?.circumstances ?? {};
      const order = JSON.stringify(JSON.parse(fixture?.payload ?? '').data);
      const outcome = outcomeOf(provider, recovery.toPayload(order, account), { account });
      const expected = fixture?.expected;
      if (!expected || !isOrder(expected) || !isOrder(outcome)) throw new Error('no order');
      expect(outcome.data).toEqual(expected.data);
      expect(outcome.metadata).toMatchObject({
        type: 'order.updated.v1',
        subject: expected.metadata.subject,
        time: expected.metadata.time,
      });
    },
  );

  it('keeps the digits of its numbers', () =>
    expect(recovery.toPayload('{"id":9007199254740993}', 'acme')).toContain('9007199254740993'));
});

describe("a page of Next Commerce's list of orders", () => {
  it('says which orders it has, when they changed, and where the next page is', () =>
    expect(
      recovery.readPage({
        next: 'https://acme.29next.store/api/admin/orders/?cursor=b',
        previous: null,
        results: [{ number: '1001', updated_at: '2026-11-24T10:00:00.5-05:00' }, { number: '1002' }, {}],
      }),
    ).toEqual({
      next: 'https://acme.29next.store/api/admin/orders/?cursor=b',
      orders: [{ theirId: '1001', changedAt: '2026-11-24T10:00:00.5-05:00' }, { theirId: '1002' }],
    }));

  it.each([[undefined], [null], [{}], [{ results: 'none' }]])('is none: %j', (page) =>
    expect(recovery.readPage(page)).toBeUndefined(),
  );

  it('is asked for from the day before, wherever the store is', () =>
    expect(recovery.listPath('2026-11-24T03:00:00.000Z')).toBe('orders/?date_placed_from=2026-11-23'));

  it('is at the store, in the version that is mapped', () => {
    expect(recovery.baseUrl('acme')).toBe('https://acme.29next.store/api/admin/');
    expect(recovery.headers('t')).toEqual({
      authorization: 'Bearer t',
      'x-29next-api-version': '2024-04-01',
    });
    expect(recovery.orderPath('10/2')).toBe('orders/10%2F2/');
  });
});
