import * as v from 'valibot';
import { amount, flag, free, id, list, text, time, whole } from '../../mapping/field-schemas';
import { Order, OrderWebhook } from './schema';
import { TaxLine } from './schema-line';

/** The deprecated version, which webhooks were made with for years. Only lines and fulfillments have another shape. */
export const API_VERSION_2023 = '2023-02-10';

/** What the catalogue says of the product when the webhook is sent; its own fields are not described further. */
const Product = v.object({
  categories: free,
  children: free,
  date_created: free,
  date_updated: free,
  description: free,
  enable_subscription: free,
  external_tax_code: free,
  id,
  images: free,
  interval: free,
  interval_counts: free,
  is_discountable: free,
  is_public: free,
  meta_description: free,
  meta_title: free,
  metadata: free,
  ranking: free,
  rating: free,
  recommended_products: free,
  slug: free,
  structure: free,
  template: free,
  title: text,
  url: text,
  variant_attributes: free,
});
export type Product = v.InferOutput<typeof Product>;

const Stockrecord = v.object({
  id: free,
  low_stock_threshold: free,
  num_allocated: free,
  num_in_stock: free,
  partner_sku: text,
  price: free,
  price_currency: free,
  price_retail: free,
});
export type Stockrecord = v.InferOutput<typeof Stockrecord>;

const Line2023 = v.object({
  created_at: time,
  id,
  is_gift_card: flag,
  is_upsell: flag,
  metadata: free,
  price_currency: text,
  price_excl_tax: amount,
  price_excl_tax_excl_discounts: free,
  price_incl_tax: amount,
  price_incl_tax_excl_discounts: free,
  product: v.nullish(Product),
  quantity: whole,
  stockrecord: v.nullish(Stockrecord),
  tax_lines: list(TaxLine),
  total_cost: amount,
  unit_cost: amount,
  updated_at: time,
});
export type Line2023 = v.InferOutput<typeof Line2023>;

const Fulfillment2023 = v.object({
  carrier: text,
  date_created: time,
  id,
  last_event_date: time,
  /** Documented as a text: probably a guess of the generator. */
  lines: free,
  reference: free,
  requires_shipping: flag,
  status: text,
  tracking_code: text,
  tracking_link: text,
});
export type Fulfillment2023 = v.InferOutput<typeof Fulfillment2023>;

const Order2023 = v.object({
  ...Order.entries,
  fulfillments: list(Fulfillment2023),
  lines: v.array(Line2023),
});
export type Order2023 = v.InferOutput<typeof Order2023>;

export const OrderWebhook2023 = v.object({ ...OrderWebhook.entries, data: Order2023 });
export type OrderWebhook2023 = v.InferOutput<typeof OrderWebhook2023>;
