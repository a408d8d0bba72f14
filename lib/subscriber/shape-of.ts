import type { GenericSchema } from 'valibot';
import { alternativesOf, nodeOf, type SchemaNode } from '../schema/node';
import type { Fields, Kind, Place, Shape } from './shape';

/**
 * The shape that a reader relies on, out of the schema that writers keep to: every object and list, every number, flag
 * and word, and whatever is required. What is optional and may be a text is left out: nobody computes with it unread, and
 * the names of these would be half of the shape. A reader is open: it accepts fields and words that it does not know, so later versions may add
 * some.
 * @throws Error where the schema has something that a shape cannot say
 */
export function shapeOf(schema: GenericSchema): Shape {
  const uses = countUses(nodeOf(schema));
  const shared: Fields[] = [];
  const numbers = new Map<SchemaNode, number>();
  const letters = new Map<string, string>();

  const placeOf = (node: SchemaNode): Place => {
    const base = baseOf(node);
    const { type, item, options = [], literal } = base;
    if (type === 'strict_object') return objectOf(base);
    if (item) return [placeOf(item)];
    if (type === 'picklist') return `s ${options.join(' ')}`;
    if (type === 'literal') return literal === true ? 'y' : `s ${literal}`;
    return letterOf(node);
  };
  const objectOf = (base: SchemaNode): Place => {
    if ((uses.get(base) ?? 0) < 2) return fieldsOf(base);
    const known = numbers.get(base);
    if (known !== undefined) return known;
    const number = shared.push({}) - 1;
    numbers.set(base, number);
    shared[number] = fieldsOf(base);
    return number;
  };
  const fieldsOf = ({ entries = {} }: SchemaNode): Fields => {
    const kinds: Record<string, string> = {};
    const places: Record<string, Place> = {};
    for (const [name, entry] of Object.entries(entries)) {
      const { wrapped } = entry;
      if (wrapped && mayBeText(wrapped)) continue;
      const key = wrapped ? name : `${name}!`;
      const place = placeOf(wrapped ?? entry);
      if (typeof place === 'string' && !place.includes(' '))
        kinds[place] = kinds[place] === undefined ? key : `${kinds[place]} ${key}`;
      else places[key] = place;
    }
    return Object.keys(places).length === 0 ? kinds : { ...kinds, '': places };
  };
  const letterOf = (node: SchemaNode): string => {
    const kind = KIND_OF[baseOf(node).type];
    if (kind === undefined) throw new Error(`a shape has no letter for ${baseOf(node).type}`);
    const steps = node.pipe ?? [];
    const pattern = steps.find(({ requirement }) => requirement instanceof RegExp)?.requirement;
    if (pattern instanceof RegExp) return patternLetterOf(pattern.source);
    if (steps.some(({ type }) => type === 'safe_integer')) return 'i';
    return steps.some(({ type }) => type === 'non_empty') ? 's' : kind;
  };
  const patternLetterOf = (pattern: string): string => {
    const letter = letters.get(pattern) ?? String.fromCharCode('A'.charCodeAt(0) + letters.size);
    letters.set(pattern, letter);
    return letter;
  };

  const root = placeOf(nodeOf(schema));
  const patterns = Object.fromEntries([...letters].map(([pattern, letter]) => [letter, pattern]));
  return { root, shared, patterns };
}

const KIND_OF: Readonly<Record<string, Kind>> = {
  unknown: 'a',
  boolean: 'b',
  number: 'n',
  record: 'o',
  string: 't',
};

/** A schema without the actions behind it. */
const baseOf = (node: SchemaNode): SchemaNode => node.pipe?.[0] ?? node;

/** Whether a value may be a text. */
function mayBeText(node: SchemaNode): boolean {
  const { type, options = [], literal } = baseOf(node);
  if (type === 'union') return alternativesOf({ options }).some(mayBeText);
  return type === 'string' || type === 'unknown' || typeof literal === 'string';
}

/** How often each object stands in the schema. */
function countUses(root: SchemaNode): Map<SchemaNode, number> {
  const uses = new Map<SchemaNode, number>();
  const count = (node: SchemaNode): void => {
    const base = baseOf(node.wrapped ?? node);
    if (base.item) count(base.item);
    if (!base.entries) return;
    const before = uses.get(base) ?? 0;
    uses.set(base, before + 1);
    if (before === 0) Object.values(base.entries).forEach(count);
  };
  count(root);
  return uses;
}
