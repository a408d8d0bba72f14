import type { JsonSchema } from '../contract/json-schema';

/**
 * The types of events as TypeScript that people can read, out of the contract's schemas: an interface for each of their
 * objects, with its descriptions.
 * @param events the schemas of the events' `detail`, by name
 */
export function typesOf(events: Readonly<Record<string, JsonSchema>>): string {
  // What several events have, they have in common.
  const $defs = Object.assign({}, ...Object.values(events).map((event) => event.$defs ?? {}));
  return [
    '/** A known word, or one that a later version of the contract adds. */',
    'export type Word<Known extends string> = Known | (string & {});',
    ...Object.entries<JsonSchema>({ ...events, ...$defs }).map(([name, schema]) => interfaceOf(name, schema)),
    `/** The types of events that carry an order, as far as this version knows them. */\nexport type EventType = Metadata['type'];`,
    '',
  ].join('\n');
}

function interfaceOf(name: string, { description, properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(([field, schema]) => {
    // An event of another type is another object, with types of its own.
    const isType = name.endsWith('Metadata') && field === 'type';
    const type = isType ? wordsOf(schema) : typeOf(schema);
    const key = /^[A-Za-z_]\w*$/.test(field) ? field : JSON.stringify(field);
    return `${comment(schema.description, '  ')}  ${key}${required.includes(field) ? '' : '?'}: ${type};`;
  });
  return `${comment(description)}export interface ${name} {\n${fields.join('\n')}\n}`;
}

function typeOf(schema: JsonSchema): string {
  const { $ref, type, enum: words, const: only, items, anyOf } = schema;
  if ($ref) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (words) return `Word<${wordsOf(schema)}>`;
  if (only === true) return 'true';
  if (only !== undefined) return `Word<${JSON.stringify(only)}>`;
  if (anyOf) return anyOf.map(typeOf).join(' | ');
  if (items) return `${/[ |<]/.test(typeOf(items)) ? `(${typeOf(items)})` : typeOf(items)}[]`;
  if (type === 'object') return 'Record<string, unknown>';
  if (type === 'integer') return 'number';
  return type ?? 'unknown';
}

const wordsOf = ({ const: only, enum: words = [only] }: JsonSchema): string =>
  words.map((word) => JSON.stringify(word)).join(' | ');

const comment = (text: string | undefined, indent = ''): string =>
  text ? `${indent}/** ${text.replaceAll('*/', '* /')} */\n` : '';
