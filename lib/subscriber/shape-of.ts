import type { GenericSchema } from 'valibot';
import { alternativesOf, nodeOf, type SchemaNode } from '../schema/node';
import type { Fields, Kind, Place, Shape } from './shape';

/**
 * The shape that a reader relies on, out of the schema that writers keep to. A reader is open: it accepts fields and
 * words that it does not know, so that later versions may add some.
 * @throws Error where the schema has something that a shape cannot say
 */
export function shapeOf(schema: GenericSchema): Shape {
  const uses = countUses(nodeOf(schema));
  const shared: Fields[] = [];
  const numbers = new Map<SchemaNode, number>();
  const letters = new Map<string, string>();

  const placeOf = (node: SchemaNode): Place => {
    const { type, item, options = [], literal } = baseOf(node);
    if (type === 'strict_object') return objectOf(baseOf(node));
    if (item) return [placeOf(item)];
    if (type === 'picklist') return `=${options.join(' ')}`;
    if (type === 'literal') return literal === true ? 'y' : `=${literal}`;
    if (type === 'union') return `|${alternativesOf({ options }).map(leafOf).join('')}`;
    return kindOf(node);
  };
  const leafOf = (alternative: SchemaNode): string => {
    const { item } = baseOf(alternative);
    // The only lists among alternatives are those of texts.
    return item ? `[${kindOf(item)}` : kindOf(alternative);
  };
  const objectOf = (node: SchemaNode): Place => {
    if ((uses.get(node) ?? 0) < 2) return fieldsOf(node);
    const known = numbers.get(node);
    if (known !== undefined) return known;
    const number = shared.push({}) - 1;
    numbers.set(node, number);
    shared[number] = fieldsOf(node);
    return number;
  };
  const fieldsOf = ({ entries = {} }: SchemaNode): Fields => {
    const kinds: Record<string, string> = {};
    const places: Record<string, Place> = {};
    for (const [name, entry] of Object.entries(entries)) {
      const key = entry.type === 'optional' ? name : `${name}!`;
      const place = placeOf(entry.wrapped ?? entry);
      if (typeof place === 'string' && place.length === 1)
        kinds[place] = kinds[place] === undefined ? key : `${kinds[place]} ${key}`;
      else places[key] = place;
    }
    return Object.keys(places).length === 0 ? kinds : { ...kinds, '': places };
  };
  const kindOf = (node: SchemaNode): Kind | string => {
    const kind = KIND_OF[baseOf(node).type];
    if (kind === undefined) throw new Error(`a shape has no word for ${node.type}`);
    const steps = node.pipe ?? [];
    const pattern = steps.find(({ requirement }) => requirement instanceof RegExp)?.requirement;
    if (pattern instanceof RegExp) return letterOf(pattern.source);
    if (steps.some(({ type }) => type === 'safe_integer')) return 'i';
    return steps.some(({ type }) => type === 'non_empty') ? 's' : kind;
  };
  const letterOf = (pattern: string): string => {
    const letter = letters.get(pattern) ?? String.fromCharCode('A'.charCodeAt(0) + letters.size);
    letters.set(pattern, letter);
    return letter;
  };

  const root = placeOf(nodeOf(schema));
  return {
    root,
    shared,
    patterns: Object.fromEntries([...letters].map(([pattern, letter]) => [letter, pattern])),
  };
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
