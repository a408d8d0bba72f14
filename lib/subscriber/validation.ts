import type { Issue } from '../failure';
import { isObject, pointerStep } from '../json';
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

  return (value, found) => {
    const at = (place: Place, value: unknown, path: string): Issue | undefined => {
      if (typeof place === 'number') return inObject(shared[place] ?? {}, value, path);
      if (Array.isArray(place)) return inList(place[0], value, path);
      if (typeof place !== 'string') return inObject(place as Fields, value, path);
      if (place.startsWith('=')) return isWord(place, value, path);
      return isAny(place, value) ? undefined : { path, message: expectedOf(place, value) };
    };
    const inObject = (fields: Fields, value: unknown, path: string): Issue | undefined => {
      if (!isObject(value)) return { path, message: expectedOf('o', value) };
      for (const { name, required, place } of entriesOf(fields)) {
        const below = `${path}/${pointerStep(name)}`;
        const child = Object.hasOwn(value, name) ? value[name] : undefined;
        if (child === undefined && required) return { path: below, message: 'is missing' };
        const issue = child === undefined ? undefined : at(place, child, below);
        if (issue) return issue;
      }
      return undefined;
    };
    const inList = (place: Place, value: unknown, path: string): Issue | undefined => {
      if (!Array.isArray(value)) return { path, message: `expected a list, found ${kindOf(value)}` };
      for (const [index, item] of value.entries()) {
        const issue = at(place, item, `${path}/${index}`);
        if (issue) return issue;
      }
      return undefined;
    };
    const isWord = (words: string, value: unknown, path: string): Issue | undefined => {
      if (typeof value !== 'string' || value === '') return { path, message: expectedOf('s', value) };
      if (!words.slice(1).split(' ').includes(value)) found({ path, word: value });
      return undefined;
    };
    return at(root, value, '');
  };

  function entriesOf(fields: Fields): readonly Entry[] {
    const known = entries.get(fields);
    if (known) return known;
    const made = toEntries(fields);
    entries.set(fields, made);
    return made;
  }

  /** Whether one of the alternatives describes the value. */
  function isAny(place: string, value: unknown): boolean {
    for (let i = 0; i < place.length; i++) {
      const kind = place[i] as string;
      if (kind === '|') continue;
      if (kind !== '[') {
        if (is(kind, value)) return true;
      } else {
        const item = place[++i] as string;
        if (Array.isArray(value) && value.every((each) => is(item, each))) return true;
      }
    }
    return false;
  }

  function is(kind: string, value: unknown): boolean {
    if (isKind(kind)) return IS[kind](value);
    return typeof value === 'string' && expressions.get(kind)?.test(value) === true;
  }
}

interface Entry {
  readonly name: string;
  readonly required: boolean;
  readonly place: Place;
}

function toEntries({ '': places = {}, ...kinds }: Fields): readonly Entry[] {
  const toEntry = (key: string, place: Place): Entry =>
    key.endsWith('!')
      ? { name: key.slice(0, -1), required: true, place }
      : { name: key, required: false, place };
  return [
    ...Object.entries(kinds).flatMap(([kind, keys]) =>
      String(keys)
        .split(' ')
        .map((key) => toEntry(key, kind)),
    ),
    ...Object.entries(places).map(([key, place]) => toEntry(key, place)),
  ];
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(KINDS, kind);

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

/** Worded without the value, which may be about a person. */
function expectedOf(place: string, value: unknown): string {
  const kinds = [...place].filter((kind) => kind !== '|' && kind !== '[');
  const words = [
    ...new Set(kinds.map((kind) => (isKind(kind) ? KINDS[kind] : 'a text in the documented form'))),
  ];
  return `expected ${words.join(' or ')}, found ${kindOf(value)}`;
}
