import * as v from 'valibot';
import { ORDER_NAME, ORDER_NAME_EXPECTED } from '../../identity';
import { amount, flag, free, id, list, text, time, whole } from '../../mapping/field-schemas';
import { Attribution, BillingAddress, ShippingAddress, User } from './schema-customer';
import { Fulfillment } from './schema-fulfillment';
import { Line, OrderTaxLine, TaxLine } from './schema-line';
import { Refund, Transaction } from './schema-payment';

/** The Admin API version whose payloads are described here. */
export const API_VERSION = '2024-04-01';

const OrderReportValues = v.object({
  currency: text,
  original_shipping_excl_tax: amount,
  original_shipping_incl_tax: amount,
  original_total_discount: amount,
  original_total_excl_tax: amount,
  original_total_incl_tax: amount,
  shipping_excl_tax: amount,
  shipping_incl_tax: amount,
  total_cost: amount,
  total_discount: amount,
  total_excl_tax: amount,
  total_incl_tax: amount,
});
export type OrderReportValues = v.InferOutput<typeof OrderReportValues>;

const OfferDiscount = v.object({ amount, description: text, name: text });
export type OfferDiscount = v.InferOutput<typeof OfferDiscount>;

const VoucherDiscount = v.object({
  amount,
  description: text,
  name: text,
  voucher: v.nullish(v.object({ code: text, end_datetime: time, name: text, start_datetime: time })),
});
export type VoucherDiscount = v.InferOutput<typeof VoucherDiscount>;

export const Order = v.object({
  attribution: v.nullish(Attribution),
  billing_address: v.nullish(BillingAddress),
  created_at: time,
  currency: v.string(),
  date_placed: time,
  display_taxes: text,
  fulfillment_status: text,
  fulfillments: list(Fulfillment),
  is_test: flag,
  lines: v.array(Line),
  metadata: free,
  /** Unique within its store: the order has no other id. */
  number: v.pipe(v.string(), v.regex(ORDER_NAME), v.description(ORDER_NAME_EXPECTED)),
  offer_discounts: list(OfferDiscount),
  order_status_url: text,
  original_shipping_excl_tax: amount,
  original_shipping_incl_tax: amount,
  original_total_discount: amount,
  original_total_excl_tax: amount,
  original_total_incl_tax: amount,
  payment_status: text,
  refunds: list(Refund),
  report_values: v.nullish(OrderReportValues),
  shipping_address: v.nullish(ShippingAddress),
  shipping_code: text,
  shipping_excl_tax: amount,
  shipping_incl_tax: amount,
  shipping_method: text,
  shipping_tax: amount,
  shipping_tax_lines: list(TaxLine),
  source: text,
  status: text,
  subscription_lifecycle: text,
  subscriptions: list(v.object({ billing_cycle: whole, id })),
  supports_post_purchase_upsells: flag,
  tags: list(text),
  tax_lines: list(OrderTaxLine),
  total_cost: amount,
  total_discount: amount,
  total_excl_tax: amount,
  total_incl_tax: amount,
  total_outstanding: amount,
  total_tax: amount,
  transactions: list(Transaction),
  updated_at: time,
  user: v.nullish(User),
  voucher_discounts: list(VoucherDiscount),
});
export type Order = v.InferOutput<typeof Order>;

/** `order.created` and `order.updated` as API version 2024-04-01 documents them: both have the same shape. */
export const OrderWebhook = v.object({
  api_version: text,
  data: Order,
  event_id: text,
  event_type: v.string(),
  object: text,
  webhook: v.nullish(
    v.object({
      events: list(text),
      id,
      /** `null` where the webhook belongs to no single store: the endpoint's account stands. */
      store: text,
      target: text,
    }),
  ),
});
export type OrderWebhook = v.InferOutput<typeof OrderWebhook>;
