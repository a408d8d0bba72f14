import fc from 'fast-check';
import type { GenericSchema } from 'valibot';
import { type SchemaNode as Node, nodeOf } from '../../lib/schema/node';

/**
 * Payloads as a provider's schema describes them, and as reality bends them: what can be left out is sometimes
 * missing, `null` or of another type, lists hold such items too, and objects have fields that no schema knows.
 */
export function arbitraryPayload(schema: GenericSchema, values: Values): fc.Arbitrary<unknown> {
  const node = nodeOf(schema);
  return of(node, '', { values, names: [...keysIn(node), ...STRANGE_NAMES] });
}

/**
 * Values for a place, by its pointer with `*` for a list's index, where any value of its type would tell little:
 * amounts, times, words. `undefined` for the other places.
 */
export type Values = (pattern: string) => fc.Arbitrary<unknown> | undefined;

interface Scope {
  readonly values: Values;
  /** For unknown fields: also names that are known elsewhere, so that a mapping must not read what it should not. */
  readonly names: readonly string[];
}

const MISSING = Symbol('missing');
const STRANGE_NAMES = ['new_field', 'card_number', 'a/b', '~', 'constructor', '__proto__', ''];

function of(node: Node, at: string, scope: Scope): fc.Arbitrary<unknown> {
  if (node.type === 'nullish' || node.type === 'optional') return perhaps(node.wrapped as Node, at, scope);
  const values = scope.values(at);
  if (values) return values;
  if (node.pipe?.some(({ type }) => type === 'safe_integer'))
    return fc.oneof(fc.nat(9999), fc.maxSafeInteger());
  if (node.pipe?.some(({ type }) => type === 'non_empty')) return fc.string({ minLength: 1, maxLength: 8 });
  switch (node.type) {
    case 'string':
      return fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('12.50', '2024-02-29T23:59:60+02:00', '-'),
      );
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 999 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'unknown':
      return fc.jsonValue({ maxDepth: 2 });
    case 'literal':
      return fc.constant(node.literal);
    case 'picklist':
      return fc.constantFrom(...(node.options as unknown[]));
    case 'union':
      return fc.oneof(...(node.options as Node[]).map((option) => of(option, at, scope)));
    case 'array':
      return fc.array(item(node.item as Node, `${at}/*`, scope), { maxLength: 2 });
    case 'record':
      return fc.dictionary(fc.string({ maxLength: 4 }), item(node.value as Node, `${at}/*`, scope), {
        maxKeys: 2,
      });
    case 'object':
      return object(node, at, scope);
    default:
      throw new Error(`No payload is made for ${node.type}.`);
  }
}

const perhaps = (node: Node, at: string, scope: Scope): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: of(node, at, scope) },
    { weight: 3, arbitrary: fc.constant(MISSING) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: unlike(node) },
  );

const item = (node: Node, at: string, scope: Scope): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: of(node, at, scope).map((value) => (value === MISSING ? null : value)) },
    { weight: 1, arbitrary: unlike(node) },
  );

function object({ entries = {} }: Node, at: string, scope: Scope): fc.Arbitrary<unknown> {
  const keys = Object.keys(entries);
  const known = fc.tuple(...keys.map((key) => of(entries[key] as Node, `${at}/${key}`, scope)));
  const strange = scope.names.filter((name) => !Object.hasOwn(entries, name));
  const unknown = fc.array(fc.tuple(fc.constantFrom(...strange), fc.jsonValue({ maxDepth: 1 })), {
    maxLength: 1,
  });
  return fc
    .tuple(known, fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: unknown }))
    .map(([values, more]) => {
      const present = keys
        .map((key, i) => [key, values[i]] as const)
        .filter(([, value]) => value !== MISSING);
      return Object.fromEntries([...present, ...more]);
    });
}

/** A value of another type than the place has. */
function unlike(node: Node): fc.Arbitrary<unknown> {
  const kind = ['array', 'object', 'record'].includes(node.type)
    ? node.type
    : (node.pipe?.[0]?.type ?? node.type);
  return fc.constantFrom(...OTHERS.filter(([except]) => !except.includes(kind)).map(([, value]) => value));
}

const OTHERS: readonly (readonly [readonly string[], unknown])[] = [
  [['string', 'picklist', 'literal', 'unknown'], 'a text'],
  [['number', 'picklist', 'literal', 'unknown'], 12.75],
  [['boolean', 'literal', 'unknown'], true],
  [['array', 'unknown'], ['in a list']],
  [['object', 'record', 'unknown'], { in: 'an object' }],
  [[], null],
];

function keysIn(node: Node): string[] {
  const below = [node.wrapped, node.item, node.value, ...Object.values(node.entries ?? {})];
  const names = below.flatMap((child) => (child ? keysIn(child) : []));
  return [...new Set([...Object.keys(node.entries ?? {}), ...names])];
}
