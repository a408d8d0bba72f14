import type { GenericSchema } from 'valibot';
import { isSorted } from '../json';
import { alternativesOf, nodeOf, type SchemaNode } from './node';

/** Answers whether a value is what the schema describes. */
export type Is = (value: unknown) => boolean;

/** What else a value has to be. */
export interface IsOptions {
  /** Whether the keys of each object have to be sorted too, so that `JSON.stringify` writes RFC 8785. */
  readonly sorted?: boolean;
}

/**
 * Compiles the answer to whether a value is what the schema describes in every place, with no key that the schema does
 * not know. Keys whose value is `undefined` are not there, as JSON has it.
 *
 * It is JavaScript of its own, in which every place of the schema is a line that reads one field. An order has hundreds
 * of fields: to traverse the schema takes about 40 % of what parsing the JSON does, this a few.
 */
export function compileIs(schema: GenericSchema, { sorted = false }: IsOptions = {}): Is {
  const scope: Scope = { functions: [], constants: [], sorted };
  const condition = write(nodeOf(schema), 'value', scope);
  const make = new Function('constants', `${scope.functions.join('\n')}\nreturn (value) => ${condition};`);
  return make(scope.constants);
}

/** Makes something at the hundredth call; until then there is `undefined`. A cold start does without. */
export function whenItPays<T>(make: () => T): () => T | undefined {
  let made: T | undefined;
  let calls = 0;
  return () => {
    if (calls++ === PAYS_AFTER_CALLS) made = make();
    return made;
  };
}

/** To compile a schema takes as long as so many traversals. */
const PAYS_AFTER_CALLS = 100;

interface Scope {
  /** The source of one function for each object, list and record of the schema. */
  readonly functions: string[];
  /** What has no source: regular expressions, sets of words. */
  readonly constants: unknown[];
  readonly sorted: boolean;
}

type Write = (node: SchemaNode, value: string, scope: Scope) => string;

/** The source of a condition on the variable of that name. */
const write: Write = ({ pipe, ...node }, value, scope) => {
  // The first of a pipe is its schema, which may have a pipe of its own.
  if (pipe) {
    const [schema, ...actions] = pipe;
    const checks = actions.filter(({ kind }) => kind === 'validation');
    const conditions = checks.map((check) => writeCheck(check, value, scope));
    return [write(schema as SchemaNode, value, scope), ...conditions].join(' && ');
  }
  const make = CONDITIONS[node.type];
  if (!make) throw new Error(`A schema that only describes has no ${node.type}.`);
  return make(node, value, scope);
};

const CONDITIONS: Readonly<Record<string, Write>> = {
  string: (_, value) => `typeof ${value} === 'string'`,
  boolean: (_, value) => `typeof ${value} === 'boolean'`,
  number: (_, value) => `Number.isFinite(${value})`,
  unknown: (_, value, scope) =>
    `${value} !== undefined${scope.sorted ? ` && ${constant(isSorted, scope)}(${value})` : ''}`,
  literal: ({ literal }, value) => `${value} === ${JSON.stringify(literal)}`,
  picklist: ({ options }, value, scope) => `${constant(new Set(options), scope)}.has(${value})`,
  optional: ({ wrapped }, value, scope) =>
    `(${value} === undefined || ${write(wrapped as SchemaNode, value, scope)})`,
  nullish: ({ wrapped }, value, scope) =>
    `(${value} === undefined || ${value} === null || ${write(wrapped as SchemaNode, value, scope)})`,
  union: (node, value, scope) =>
    `(${alternativesOf(node)
      .map((option) => write(option, value, scope))
      .join(' || ')})`,
  array: ({ item }, value, scope) =>
    inFunction(value, scope, [
      'if (!Array.isArray(holder)) return false;',
      `for (const held of holder) if (!(${write(item as SchemaNode, 'held', scope)})) return false;`,
      'return true;',
    ]),
  record: ({ value: item }, value, scope) =>
    inFunction(value, scope, [
      NO_OBJECT,
      "let last = '';",
      `for (const key in holder) { const held = holder[key]; if (!(${write(item as SchemaNode, 'held', scope)})) return false;`,
      scope.sorted ? 'if (key < last) return false; last = key; }' : '}',
      'return true;',
    ]),
  object: writeObject,
  strict_object: writeObject,
};

/** Every known field is read once. As many are there as have a value, or one is unknown. */
function writeObject({ entries = {} }: SchemaNode, value: string, scope: Scope): string {
  const sequence = scope.sorted ? writeSequence(Object.keys(entries).sort(), scope) : '';
  return inFunction(value, scope, [
    NO_OBJECT,
    'let unseen = 0; let next = 0; let held;',
    `for (const key in holder) if (holder[key] !== undefined) { unseen++; ${sequence} }`,
    ...Object.entries(entries).map(
      ([key, entry]) =>
        `held = holder[${JSON.stringify(key)}]; if (!(${write(entry, 'held', scope)})) return false; if (held !== undefined) unseen--;`,
    ),
    'return unseen === 0;',
  ]);
}

/** Finds the key among the known ones, from where the last one was found. */
const writeSequence = (keys: readonly string[], scope: Scope): string =>
  `while (${constant(keys, scope)}[next] !== key) if (++next >= ${keys.length}) return false;`;

const NO_OBJECT = "if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return false;";

function writeCheck({ type, requirement }: SchemaNode, value: string, scope: Scope): string {
  if (type === 'safe_integer') return `Number.isSafeInteger(${value})`;
  if (type === 'non_empty') return `${value} !== ''`;
  if (type === 'min_value') return `${value} >= ${requirement}`;
  if (requirement instanceof RegExp) return `${constant(requirement, scope)}.test(${value})`;
  throw new Error(`A schema that only describes has no ${type}.`);
}

/** A function of these lines, which know their argument as `holder`; the source of its call. */
function inFunction(value: string, { functions }: Scope, lines: readonly string[]): string {
  const name = `is${functions.length}`;
  functions.push(`function ${name}(holder) {\n${lines.join('\n')}\n}`);
  return `${name}(${value})`;
}

const constant = (value: unknown, { constants }: Scope): string => `constants[${constants.push(value) - 1}]`;
