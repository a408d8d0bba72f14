import * as v from 'valibot';
import { amount, code, minorUnit, rate, reported, reporting, word } from './fields';
import { flag } from './personal-data';

/**
 * What a rate is a number of. `percent`: 19 means 19 %. `fraction`: 0.19 means 19 %. `unstated`: the provider does not
 * say which of the two, and nobody may guess.
 */
export const RATE_UNITS = ['percent', 'fraction', 'unstated'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

export const tax = v.strictObject({
  id: v.optional(code),
  name: v.optional(code),
  /** As the provider states it, in `rateUnit`: never converted. */
  rate: v.optional(rate),
  /** Stands beside every `rate`: the digits alone do not say whether 0.19 is 19 % or 0.19 %. */
  rateUnit: v.optional(word(RATE_UNITS)),
  amount: v.optional(amount),
  currency: v.optional(code),
  minorUnit: v.optional(minorUnit),
  source: v.optional(code),
  appliesToShipping: v.optional(flag()),
  reporting: v.optional(reporting({ amount: v.optional(reported) })),
});
