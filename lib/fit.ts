import type { GenericSchema } from 'valibot';
import { type Check, compileCheck, type SchemaNode as Node } from './check';

/** What the walk through a value tells as it finds it. Pointers are JSON Pointers from the root. */
export interface Findings {
  /** A key that the schema does not know. */
  unknown(pointer: string, value: unknown): void;
  /** A value that does not fit where the schema can do without it. */
  unfit(pointer: string, value: unknown, message: string): void;
  /** A value that is needed and is missing or unfit, or a whole number that JavaScript cannot hold. */
  missing(pointer: string, message: string): void;
}

/**
 * Walks a value along the schema. What does not fit an optional place is told and set to `undefined`, so that
 * what remains fits wherever nothing was `missing`.
 */
export type Fit = (value: unknown, findings: Findings) => void;

/**
 * Makes the walk for a valibot schema that only describes: objects, lists, records, optional and nullable places,
 * plain types, words, and checks by `pipe`. valibot itself copies every object that it reads, which costs more
 * than all our reading; the tests hold its verdict and ours against each other.
 */
export function compileFit(schema: GenericSchema): Fit {
  const root = compile(schema as unknown as Node);
  let isFit: Check | undefined;
  let walks = 0;
  return (value, findings) => {
    // Most values fit as a whole, and there is nothing to find.
    if (isFit?.(value)) return;
    if (walks++ === CHECK_PAYS_AFTER) isFit = compileCheck(schema);
    if (!fits(root, value, [], findings)) findings.missing('', mismatch(root, value));
  };
}

/** To make the check takes as long as so many walks: a cold start does without. */
const CHECK_PAYS_AFTER = 100;

/** What a value is, without telling it: `a string`, `null`, `a list`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (value === '') return 'an empty string';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A key as a step of a JSON Pointer (RFC 6901). */
export const pointerStep = (key: string): string =>
  key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;

/** One place of the schema. */
interface Place {
  /** For messages: `a string`. */
  readonly expects: string;
  readonly optional: boolean;
  readonly nullable: boolean;
  /** Holds whole numbers: one that JavaScript cannot hold is never set aside silently changed. */
  readonly whole: boolean;
  /** What `typeof` says of a plain value, and whether one of that type fits; all of them without a test. */
  readonly type: string | undefined;
  readonly test: Test | undefined;
  /** Whether any other value fits; what lies in it is told to the findings. */
  readonly walk: Walk;
}

type Test = (value: unknown) => boolean;
type Walk = (value: unknown, path: Path, findings: Findings) => boolean;

/** The steps to where the walk is. They become a pointer only where there is something to tell. */
type Path = (string | number)[];

const pointerTo = (path: Path): string => path.map((step) => `/${pointerStep(String(step))}`).join('');

/** Whether a plain or absent value fits: most are, and need no other step. */
const fitsPlainly = ({ type, test, optional, nullable }: Place, value: unknown): boolean => {
  if (typeof value === type) return test === undefined || test(value);
  return value === undefined ? optional : value === null && nullable;
};

const fits = (place: Place, value: unknown, path: Path, findings: Findings): boolean =>
  fitsPlainly(place, value) || place.walk(value, path, findings);

function compile(node: Node): Place {
  if (node.pipe) return checked(node.pipe);
  const make = PLACES[node.type];
  if (!make) throw new Error(`A schema that only describes has no ${node.type}.`);
  return make(node);
}

/** All places have the same fields in the same sequence, so that reading them stays cheap. */
const placeOf = (expects: string, type: string | undefined, test: Test | undefined, walk: Walk): Place => ({
  expects,
  optional: false,
  nullable: false,
  whole: false,
  type,
  test,
  walk,
});
const plain = (expects: string, type: string, test?: Test): Place =>
  placeOf(expects, type, test, () => false);
const other = (expects: string, walk: Walk): Place => placeOf(expects, undefined, undefined, walk);

const PLACES: Readonly<Record<string, (node: Node) => Place>> = {
  string: () => plain('a string', 'string'),
  // JSON has no infinity, but JavaScript reads 1e400 as one.
  number: () => plain('a number', 'number', Number.isFinite),
  boolean: () => plain('a boolean', 'boolean'),
  unknown: () => other('anything', (value) => value !== undefined),
  literal: ({ literal }) => other(JSON.stringify(literal), (value) => value === literal),
  picklist: ({ options }) => {
    const words = new Set(options);
    return other('a known word', (value) => words.has(value));
  },
  optional: ({ wrapped }) => ({ ...compile(wrapped as Node), optional: true }),
  nullish: ({ wrapped }) => ({ ...compile(wrapped as Node), optional: true, nullable: true }),
  union({ options = [] }) {
    const places = options.map((option) => compile(option as Node));
    const any = other(places.map(({ expects }) => expects).join(' or '), (value, path) => {
      for (const place of places) if (fits(place, value, path, IGNORED)) return true;
      return false;
    });
    return { ...any, whole: places.some(({ whole }) => whole) };
  },
  array: list,
  record,
  object: object,
  strict_object: object,
};

/** A plain place with checks on it. */
function checked([base, ...actions]: readonly Node[]): Place {
  const place = compile(base as Node);
  return actions.filter(({ kind }) => kind === 'validation').reduce(withCheck, place);
}

function withCheck(place: Place, { type, requirement }: Node): Place {
  const { test } = place;
  const both = (check: Test): Test => (test ? (value) => test(value) && check(value) : check);
  if (type === 'safe_integer')
    return { ...place, expects: 'a whole number', whole: true, test: both(Number.isSafeInteger) };
  if (type === 'non_empty')
    return { ...place, expects: 'a text that is not empty', test: both((value) => value !== '') };
  if (requirement instanceof RegExp)
    return {
      ...place,
      expects: `a text like ${requirement.source}`,
      test: both((value) => requirement.test(value as string)),
    };
  if (type === 'min_value')
    return {
      ...place,
      expects: `at least ${requirement}`,
      test: both((value) => (value as number) >= (requirement as number)),
    };
  throw new Error(`A schema that only describes has no ${type}.`);
}

function list({ item }: Node): Place {
  const place = compile(item as Node);
  return other('a list', (value, path, findings) => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++)
      if (!fitsPlainly(place, value[i])) fitChild(place, value, i, value[i], true, path, findings);
    return true;
  });
}

function record({ value: item }: Node): Place {
  const place = compile(item as Node);
  return other('an object', (value, path, findings) => {
    if (!isObject(value)) return false;
    for (const key in value)
      if (!fitsPlainly(place, value[key])) fitChild(place, value, key, value[key], true, path, findings);
    return true;
  });
}

function object({ entries = {} }: Node): Place {
  const places = new Map(Object.entries(entries).map(([key, entry]) => [key, compile(entry)]));
  const needed = [...places].filter(([, { optional }]) => !optional);
  return other('an object', (value, path, findings) => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const key in value) {
      const child = value[key];
      const place = places.get(key);
      if (!place) {
        findings.unknown(pointerTo([...path, key]), child);
        continue;
      }
      if (!place.optional) found++;
      if (!fitsPlainly(place, child)) fitChild(place, value, key, child, place.optional, path, findings);
    }
    if (found < needed.length)
      for (const [key, place] of needed)
        if (!(key in value)) findings.missing(pointerTo([...path, key]), mismatch(place, undefined));
    return true;
  });
}

/** Goes on into a value. What does not fit is told, and taken out of its holder. */
function fitChild<K extends string | number>(
  place: Place,
  holder: Record<K, unknown>,
  key: K,
  value: unknown,
  dispensable: boolean,
  path: Path,
  findings: Findings,
): void {
  path.push(key);
  if (!place.walk(value, path, findings)) {
    if (dispensable && !(place.whole && isUnholdable(value)))
      findings.unfit(pointerTo(path), value, mismatch(place, value));
    else findings.missing(pointerTo(path), mismatch(place, value));
    holder[key] = undefined;
  }
  path.pop();
}

const mismatch = (place: Place, value: unknown): string =>
  isUnholdable(value)
    ? `expected ${place.expects}, found one beyond ±(2^53 − 1)`
    : `expected ${place.expects}, found ${kindOf(value)}`;

const isUnholdable = (value: unknown): boolean =>
  typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const IGNORED: Findings = { unknown() {}, unfit() {}, missing() {} };
