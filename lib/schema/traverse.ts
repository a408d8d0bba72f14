import type { GenericSchema } from 'valibot';
import { isObject, pointerTo } from '../json';
import { describeNode, kindOf } from './issues';
import { alternativesOf, nodeOf, type SchemaNode } from './node';

/** What validation reports as it finds it. Pointers are JSON Pointers from the value's root. */
export interface Findings {
  /** A key that the schema does not know. */
  unknown(pointer: string, value: unknown): void;
  /** A number where a text may be, and its digits are that text: it keeps its place. */
  respelled(pointer: string, message: string): void;
  /** An invalid value where the schema can do without one. */
  unfit(pointer: string, value: unknown, message: string): void;
  /** A required value that is missing or invalid, or a whole number that JavaScript cannot hold. */
  missing(pointer: string, message: string): void;
}

/**
 * Reports every place of a value that is not what the schema describes. An invalid value in an optional place is
 * reported and set to `undefined`, so that what remains is valid wherever nothing was `missing`. A number in the place
 * of an optional text becomes its text.
 */
export type Validate = (value: unknown, findings: Findings) => void;

/**
 * Makes the traversal for a valibot schema that only describes: objects, lists, records, optional and nullable places,
 * plain types, words, and checks by `pipe`. valibot itself copies every object that it reads, which costs more
 * than all our reading; the tests hold its answers and ours against each other.
 */
export function createTraverse(schema: GenericSchema): Validate {
  const root = expect(nodeOf(schema));
  return (value, findings) => {
    if (!is(root, value, [], findings)) findings.missing('', mismatch(root, value));
  };
}

/** What the schema expects in one place. */
interface Expectation {
  /** For messages: `a string`. */
  readonly words: string;
  optional: boolean;
  nullable: boolean;
  /** Holds whole numbers: one that JavaScript cannot hold is never set aside silently changed. */
  whole: boolean;
  /** Holds ids: one that a number cannot hold is kept as the text of its digits. */
  id: boolean;
  /** Holds any text: a number there says as much by its digits. */
  text: boolean;
  /** What `typeof` says of a plain value, and whether one of that type is valid; all of them without a test. */
  readonly type: string | undefined;
  test: Test | undefined;
  /** Whether any other value is valid; what lies in it is reported to the findings. */
  readonly traverse: Traverse;
}

type Test = (value: unknown) => boolean;
type Traverse = (value: unknown, path: Path, findings: Findings) => boolean;

/** The steps to where the traversal is. They become a pointer only where there is something to report. */
type Path = (string | number)[];

/** Whether a plain or absent value is valid: most are, and need no other step. */
const isPlainly = ({ type, test, optional, nullable }: Expectation, value: unknown): boolean => {
  if (typeof value === type) return test === undefined || test(value);
  return value === undefined ? optional : value === null && nullable;
};

const is = (expectation: Expectation, value: unknown, path: Path, findings: Findings): boolean =>
  isPlainly(expectation, value) || expectation.traverse(value, path, findings);

function expect(node: SchemaNode): Expectation {
  if (node.pipe) return expectChecked(node, node.pipe);
  const make = EXPECTATIONS[node.type];
  if (!make) throw new Error(`A schema that only describes has no ${node.type}.`);
  return make(node);
}

/** All expectations have the same fields in the same sequence, so that reading them stays cheap. */
const expectationOf = (
  words: string,
  type: string | undefined,
  test: Test | undefined,
  traverse: Traverse,
): Expectation => ({
  words,
  optional: false,
  nullable: false,
  whole: false,
  id: false,
  text: false,
  type,
  test,
  traverse,
});

const plain = (node: SchemaNode, test?: Test): Expectation =>
  expectationOf(describeNode(node), node.type, test, () => false);
const other = (node: SchemaNode, traverse: Traverse): Expectation =>
  expectationOf(describeNode(node), undefined, undefined, traverse);

const EXPECTATIONS: Readonly<Record<string, (node: SchemaNode) => Expectation>> = {
  string: (node) => ({ ...plain(node), text: true }),
  // JSON has no infinity, but JavaScript reads 1e400 as one.
  number: (node) => plain(node, Number.isFinite),
  boolean: (node) => plain(node),
  unknown: (node) => other(node, (value) => value !== undefined),
  literal: (node) => other(node, (value) => value === node.literal),
  picklist(node) {
    const words = new Set(node.options);
    return other(node, (value) => words.has(value));
  },
  optional: ({ wrapped }) => expectOptional(wrapped as SchemaNode, false),
  nullish: ({ wrapped }) => expectOptional(wrapped as SchemaNode, true),
  union(node) {
    const alternatives = alternativesOf(node).map(expect);
    const any = other(node, (value, path) => {
      for (const alternative of alternatives) if (is(alternative, value, path, IGNORED)) return true;
      return false;
    });
    any.whole = alternatives.some(({ whole }) => whole);
    return any;
  },
  array: expectList,
  record: expectRecord,
  object: expectObject,
  strict_object: expectObject,
};

function expectOptional(wrapped: SchemaNode, nullable: boolean): Expectation {
  const expectation = expect(wrapped);
  expectation.optional = true;
  expectation.nullable ||= nullable;
  return expectation;
}

/** The brands of ids: see `lib/mapping/field-schemas.ts`. */
const IDS: ReadonlySet<unknown> = new Set(['id', 'textId']);

/** A plain value with checks on it. */
function expectChecked(node: SchemaNode, [schema, ...actions]: readonly SchemaNode[]): Expectation {
  const expectation = { ...expect(schema as SchemaNode), words: describeNode(node) };
  for (const action of actions) {
    if (action.kind === 'validation') addCheck(expectation, action);
    if (action.type === 'brand' && IDS.has(action.name)) expectation.id = true;
    // Of a text that is a time or has a check, other digits are no other spelling.
    if (action.kind === 'validation' || action.type === 'brand') expectation.text = false;
  }
  return expectation;
}

function addCheck(expectation: Expectation, { type, requirement }: SchemaNode): void {
  const { test: before } = expectation;
  const add = (check: Test) => {
    expectation.test = before ? (value) => before(value) && check(value) : check;
  };
  if (type === 'safe_integer') {
    add(Number.isSafeInteger);
    expectation.whole = true;
  } else if (type === 'non_empty') add((value) => value !== '');
  else if (type === 'min_value') add((value) => (value as number) >= (requirement as number));
  else if (requirement instanceof RegExp) add((value) => requirement.test(value as string));
  else throw new Error(`A schema that only describes has no ${type}.`);
}

function expectList(node: SchemaNode): Expectation {
  const item = expect(node.item as SchemaNode);
  return other(node, (value, path, findings) => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++)
      if (!isPlainly(item, value[i])) descend(item, value, i, value[i], true, path, findings);
    return true;
  });
}

function expectRecord(node: SchemaNode): Expectation {
  const item = expect(node.value as SchemaNode);
  return other(node, (value, path, findings) => {
    if (!isObject(value)) return false;
    for (const key in value)
      if (!isPlainly(item, value[key])) descend(item, value, key, value[key], true, path, findings);
    return true;
  });
}

function expectObject(node: SchemaNode): Expectation {
  const fields = new Map<string, Expectation>();
  const required: [string, Expectation][] = [];
  for (const [key, entry] of Object.entries(node.entries ?? {})) {
    const expectation = expect(entry);
    fields.set(key, expectation);
    if (!expectation.optional) required.push([key, expectation]);
  }
  return other(node, (value, path, findings) => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const key in value) {
      const child = value[key];
      const field = fields.get(key);
      if (!field) {
        if (child !== undefined) findings.unknown(pointerTo([...path, key]), child);
        continue;
      }
      if (!field.optional) found++;
      if (!isPlainly(field, child)) descend(field, value, key, child, field.optional, path, findings);
    }
    if (found < required.length)
      for (const [key, expectation] of required)
        if (!(key in value)) findings.missing(pointerTo([...path, key]), mismatch(expectation, undefined));
    return true;
  });
}

/** Goes on into a value. What is invalid is reported, and taken out of its holder. */
function descend<K extends string | number>(
  expectation: Expectation,
  holder: Record<K, unknown>,
  key: K,
  found: unknown,
  dispensable: boolean,
  path: Path,
  findings: Findings,
): void {
  path.push(key);
  if (expectation.text && dispensable && isExactNumber(found)) {
    findings.respelled(pointerTo(path), `${mismatch(expectation, found)}; it keeps its place`);
    holder[key] = String(found);
    path.pop();
    return;
  }
  // Beyond ±(2^53 − 1), see `parsePayload`: an id keeps its digits, anything else is the number that JavaScript has.
  const value = typeof found !== 'bigint' ? found : expectation.id ? String(found) : Number(found);
  if (value !== found) holder[key] = value;
  const isHeld = value !== found && (expectation.id || isPlainly(expectation, value));
  if (!isHeld && !expectation.traverse(value, path, findings)) {
    if (dispensable && !(expectation.whole && isUnholdable(value)))
      findings.unfit(pointerTo(path), value, mismatch(expectation, value));
    else findings.missing(pointerTo(path), mismatch(expectation, value));
    holder[key] = undefined;
  }
  path.pop();
}

/** Whether a number is for certain the one that stood in the JSON, and is written as such. */
const isExactNumber = (value: unknown): boolean =>
  typeof value === 'bigint' ||
  Number.isSafeInteger(value) ||
  (typeof value === 'number' &&
    Number(value.toPrecision(CERTAIN_DIGITS)) === value &&
    !String(value).includes('e'));

/** A JSON number holds so many for certain. */
const CERTAIN_DIGITS = 15;

const mismatch = ({ words }: Expectation, value: unknown): string =>
  isUnholdable(value)
    ? `expected ${words}, found one beyond ±(2^53 − 1)`
    : `expected ${words}, found ${kindOf(value)}`;

const isUnholdable = (value: unknown): boolean =>
  typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;

const IGNORED: Findings = { unknown() {}, respelled() {}, unfit() {}, missing() {} };
