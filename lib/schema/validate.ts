import type { GenericSchema } from 'valibot';
import { createIs, type SchemaNode as Node } from './is';

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
export type Validate = (value: unknown, findings: Findings) => void;

/**
 * Makes the walk for a valibot schema that only describes: objects, lists, records, optional and nullable places,
 * plain types, words, and checks by `pipe`. valibot itself copies every object that it reads, which costs more
 * than all our reading; the tests hold its verdict and ours against each other.
 */
export function createTraverse(schema: GenericSchema): Validate {
  const root = compile(schema as unknown as Node);
  return (value, findings) => {
    if (!fits(root, value, [], findings)) findings.missing('', mismatch(root, value));
  };
}

/** The same, which begins with a check: most values fit as a whole, and there is nothing to find. */
export function createValidate(schema: GenericSchema): Validate {
  const [isFit, walk] = [createIs(schema), createTraverse(schema)];
  return (value, findings) => {
    if (!isFit(value)) walk(value, findings);
  };
}

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
  expects: string;
  optional: boolean;
  nullable: boolean;
  /** Holds whole numbers: one that JavaScript cannot hold is never set aside silently changed. */
  whole: boolean;
  /** What `typeof` says of a plain value, and whether one of that type fits; all of them without a test. */
  readonly type: string | undefined;
  test: Test | undefined;
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
  optional: ({ wrapped }) => dispensable(wrapped as Node, false),
  nullish: ({ wrapped }) => dispensable(wrapped as Node, true),
  union({ options = [] }) {
    const places = options.map((option) => compile(option as Node));
    const any = other(places.map(({ expects }) => expects).join(' or '), (value, path) => {
      for (const place of places) if (fits(place, value, path, IGNORED)) return true;
      return false;
    });
    any.whole = places.some(({ whole }) => whole);
    return any;
  },
  array: list,
  record,
  object: object,
  strict_object: object,
};

function dispensable(wrapped: Node, nullable: boolean): Place {
  const place = compile(wrapped);
  place.optional = true;
  place.nullable ||= nullable;
  return place;
}

/** A plain place with checks on it. */
function checked(pipe: readonly Node[]): Place {
  const place = compile(pipe[0] as Node);
  for (const action of pipe) if (action.kind === 'validation') addCheck(place, action);
  return place;
}

function addCheck(place: Place, { type, requirement }: Node): void {
  const { test: before } = place;
  const add = (expects: string, check: Test) => {
    place.expects = expects;
    place.test = before ? (value) => before(value) && check(value) : check;
  };
  if (type === 'safe_integer') {
    add('a whole number', Number.isSafeInteger);
    place.whole = true;
  } else if (type === 'non_empty') add('a text that is not empty', (value) => value !== '');
  else if (type === 'min_value')
    add(`at least ${requirement}`, (value) => (value as number) >= (requirement as number));
  else if (requirement instanceof RegExp)
    add(`a text like ${requirement.source}`, (value) => requirement.test(value as string));
  else throw new Error(`A schema that only describes has no ${type}.`);
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
  const places = new Map<string, Place>();
  const needed: [string, Place][] = [];
  for (const key in entries) {
    const place = compile(entries[key] as Node);
    places.set(key, place);
    if (!place.optional) needed.push([key, place]);
  }
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
