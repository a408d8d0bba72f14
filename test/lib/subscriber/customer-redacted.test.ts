import { onOrder, parseCustomerRedacted, parseOrderEvent } from '../../../lib/subscriber';

const redacted = (customer: unknown = { id: '123456' }) => ({
  metadata: { id: 'a'.repeat(64), type: 'customer.redacted.v1', provider: 'shop', account: 'acme' },
  data: { customer, notices: [], unmapped: {} },
});

describe('a customer whose data have to be erased', () => {
  it('is read', () => expect(parseCustomerRedacted(redacted()).data.customer.id).toBe('123456'));

  it.each<[string, unknown]>([
    ['nobody', redacted({})],
    ['a number', redacted({ id: 5 })],
    ['of no type', { data: redacted().data }],
  ])('is refused where it is %s', (_, detail) =>
    expect(() => parseCustomerRedacted(detail)).toThrow('/data/customer/id is missing'),
  );

  it('is no order', () =>
    expect(() => parseOrderEvent(redacted())).toThrow(expect.objectContaining({ code: 'UNKNOWN_TYPE' })));
});

describe('a handler of orders', () => {
  const none = () => {
    throw new Error('called');
  };

  it('hands it to the one for all others', async () => {
    const seen: string[] = [];
    const handler = onOrder({ created: none, otherwise: ({ type }) => seen.push(type) });
    expect(await handler({ detail: redacted() })).toBe('handled');
    expect(seen).toEqual(['customer.redacted.v1']);
  });

  it('leaves it alone where there is none', async () =>
    expect(await onOrder({ created: none })({ detail: redacted() })).toBe('unhandled'));
});
