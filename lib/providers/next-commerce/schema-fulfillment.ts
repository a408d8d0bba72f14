import * as v from 'valibot';
import { amount, flag, list, text, time, whole } from './schema-fields';
import { TaxLine } from './schema-line';

const FulfillmentLine = v.object({
  currency: text,
  /** Here quantities are texts, but for the line's own. */
  fulfilled_quantity: text,
  fulfillment_service: text,
  id: whole,
  order_line_id: whole,
  price_excl_tax: amount,
  price_incl_tax: amount,
  product_id: whole,
  product_image: text,
  product_title: text,
  quantity: whole,
  requires_shipping: flag,
  returnable_quantity: text,
  returned_quantity: text,
  sku: text,
  tax_lines: list(TaxLine),
  total_discount: amount,
});
export type FulfillmentLine = v.InferOutput<typeof FulfillmentLine>;

export const Fulfillment = v.object({
  created_at: time,
  delivery_status: text,
  id: whole,
  last_event_date: time,
  line_items: list(FulfillmentLine),
  location_id: whole,
  order_number: text,
  origin_address: v.nullish(
    v.object({
      country: text,
      line1: text,
      line2: text,
      line3: text,
      /** The city. */
      line4: text,
      phone_number: text,
      postcode: text,
      state: text,
    }),
  ),
  requires_shipping: flag,
  shipping_method: text,
  status: text,
  tracking_carrier: text,
  tracking_carriers: text,
  tracking_code: text,
  tracking_codes: text,
  tracking_link: text,
  tracking_links: text,
});
export type Fulfillment = v.InferOutput<typeof Fulfillment>;
