import * as v from 'valibot';
import { flag, free, id, text } from '../../mapping/field-schemas';

export const User = v.object({
  accepts_marketing: flag,
  email: text,
  first_name: text,
  id,
  ip: text,
  language: text,
  last_name: text,
  phone_number: text,
  user_agent: text,
});
export type User = v.InferOutput<typeof User>;

const address = {
  country: text,
  first_name: text,
  id,
  last_name: text,
  line1: text,
  line2: text,
  line3: text,
  /** The city. */
  line4: text,
  phone_number: text,
  postcode: text,
  state: text,
};

export const BillingAddress = v.object(address);
export type BillingAddress = v.InferOutput<typeof BillingAddress>;

export const ShippingAddress = v.object({ ...address, notes: text });
export type ShippingAddress = v.InferOutput<typeof ShippingAddress>;

export const Attribution = v.object({
  affiliate: text,
  agent: v.nullish(v.object({ email: text, first_name: text, id, last_name: text })),
  funnel: text,
  gclid: text,
  metadata: free,
  subaffiliate1: text,
  subaffiliate2: text,
  subaffiliate3: text,
  subaffiliate4: text,
  subaffiliate5: text,
  utm_campaign: text,
  utm_content: text,
  utm_medium: text,
  utm_source: text,
  utm_term: text,
});
export type Attribution = v.InferOutput<typeof Attribution>;
