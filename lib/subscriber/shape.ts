/**
 * What a reader relies on, as small as it can be written: it travels in every subscriber's bundle. It comes from the
 * contract's one schema (`shape-of.ts`), and is read by `validation.ts`.
 */
export interface Shape {
  /** The shape of an event's `detail`. */
  readonly root: Place;
  /** Objects that stand at several places, by number. */
  readonly shared: readonly Fields[];
  /** Regular expressions, by the letter that stands for them. */
  readonly patterns: Readonly<Record<string, string>>;
}

/**
 * What may stand at a place: an object's fields, or the number of a shared object; a list with the place of its items; or
 * a text: the letter of one of {@link KINDS} or of a pattern, and behind it the words that are known.
 */
export type Place = string | number | Fields | readonly [Place];

/**
 * An object's fields, grouped by their kind: `{ s: 'number channel', '': { status: … } }`. Those under `''` are places
 * of their own. A field whose name ends in `!` is required.
 */
export interface Fields {
  readonly ''?: Readonly<Record<string, Place>>;
  readonly [kind: string]: string | Readonly<Record<string, Place>> | undefined;
}

/** The kinds of values, by their letter. */
export const KINDS = {
  a: 'anything',
  b: 'a boolean',
  i: 'a whole number',
  n: 'a number',
  o: 'an object',
  s: 'a text that is not empty',
  t: 'a text',
  y: 'true',
} as const;
export type Kind = keyof typeof KINDS;
