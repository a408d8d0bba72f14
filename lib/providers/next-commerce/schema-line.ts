import * as v from 'valibot';
import { amount, flag, free, list, rate, text, time, whole } from './schema-fields';

const AmountReportValues = v.object({ amount, currency: text });

/** A tax of a line, of a fulfilled line or of the shipping. */
export const TaxLine = v.object({
  amount,
  currency: text,
  rate,
  report_values: v.nullish(AmountReportValues),
  source: text,
  tax_id: whole,
  tax_title: text,
});
export type TaxLine = v.InferOutput<typeof TaxLine>;

/** A tax of the whole order, whose id has another name. */
export const OrderTaxLine = v.object({
  amount,
  currency: text,
  id: whole,
  rate,
  report_values: v.nullish(AmountReportValues),
  source: text,
  tax_title: text,
});
export type OrderTaxLine = v.InferOutput<typeof OrderTaxLine>;

const LineReportValues = v.object({
  currency: text,
  original_price_excl_tax: amount,
  original_price_incl_tax: amount,
  original_total_discount: amount,
  price_excl_tax: amount,
  price_incl_tax: amount,
  total_cost: amount,
  total_discount: amount,
  unit_cost: amount,
});
export type LineReportValues = v.InferOutput<typeof LineReportValues>;

export const Line = v.object({
  created_at: time,
  currency: text,
  current_quantity: whole,
  editable_quantity: whole,
  fulfillable_quantity: whole,
  id: whole,
  is_gift_card: flag,
  is_upsell: flag,
  metadata: free,
  original_price_excl_tax: amount,
  original_price_incl_tax: amount,
  original_total_discount: amount,
  price_excl_tax: amount,
  price_incl_tax: amount,
  product_id: whole,
  product_image: text,
  product_title: text,
  product_url: text,
  properties: list(v.object({ key: text, value: text })),
  quantity: whole,
  report_values: v.nullish(LineReportValues),
  requires_shipping: flag,
  sku: text,
  tax_lines: list(TaxLine),
  total_cost: amount,
  total_discount: amount,
  unit_cost: amount,
  updated_at: time,
  variant_id: whole,
  variant_title: text,
});
export type Line = v.InferOutput<typeof Line>;
