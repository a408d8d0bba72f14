import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { COMMON_FIELDS, DESCRIPTIONS } from '../../lib/order/descriptions';
import { DATA_SCHEMA, OrderEvent } from '../../lib/order/order-event';
import { EXAMPLES, KINDS, NAMES, OBJECTS } from './definitions';
import { type JsonSchema, laidOut, mapChildren, mapValues, type Properties } from './json-schema';

/** The word of our vocabulary that says what a field may tell about a person. */
export const PERSONAL_DATA = 'x-personal-data';

/** What the writer's URI ends in, behind the reader's. */
export const STRICT = ':strict';

const REFERENCE = '#/$defs/';
const SHARED: Record<string, GenericSchema> = {
  ...OBJECTS,
  ...Object.fromEntries(Object.entries(KINDS).map(([kind, { schema }]) => [kind, schema])),
};

/**
 * The writer's JSON Schema of an event's `detail`: what may be published in this version, and nothing else. Every object
 * has a name and a description of its own.
 * @param name the name of the `detail` in the contract
 * @param dataschema its URI
 */
export function writerSchema(
  schema: GenericSchema = OrderEvent,
  name = 'OrderEvent',
  dataschema = DATA_SCHEMA,
): JsonSchema {
  const converted: JsonSchema = toJsonSchema(schema, {
    target: 'draft-2020-12',
    definitions: SHARED,
    // JSON Schema has no word for what JavaScript can hold.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'safe_integer'
        ? {
            ...jsonSchema,
            type: 'integer',
            minimum: Number.MIN_SAFE_INTEGER,
            maximum: Number.MAX_SAFE_INTEGER,
          }
        : undefined,
  }) as JsonSchema;
  const { $schema, $defs = {}, ...root } = tidy(converted);
  const named: Record<string, JsonSchema> = {};
  for (const [object, one] of Object.entries({ ...$defs, [name]: root }))
    if (!KINDS[object]) named[object] = withNames(one, object, named);
  const described = mapValues(named, (one, object) => describe(inlineKinds(one, $defs), object));
  const { [name]: event, ...others } = described;
  return laidOut({
    ...($schema && { $schema }),
    $id: `${dataschema}${STRICT}`,
    ...event,
    $defs: needed(event, others),
  });
}

/** Without what says nothing: an empty `required`, names that are any text, and the class of what tells of nobody. */
function tidy(schema: JsonSchema): JsonSchema {
  const { required = [], propertyNames: _, ...rest } = schema;
  const { personalData, ...words } = rest as JsonSchema & { personalData?: string };
  const tidied = mapChildren(words, tidy);
  return {
    ...tidied,
    ...(typeof tidied.const === 'string' && { type: 'string' }),
    ...(typeof tidied.const === 'boolean' && { type: 'boolean' }),
    ...(required.length > 0 && { required }),
    ...(personalData !== undefined && personalData !== 'none' && { [PERSONAL_DATA]: personalData }),
  };
}

/** Gives each object below a name after the place where it stands, and refers to it. */
function withNames(schema: JsonSchema, owner: string, named: Record<string, JsonSchema>): JsonSchema {
  if (!schema.properties) return schema;
  const refer = (one: JsonSchema, name: string): JsonSchema => {
    if (!one.properties) return one;
    if (named[name]) throw new Error(`two objects are called ${name}: give one another name`);
    named[name] = withNames(one, name, named);
    return { $ref: REFERENCE + name };
  };
  const properties = mapValues(schema.properties, (one, field) =>
    one.items
      ? { ...one, items: refer(one.items, nameOf(owner, singular(field))) }
      : refer(one, nameOf(owner, field)),
  );
  return { ...schema, properties };
}

const nameOf = (owner: string, field: string): string =>
  NAMES[`${owner}.${field}`] ?? (owner === 'Order' ? '' : owner) + capital(field);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `properties` → `property`, `lines` → `line`. */
const singular = (plural: string): string =>
  plural.replace(/(?:ies|s)$/, (end) => (end === 'ies' ? 'y' : ''));

/** A kind of value is no type: it stands where it is used, with its unit. */
function inlineKinds(schema: JsonSchema, $defs: Properties): JsonSchema {
  const kind = schema.$ref?.slice(REFERENCE.length) ?? '';
  const { unit, words } = KINDS[kind] ?? {};
  const inlined = KINDS[kind] ? $defs[kind] : schema;
  return {
    ...(unit && { description: unit }),
    ...mapChildren(inlined ?? {}, (child) => inlineKinds(child, $defs)),
    ...words,
  };
}

function describe(schema: JsonSchema, object: string): JsonSchema {
  const { is, fields } = DESCRIPTIONS[object] ?? { is: '', fields: {} };
  const properties = mapValues(schema.properties ?? {}, (one, field) => {
    const text = fields[field] ?? COMMON_FIELDS[field];
    const examples = EXAMPLES[`${object}.${field}`];
    const description = [text, one.description].filter(Boolean).join(' ');
    return { ...(description && { description }), ...withoutDescription(one), ...(examples && { examples }) };
  });
  return { title: titleOf(object), ...(is && { description: is }), ...schema, properties };
}

const withoutDescription = ({ description: _, ...rest }: JsonSchema): JsonSchema => rest;

/** `RefundLine` → `Refund line`. */
const titleOf = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Those of the definitions that the schema refers to, directly or not, in the order in which it does. */
function needed(schema: JsonSchema | undefined, definitions: Properties): Properties {
  const found = new Map<string, JsonSchema>();
  const look = (one: JsonSchema): JsonSchema => {
    const name = one.$ref?.slice(REFERENCE.length);
    const definition = name === undefined ? undefined : definitions[name];
    if (name !== undefined && definition && !found.has(name)) {
      found.set(name, definition);
      look(definition);
    }
    return mapChildren(one, look);
  };
  if (schema) look(schema);
  return Object.fromEntries(found);
}
