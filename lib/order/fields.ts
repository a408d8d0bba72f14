import * as v from 'valibot';
import { text } from './personal-data';

/** An amount: an integer in the minor unit of its currency. */
export const amount = v.pipe(v.number(), v.safeInteger(), v.metadata({ personalData: 'none' }));
/** A rate: an exact decimal without exponent and trailing zeros. */
export const rate = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/),
  v.metadata({ personalData: 'none' }),
);
/** An amount that may be finer than the minor unit, or whose currency is not stated: an exact decimal. */
export const decimal = v.pipe(
  v.string(),
  v.regex(/^(?!-0$)-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/),
  v.metadata({ personalData: 'none' }),
);
/** UTC in RFC 3339 with the precision that the provider states. */
export const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/),
  v.metadata({ personalData: 'none' }),
);
export const date = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/), v.metadata({ personalData: 'none' }));
export const whole = v.pipe(v.number(), v.safeInteger(), v.metadata({ personalData: 'none' }));
export const measure = v.pipe(v.number(), v.metadata({ personalData: 'none' }));
export const countryCode = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/), v.metadata({ personalData: 'address' }));
export const code = text('none');
/** The order's minor unit is derived from its currency; a differing one is stated beside its amounts. */
export const minorUnit = v.pipe(v.number(), v.safeInteger(), v.metadata({ personalData: 'none' }));
export const word = <const W extends readonly string[]>(words: W) =>
  v.pipe(v.picklist(words), v.metadata({ personalData: 'none' }));

export const money = v.strictObject({ amount, currency: code, minorUnit });

/** The provider's conversion into another currency; decimals where that currency is not stated. */
export const reported = v.pipe(v.union([amount, decimal]), v.metadata({ personalData: 'none' }));
export const reporting = <const E extends v.ObjectEntries>(entries: E) =>
  v.strictObject({ currency: v.optional(code), minorUnit: v.optional(minorUnit), ...entries });
