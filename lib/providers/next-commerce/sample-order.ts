import { createHash } from 'node:crypto';
import type { SampleOrder } from '../../provider-kit';
import { API_VERSION } from './schema';

/** A made-up order of two mugs a line: placed with `order.created`, shipped with any other event. */
export function sampleOrder(sample: SampleOrder): object {
  const { event, order, step = 0, lines = 1, text } = sample;
  const created = event === 'order.created';
  return {
    api_version: API_VERSION,
    data: {
      attribution: { affiliate: null, funnel: 'Autumn', metadata: {}, utm_source: 'newsletter' },
      billing_address: ADDRESS,
      created_at: '2026-03-02T09:15:04.218905+01:00',
      currency: 'EUR',
      date_placed: '2026-03-02T09:15:04.218411+01:00',
      display_taxes: 'VAT',
      fulfillment_status: created ? 'unfulfilled' : 'fulfilled',
      fulfillments: [],
      is_test: true,
      lines: Array.from({ length: lines }, (_, i) => ({ ...LINE, id: FIRST_LINE + i })),
      metadata: text === undefined ? null : { text },
      number: String(order),
      offer_discounts: [{ amount: '4.00', description: '10 % off mugs', name: 'Mug month' }],
      payment_status: created ? 'authorized' : 'paid',
      refunds: [],
      shipping_address: { ...ADDRESS, notes: 'Ring twice.' },
      shipping_code: 'standard',
      shipping_excl_tax: '4.12',
      shipping_incl_tax: '4.90',
      shipping_method: 'Standard',
      shipping_tax: '0.78',
      shipping_tax_lines: [],
      source: 'checkout',
      status: 'open',
      subscription_lifecycle: 'non-recurring',
      subscriptions: [],
      supports_post_purchase_upsells: true,
      tags: ['sample'],
      tax_lines: [{ amount: '6.53', currency: 'EUR', id: 3, rate: 0.19, source: null, tax_title: 'VAT' }],
      total_discount: '4.00',
      total_excl_tax: '34.37',
      total_incl_tax: '40.90',
      total_outstanding: '0.00',
      total_tax: '6.53',
      transactions: [],
      updated_at: updatedAt(step),
      user: {
        accepts_marketing: false,
        email: 'zoe@example.com',
        first_name: 'Zoë',
        id: 7,
        language: 'de',
        last_name: 'Müller',
        phone_number: '+4930555010',
      },
      voucher_discounts: [],
    },
    ...envelopeOf(sample),
  };
}

/** A request to erase a customer's data: the order's number is the customer's id. */
export const sampleCustomer = (sample: SampleOrder): object => ({
  api_version: API_VERSION,
  data: { id: sample.order },
  ...envelopeOf(sample),
});

/** What stands around the data in a webhook. */
export function envelopeOf({ event, account, order, step = 0 }: SampleOrder) {
  const hash = createHash('sha256')
    .update(JSON.stringify([event, account, order, step]))
    .digest('hex');
  return {
    event_id: hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'),
    event_type: event,
    object: event.split('.')[0],
    webhook: { events: [event], id: 1, store: account, target: 'https://example.com/webhooks' },
  };
}

/** A second later with each step. */
export function updatedAt(step: number): string {
  const local = new Date(Date.UTC(2026, 2, 2, 9, 15, 5) + step * 1_000).toISOString();
  return `${local.slice(0, 19)}.000127+01:00`;
}

const FIRST_LINE = 21;

const ADDRESS = {
  country: 'DE',
  first_name: 'Zoë',
  id: 11,
  last_name: 'Müller',
  line1: 'Ackerstraße 1',
  line4: 'Berlin',
  phone_number: '+4930555010',
  postcode: '10115',
  state: '',
};

const LINE = {
  created_at: '2026-03-02T09:15:04.230118+01:00',
  currency: 'EUR',
  current_quantity: 2,
  fulfillable_quantity: 2,
  is_gift_card: false,
  is_upsell: false,
  price_excl_tax: '30.25',
  price_incl_tax: '36.00',
  product_id: 31,
  product_title: 'Mug',
  properties: [{ key: 'Engraving', value: 'Zoë' }],
  quantity: 2,
  requires_shipping: true,
  sku: 'MUG-BLUE',
  tax_lines: [{ amount: '5.75', currency: 'EUR', rate: 0.19, source: null, tax_id: 3, tax_title: 'VAT' }],
  total_discount: '4.00',
  updated_at: '2026-03-02T09:15:04.230118+01:00',
  variant_id: 41,
  variant_title: 'Blue',
};
