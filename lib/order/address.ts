import * as v from 'valibot';
import { code, countryCode } from './fields';
import { flag, text } from './personal-data';

export const address = v.strictObject({
  id: v.optional(code),
  firstName: v.optional(text('personal')),
  lastName: v.optional(text('personal')),
  name: v.optional(text('personal')),
  /** The organisation at that place, where the provider has a field for it. */
  company: v.optional(text('personal')),
  line1: v.optional(text('address')),
  line2: v.optional(text('address')),
  line3: v.optional(text('address')),
  city: v.optional(text('address')),
  region: v.optional(text('address')),
  postalCode: v.optional(text('address')),
  /** ISO 3166-1 alpha-2. */
  countryCode: v.optional(countryCode),
  /** What the provider wrote where that is not two letters. */
  country: v.optional(text('address')),
  phone: v.optional(text('contact')),
  email: v.optional(text('contact')),
  instructions: v.optional(text('personal')),
  residential: v.optional(flag('address')),
});
