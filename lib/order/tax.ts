import * as v from 'valibot';
import { amount, code, decimal, minorUnit, reported, reporting, word } from './fields';
import { flag } from './personal-data';

export const tax = v.strictObject({
  id: v.optional(code),
  name: v.optional(code),
  rate: v.optional(decimal),
  /** `percent`: 19 means 19 %. `unstated`: the provider does not say whether 0.19 or 19 is meant. */
  rateUnit: v.optional(word(['percent', 'unstated'])),
  amount: v.optional(amount),
  currency: v.optional(code),
  minorUnit: v.optional(minorUnit),
  source: v.optional(code),
  appliesToShipping: v.optional(flag()),
  reporting: v.optional(reporting({ amount: v.optional(reported) })),
});
