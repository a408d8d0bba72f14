import { sourceOf } from '../../lib/names';
import type { OrderEvent } from '../../lib/order/order-event';

/** A pattern that a business needs: for the rule of a subscriber. */
export interface RulePattern {
  /** Of its file. */
  readonly name: string;
  /** Which events it matches, as a sentence. */
  readonly matches: string;
  readonly pattern: object;
  /** The same as a function: what the examples of the pattern are held against. */
  readonly is: (event: OrderEvent, source: string) => boolean;
}

const order = (part: object) => ({ detail: { data: { order: part } } });
const summary = (part: object) => ({ detail: { data: { summary: part } } });
const metadata = (part: object) => ({ detail: { metadata: part } });

/**
 * What rules ask, one question each. Put together, several of them are one rule that asks all.
 * @param provider whose events the one asks for that asks for a provider's
 */
export const rulePatterns = (provider = 'some-shop'): readonly RulePattern[] => [
  {
    name: 'all',
    matches: 'Every order event, and nothing else that is on the bus.',
    pattern: { source: [{ prefix: 'orders.' }] },
    is: (_, source) => source.startsWith('orders.'),
  },
  {
    name: 'by-provider',
    matches: 'Events of one provider.',
    pattern: { source: [sourceOf(provider)] },
    is: (_, source) => source === sourceOf(provider),
  },
  {
    name: 'by-account',
    matches: 'Events of one account at any provider.',
    pattern: metadata({ account: ['acme'] }),
    is: ({ metadata: { account } }) => account === 'acme',
  },
  {
    name: 'new-orders',
    matches: 'Events that tell of an order for the first time, or of a quote that became one.',
    pattern: { 'detail-type': ['order.created.v1', 'order.confirmed.v1'] },
    is: ({ metadata: { type } }) => type !== 'order.updated.v1',
  },
  {
    name: 'no-test-orders',
    matches: 'Everything but test orders.',
    pattern: metadata({ test: [false] }),
    is: ({ metadata: { test } }) => !test,
  },
  {
    name: 'test-orders',
    matches: 'Test orders alone.',
    pattern: metadata({ test: [true] }),
    is: ({ metadata: { test } }) => test,
  },
  {
    name: 'by-currency',
    matches: 'Orders in one of some currencies.',
    pattern: order({ currency: ['EUR', 'USD'] }),
    is: ({ data }) => ['EUR', 'USD'].includes(data.order.currency),
  },
  {
    name: 'by-country',
    matches: 'Orders that are shipped to one of some countries.',
    pattern: order({ shippingAddress: { countryCode: ['AT', 'CH', 'DE'] } }),
    is: ({ data }) => ['AT', 'CH', 'DE'].includes(data.order.shippingAddress?.countryCode ?? ''),
  },
  {
    name: 'large-orders',
    matches: 'Orders over 1,000.00 EUR: of one currency, because amounts are in its minor unit.',
    pattern: order({ currency: ['EUR'], totals: { total: [{ numeric: ['>', 100_000] }] } }),
    is: ({
      data: {
        order: { currency, totals },
      },
    }) => currency === 'EUR' && (totals?.total ?? 0) > 100_000,
  },
  {
    name: 'paid-orders',
    matches: 'Orders that are paid, in whatever way.',
    pattern: order({ status: { payment: { value: ['paid', 'external'] } } }),
    is: ({ data }) => ['paid', 'external'].includes(data.order.status?.payment?.value ?? ''),
  },
  {
    name: 'cancelled-orders',
    matches: 'Orders that will not be fulfilled.',
    pattern: order({ status: { order: { value: ['cancelled'] } } }),
    is: ({ data }) => data.order.status?.order?.value === 'cancelled',
  },
  {
    name: 'to-be-fulfilled',
    matches: 'Orders that somebody has to work on.',
    pattern: order({
      status: { fulfillment: { value: ['unfulfilled', 'on_hold', 'processing', 'partially_fulfilled'] } },
    }),
    is: ({ data }) =>
      ['unfulfilled', 'on_hold', 'processing', 'partially_fulfilled'].includes(
        data.order.status?.fulfillment?.value ?? '',
      ),
  },
  {
    name: 'by-sku',
    matches: 'Orders of a product, or of products whose numbers begin alike.',
    pattern: summary({ skus: ['KETTLE', { prefix: 'MUG-' }] }),
    is: ({ data }) => (data.summary?.skus ?? []).some((sku) => sku === 'KETTLE' || sku.startsWith('MUG-')),
  },
  {
    name: 'by-voucher',
    matches: 'Orders on which a voucher was used.',
    pattern: order({ discounts: { code: ['WELCOME5'] } }),
    is: ({ data }) => (data.order.discounts ?? []).some(({ code }) => code === 'WELCOME5'),
  },
  {
    name: 'any-voucher',
    matches: 'Orders on which any voucher was used.',
    pattern: order({ discounts: { code: [{ exists: true }] } }),
    is: ({ data }) => (data.order.discounts ?? []).some(({ code }) => code !== undefined),
  },
  {
    name: 'refunded',
    matches: 'Orders of which money was given back, all or in part.',
    pattern: summary({ hasRefund: [true] }),
    is: ({ data }) => data.summary?.hasRefund === true,
  },
  {
    name: 'disputed',
    matches: 'Orders of which a payment is disputed.',
    pattern: summary({ hasDispute: [true] }),
    is: ({ data }) => data.summary?.hasDispute === true,
  },
  {
    name: 'doubtful',
    matches: 'Orders whose amounts were rounded or whose currency was withdrawn: for a person to look at.',
    pattern: { detail: { data: { notices: { code: ['AMOUNT_ROUNDED', 'CURRENCY_WITHDRAWN'] } } } },
    is: ({ data }) =>
      data.notices.some(({ code }) => code === 'AMOUNT_ROUNDED' || code === 'CURRENCY_WITHDRAWN'),
  },
];
