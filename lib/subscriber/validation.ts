import type { Issue } from '../failure';
import { isObject } from '../json';
import { kindOf } from '../schema/issues';
import { type Fields, KINDS, type Kind, type Place, type Shape } from './shape';

/** A word that this version of the contract does not have: a later one has added it. */
export interface UnknownWord {
  /** JSON Pointer (RFC 6901) into the event's `detail`. */
  readonly path: string;
  readonly word: string;
}

/** Looks at a value; the first issue is what comes back, and unknown words go to `found`. */
export type Validation = (value: unknown, found: (unknown: UnknownWord) => void) => Issue | undefined;

/** Makes the validation of values along a shape. What the shape does not know is not looked at. */
export function createValidation({ root, shared, patterns }: Shape): Validation {
  const expressions = new Map(
    Object.entries(patterns).map(([letter, pattern]) => [letter, new RegExp(pattern)]),
  );
  const entries = new Map<Fields, readonly Entry[]>();

  return (detail, found) => {
    const at = (place: Place, value: unknown, path: string): Issue | undefined => {
      const expected = (what: string) => ({ path, message: `expected ${what}, found ${kindOf(value)}` });
      if (typeof place === 'string') {
        const [kind = '', ...words] = place.split(' ');
        if (!is(kind, value)) return expected(KINDS[kind as Kind] ?? 'a text in the documented form');
        if (words.length > 0 && !words.includes(String(value))) found({ path, word: String(value) });
        return undefined;
      }
      if (isList(place)) {
        if (!Array.isArray(value)) return expected('a list');
        return first(value, (each, index) => at(place[0], each, `${path}/${index}`));
      }
      if (!isObject(value)) return expected(KINDS.o);
      return first(entriesOf(place), ([name, required, below]) => {
        // No name in the contract has a character that a pointer escapes.
        const pointer = `${path}/${name}`;
        const child = Object.hasOwn(value, name) ? value[name] : undefined;
        if (child !== undefined) return at(below, child, pointer);
        return required ? { path: pointer, message: 'is missing' } : undefined;
      });
    };
    return at(root, detail, '');
  };

  function entriesOf(place: number | Fields): readonly Entry[] {
    const fields = typeof place === 'number' ? (shared[place] ?? {}) : place;
    const made = entries.get(fields) ?? toEntries(fields);
    entries.set(fields, made);
    return made;
  }

  function is(kind: string, value: unknown): boolean {
    return (
      IS[kind as Kind]?.(value) ?? (typeof value === 'string' && expressions.get(kind)?.test(value) === true)
    );
  }
}

type Entry = readonly [name: string, required: boolean, place: Place];

function toEntries({ '': places = {}, ...kinds }: Fields): readonly Entry[] {
  const leaves = Object.entries(kinds).flatMap(([kind, keys]) =>
    String(keys)
      .split(' ')
      .map((key) => [key, kind] as const),
  );
  return [...leaves, ...Object.entries(places)].map(([key, place]) => [
    key.replace('!', ''),
    key.endsWith('!'),
    place,
  ]);
}

function first<T>(
  items: readonly T[],
  issueOf: (item: T, index: number) => Issue | undefined,
): Issue | undefined {
  for (const [index, item] of items.entries()) {
    const issue = issueOf(item, index);
    if (issue) return issue;
  }
  return undefined;
}

const isList = (place: Place): place is readonly [Place] => Array.isArray(place);

const IS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  a: () => true,
  b: (value) => typeof value === 'boolean',
  i: Number.isSafeInteger,
  n: Number.isFinite,
  o: isObject,
  s: (value) => typeof value === 'string' && value !== '',
  t: (value) => typeof value === 'string',
  y: (value) => value === true,
};
