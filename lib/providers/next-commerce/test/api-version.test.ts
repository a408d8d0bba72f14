import { fixturesOf } from '../../../../test/contract/fixtures';
import { isOrder, type Outcome, outcomeOf } from '../../../../test/contract/outcome';
import { withValue } from '../../../../test/support/leaves';
import type { OrderEvent } from '../../../order/order-event';
import { provider } from '..';

const LINE = {
  created_at: '2025-07-02T07:59:00Z',
  id: 1,
  is_gift_card: false,
  is_upsell: true,
  metadata: { gift: true },
  price_excl_tax: '66.64',
  price_incl_tax: '79.30',
  quantity: 2,
  tax_lines: [{ amount: '12.66', currency: 'EUR', rate: 0.19, tax_id: 3, tax_title: 'VAT' }],
  total_cost: '30.00',
  unit_cost: '15.00',
  updated_at: '2025-07-02T08:00:00Z',
};
const FULFILLMENT = {
  id: 51,
  last_event_date: '2025-07-02T10:00:00Z',
  requires_shipping: true,
  status: 'success',
  tracking_code: 'JD01',
  tracking_link: 'https://track.example.com/JD01',
};
const url = 'https://shop.example.com/kettle';

const older = webhook('2023-02-10', {
  fulfillments: [{ ...FULFILLMENT, carrier: 'dhl', date_created: '2025-07-02T09:00:00Z' }],
  lines: [
    {
      ...LINE,
      price_currency: 'EUR',
      product: { id: 9, title: 'Kettle', url },
      stockrecord: { partner_sku: 'KETTLE' },
    },
  ],
});
const newer = webhook('2024-04-01', {
  fulfillments: [{ ...FULFILLMENT, created_at: '2025-07-02T09:00:00Z', tracking_carrier: 'dhl' }],
  lines: [
    { ...LINE, currency: 'EUR', product_id: 9, product_title: 'Kettle', product_url: url, sku: 'KETTLE' },
  ],
});

describe('an order in two API versions', () => {
  it('is the same canonical order', () => {
    expect(eventOf(older).data.order).toEqual(eventOf(newer).data.order);
    expect(eventOf(older).metadata.contenthash).toBe(eventOf(newer).metadata.contenthash);
  });

  it('has its version in the metadata, and no notice of it', () =>
    expect(eventOf(older)).toMatchObject({ metadata: { apiversion: '2023-02-10' }, data: { notices: [] } }));

  it('says where a line is in another currency', () =>
    expect(eventOf(withValue(older, '/data/lines/0/price_currency', 'USD'))).toMatchObject({
      data: {
        notices: [{ code: 'CURRENCY_DIFFERS', path: '/data/lines/0/price_currency' }],
        order: { lines: [{ currency: 'USD', minorUnit: 2, total: 7930 }] },
      },
    }));
});

describe('a payload that states no version that we map', () => {
  it.each([
    ['null', null],
    ['empty', ''],
    ['missing', undefined],
  ])('but %s has that of its shape, with a notice', (_, version) => {
    for (const [payload, read] of [
      [older, '2023-02-10'],
      [newer, '2024-04-01'],
    ] as const) {
      const event = eventOf(withValue(payload, '/api_version', version));
      expect(event.data.order).toEqual(eventOf(payload).data.order);
      expect(event.data.notices).toContainEqual({
        code: 'UNKNOWN_VALUE',
        path: '/api_version',
        message: `states no version; read as ${read}`,
      });
    }
  });

  it('but unstable is read as 2024-04-01, with a notice', () => {
    const event = eventOf(withValue(newer, '/api_version', 'unstable'));
    expect(event.data.order).toEqual(eventOf(newer).data.order);
    expect(event.metadata.apiversion).toBe('unstable');
    expect(event.data.notices).toContainEqual(expect.objectContaining({ path: '/api_version' }));
  });

  it('but another is refused', () =>
    expect(outcome(withValue(newer, '/api_version', '2019-01-01'))).toEqual({
      failure: { code: 'UNSUPPORTED_VERSION', paths: ['/api_version'] },
    }));
});

it('has a case with the fields of the older version, and no notice', () => {
  const fixture = fixturesOf('next-commerce').find(({ name }) => name === 'older-api-version');
  expect(fixture?.expected).toMatchObject({ data: { notices: [], unmapped: {} } });
});

function webhook(version: string, parts: object): object {
  return {
    api_version: version,
    data: { currency: 'EUR', number: '100063', updated_at: '2025-07-02T08:00:00Z', ...parts },
    event_id: 'a7a26ff2',
    event_type: 'order.created',
    webhook: { id: 1, store: 'acme' },
  };
}

const outcome = (payload: unknown): Outcome => outcomeOf(provider, JSON.stringify(payload));

function eventOf(payload: unknown): OrderEvent {
  const event = outcome(payload);
  if (!isOrder(event)) throw new Error(`Became no event: ${JSON.stringify(event)}`);
  return event;
}
