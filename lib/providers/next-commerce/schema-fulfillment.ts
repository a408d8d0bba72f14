import * as v from 'valibot';
import {
  amount,
  flag,
  id,
  list,
  text,
  textOrList,
  time,
  whole,
  wholeText,
} from '../../mapping/field-schemas';
import { TaxLine } from './schema-line';

const FulfillmentLine = v.object({
  currency: text,
  /** Here quantities are documented as texts, but for the line's own: probably a guess of the generator. */
  fulfilled_quantity: wholeText,
  fulfillment_service: text,
  id,
  order_line_id: id,
  price_excl_tax: amount,
  price_incl_tax: amount,
  product_id: id,
  product_image: text,
  product_title: text,
  quantity: whole,
  requires_shipping: flag,
  returnable_quantity: wholeText,
  returned_quantity: wholeText,
  sku: text,
  tax_lines: list(TaxLine),
  total_discount: amount,
});
export type FulfillmentLine = v.InferOutput<typeof FulfillmentLine>;

const OriginAddress = v.object({
  country: text,
  line1: text,
  line2: text,
  line3: text,
  /** The city. */
  line4: text,
  phone_number: text,
  postcode: text,
  state: text,
});
export type OriginAddress = v.InferOutput<typeof OriginAddress>;

export const Fulfillment = v.object({
  created_at: time,
  delivery_status: text,
  id,
  last_event_date: time,
  line_items: list(FulfillmentLine),
  location_id: id,
  order_number: text,
  origin_address: v.nullish(OriginAddress),
  requires_shipping: flag,
  shipping_method: text,
  status: text,
  tracking_carrier: text,
  tracking_carriers: textOrList,
  tracking_code: text,
  tracking_codes: textOrList,
  tracking_link: text,
  tracking_links: textOrList,
});
export type Fulfillment = v.InferOutput<typeof Fulfillment>;
