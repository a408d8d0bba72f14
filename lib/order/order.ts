import * as v from 'valibot';
import { address } from './address';
import { attribution } from './attribution';
import { customer } from './customer';
import { discount } from './discount';
import { amount, code, date, minorUnit, time, whole } from './fields';
import { fulfillment } from './fulfillment';
import { line } from './line';
import { payment } from './payment';
import { flag, free, text } from './personal-data';
import { refund } from './refund';
import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES, status } from './status';
import { tax } from './tax';
import { reportedTotals, totals } from './totals';

/**
 * The canonical order. Absent means unknown; nothing is `null`. Made to be filtered by EventBridge rules: what a
 * rule might match is reached by object keys, never inside a list.
 */
export const Order = v.strictObject({
  /** `<provider>:<account>:<their id>`. */
  id: text('none'),
  number: v.optional(code),
  quoteNumber: v.optional(code),
  status: v.optional(
    v.strictObject({
      order: v.optional(status(ORDER_STATUSES)),
      payment: v.optional(status(PAYMENT_STATUSES)),
      fulfillment: v.optional(status(FULFILLMENT_STATUSES)),
    }),
  ),
  placedAt: v.optional(time),
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
  /** When the whole order was cancelled. */
  cancelledAt: v.optional(time),
  /** Why the order was cancelled, in the provider's or the merchant's words. */
  cancelReason: v.optional(text('personal')),
  /** When nothing was left to be done for the order. */
  completedAt: v.optional(time),
  /** ISO 4217. */
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/), v.metadata({ personalData: 'none' })),
  /** Decimals of the currency: amounts are in units of 10^-minorUnit. */
  minorUnit,
  totals: v.optional(totals),
  /** Whether the prices that the buyer was shown contained the tax; the amounts here say by their names whether they do. */
  taxesIncluded: v.optional(flag()),
  /** The provider's names of the taxes that apply, as it shows them. */
  taxLabel: v.optional(code),
  taxes: v.optional(v.array(tax)),
  /** Absent only where `metadata.dataref` says where the whole order lies. */
  lines: v.optional(v.array(line)),
  fees: v.optional(
    v.array(v.strictObject({ id: v.optional(code), name: v.optional(code), amount: v.optional(amount) })),
  ),
  discounts: v.optional(v.array(discount)),
  shipping: v.optional(
    v.strictObject({ method: v.optional(code), code: v.optional(code), taxes: v.optional(v.array(tax)) }),
  ),
  customer: v.optional(customer),
  billingAddress: v.optional(address),
  shippingAddress: v.optional(address),
  payments: v.optional(v.array(payment)),
  paymentTerms: v.optional(v.strictObject({ dueDate: v.optional(date) })),
  refunds: v.optional(v.array(refund)),
  fulfillments: v.optional(v.array(fulfillment)),
  reporting: v.optional(reportedTotals),
  attribution: v.optional(attribution),
  subscriptions: v.optional(
    v.array(v.strictObject({ id: v.optional(code), billingCycle: v.optional(whole) })),
  ),
  subscriptionLifecycle: v.optional(code),
  references: v.optional(
    v.array(
      v.strictObject({
        /**
         * What the value is a reference to, an open list: `thread` (a conversation), `customer` (the buyer's own
         * reference), `purchase-order`, `invoice`, `cart`, `checkout`, and others as providers have them.
         */
        type: code,
        value: text('personal'),
      }),
    ),
  ),
  /** Where the order stands on the shop floor. */
  production: v.optional(v.strictObject({ stage: v.optional(code), stageSequence: v.optional(whole) })),
  channel: v.optional(code),
  /** The language and region that the order was placed in, as the provider writes it: `de-CH`, `en_US`, `fr`. */
  locale: v.optional(text('personal')),
  /** What the buyer wrote beside the order. */
  note: v.optional(text('personal')),
  tags: v.optional(v.array(text('personal'))),
  metadata: v.optional(free('personal')),
  statusUrl: v.optional(text('personal')),
  supportsUpsells: v.optional(flag()),
});
export type Order = v.InferOutput<typeof Order>;
