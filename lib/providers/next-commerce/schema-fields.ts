import * as v from 'valibot';

/**
 * The kinds of fields that Next Commerce has. Real payloads hold `null` where its documentation promises a value,
 * and leave out what it requires: only what tells the order is needed.
 */

export const text = v.nullish(v.string());

/** A decimal as text, `^-?\d{0,10}(?:\.\d{0,2})?$`; also `""` and `"-"` fit that. The mapping reads it. */
export const amount = v.nullish(v.pipe(v.string(), v.brand('amount')));

/** ISO 8601 with the offset of the store's zone and microseconds. The mapping reads it. */
export const time = v.nullish(v.pipe(v.string(), v.brand('time')));

/** Ids and codes. */
export const id = v.nullish(v.pipe(v.number(), v.safeInteger(), v.brand('id')));

/** Quantities and counts. */
export const whole = v.nullish(v.pipe(v.number(), v.safeInteger(), v.brand('whole')));

/** A whole number as text. */
export const wholeText = v.nullish(v.pipe(v.string(), v.brand('whole')));

export const rate = v.nullish(v.pipe(v.number(), v.brand('rate')));

export const flag = v.nullish(v.boolean());

/** JSON that merchants and their apps may fill as they like. */
export const free = v.nullish(v.unknown());

export const list = <const S extends v.GenericSchema>(item: S) => v.nullish(v.array(item));
