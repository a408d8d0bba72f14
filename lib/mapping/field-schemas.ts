import * as v from 'valibot';

/**
 * What providers describe their fields with. Real payloads hold `null` where a documentation promises a value, and leave
 * out what it requires, so every field can do without a value. A brand says what kind of value a text or a number is: a
 * mapping reads it as that kind or does not compile.
 *
 * Amounts, ids and whole numbers are taken as numbers and as texts, whichever is documented. `Fields` notices the other
 * spelling, and sets aside what is none.
 */

const safeInteger = v.pipe(v.number(), v.safeInteger());

/** Any text. A number in its place is its digits, by validation, with a notice. */
export const text = v.nullish(v.string());

/** A date-time in ISO 8601. */
export const time = v.nullish(v.pipe(v.string(), v.brand('time')));

/** A calendar date, or a date-time of which the date counts. */
export const date = v.nullish(v.pipe(v.string(), v.brand('date')));

/** An amount of money. `Circumstances.amountsAre` says how it is documented. */
export const amount = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.brand('amount')));

/** A rate or a percentage; documented as a number. */
export const rate = v.nullish(v.pipe(v.union([v.number(), v.string()]), v.brand('rate')));

/** A measurement; documented as a number. */
export const measure = v.nullish(v.pipe(v.union([v.number(), v.string()]), v.brand('measure')));

/** An id; documented as a whole number. */
export const id = v.nullish(v.pipe(v.union([safeInteger, v.string()]), v.brand('id')));

/** An id that is documented as a text and as a number. */
export const textId = v.nullish(v.pipe(v.union([v.string(), safeInteger]), v.brand('textId')));

/** A quantity, a count, a position; documented as a whole number. */
export const whole = v.nullish(v.pipe(v.union([safeInteger, v.string()]), v.brand('whole')));

/** A quantity that is documented as a text. */
export const wholeText = v.nullish(v.pipe(v.union([v.string(), safeInteger]), v.brand('wholeText')));

/** A text that may be a list: documented as a text, for want of a better guess. */
export const textOrList = v.nullish(
  v.pipe(v.union([v.string(), v.number(), v.array(v.unknown())]), v.brand('textOrList')),
);

export const flag = v.nullish(v.boolean());

/** JSON that a provider's users fill as they like. */
export const free = v.nullish(v.unknown());

export const list = <const S extends v.GenericSchema>(item: S) => v.nullish(v.array(item));
