import type { SampleOrder } from '../../provider-kit';
import { createRandom } from '../../random';
import {
  ATTRIBUTION,
  address,
  amounts,
  fulfillment,
  line,
  refund,
  SURNAMES,
  tax,
  time,
  transaction,
} from './sample-full-parts';
import { envelopeOf, updatedAt } from './sample-order';
import { API_VERSION } from './schema';

/**
 * An order of a shop: paid by card, shipped in one parcel, taxed, discounted and reported in another currency, with
 * every list filled as such orders fill it.
 */
export function fullOrder(sample: SampleOrder): object {
  const { order, step = 0, lines = 1, text } = sample;
  const random = createRandom(order);
  const number = String(order);
  const money = amounts(random);
  return {
    api_version: API_VERSION,
    data: {
      attribution: ATTRIBUTION,
      billing_address: address(random),
      created_at: time(random),
      currency: 'EUR',
      date_placed: time(random),
      display_taxes: 'VAT',
      fulfillment_status: random.pick(['unfulfilled', 'processing', 'fulfilled']),
      fulfillments: [fulfillment(lines, number, random)],
      is_test: false,
      lines: Array.from({ length: lines }, (_, i) => line(order * 10_000 + i, random)),
      metadata: {
        gift_note: 'Alles Gute',
        warehouse: `w-${random.whole(9)}`,
        ...(text !== undefined && { text }),
      },
      number,
      offer_discounts: [{ amount: money(), description: '10 % off mugs', name: 'Mug month' }],
      order_status_url: `https://shop.example.com/orders/${number}/${random.hex(32)}`,
      original_shipping_excl_tax: money(),
      original_shipping_incl_tax: money(),
      original_total_discount: money(),
      original_total_excl_tax: money(),
      original_total_incl_tax: money(),
      payment_status: random.pick(['authorized', 'paid', 'partially_paid']),
      refunds: [refund(number, random)],
      report_values: {
        currency: 'USD',
        original_shipping_excl_tax: money(),
        original_shipping_incl_tax: money(),
        original_total_discount: money(),
        original_total_excl_tax: money(),
        original_total_incl_tax: money(),
        shipping_excl_tax: money(),
        shipping_incl_tax: money(),
        total_cost: money(),
        total_discount: money(),
        total_excl_tax: money(),
        total_incl_tax: money(),
      },
      shipping_address: { ...address(random), notes: 'Ring twice.' },
      shipping_code: 'standard',
      shipping_excl_tax: money(),
      shipping_incl_tax: money(),
      shipping_method: 'Standard',
      shipping_tax: money(),
      shipping_tax_lines: [tax({ tax_id: 3 }, random)],
      source: 'checkout',
      status: 'open',
      subscription_lifecycle: 'non-recurring',
      subscriptions: [],
      supports_post_purchase_upsells: true,
      tags: ['vip', `cohort-${random.whole(40)}`],
      tax_lines: [tax({ id: 3 }, random)],
      total_cost: money(),
      total_discount: money(),
      total_excl_tax: money(),
      total_incl_tax: money(),
      total_outstanding: '0.00',
      total_tax: money(),
      transactions: [transaction('authorize', random), transaction('debit', random)],
      updated_at: updatedAt(step),
      user: {
        accepts_marketing: true,
        email: `zoe.${order}@example.com`,
        first_name: 'Zoë',
        id: 7_000 + order,
        ip: `203.0.113.${random.whole(255)}`,
        language: 'de',
        last_name: random.pick(SURNAMES),
        phone_number: `+49305550${random.whole(999)}`,
        user_agent:
          'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      },
      voucher_discounts: [],
    },
    ...envelopeOf(sample),
  };
}
