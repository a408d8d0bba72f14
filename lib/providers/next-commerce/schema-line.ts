import * as v from 'valibot';
import { amount, flag, free, id, list, rate, text, time, whole } from '../../mapping/field-schemas';

const AmountReportValues = v.object({ amount, currency: text });
export type AmountReportValues = v.InferOutput<typeof AmountReportValues>;

const tax = {
  amount,
  currency: text,
  rate,
  report_values: v.nullish(AmountReportValues),
  source: text,
  tax_title: text,
};
const Tax = v.object(tax);
export type Tax = v.InferOutput<typeof Tax>;

/** A tax of a line, of a fulfilled line or of the shipping. */
export const TaxLine = v.object({ ...tax, tax_id: id });

/** A tax of the whole order, whose id has another name. */
export const OrderTaxLine = v.object({ ...tax, id });

const LineProperty = v.object({ key: text, value: text });
export type LineProperty = v.InferOutput<typeof LineProperty>;

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
  id,
  is_gift_card: flag,
  is_upsell: flag,
  metadata: free,
  original_price_excl_tax: amount,
  original_price_incl_tax: amount,
  original_total_discount: amount,
  price_excl_tax: amount,
  price_incl_tax: amount,
  product_id: id,
  product_image: text,
  product_title: text,
  product_url: text,
  properties: list(LineProperty),
  quantity: whole,
  report_values: v.nullish(LineReportValues),
  requires_shipping: flag,
  sku: text,
  tax_lines: list(TaxLine),
  total_cost: amount,
  total_discount: amount,
  unit_cost: amount,
  updated_at: time,
  variant_id: id,
  variant_title: text,
});
export type Line = v.InferOutput<typeof Line>;
