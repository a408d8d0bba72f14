/** A JSON Schema as we write it: the words of it that we use. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly $defs?: Properties;
  readonly definitions?: Properties;
  /** What a field may tell about a person: the word of our own vocabulary. */
  readonly 'x-personal-data'?: string;
}

/** Schemas by the names of their fields, or of their definitions. */
export type Properties = Readonly<Record<string, JsonSchema>>;

/** The same schema with each of the schemas directly below it changed. */
export function mapChildren(schema: JsonSchema, change: (child: JsonSchema) => JsonSchema): JsonSchema {
  const { items, anyOf, allOf, properties, additionalProperties, $defs, definitions, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: change(items) }),
    ...(anyOf && { anyOf: anyOf.map(change) }),
    ...(allOf && { allOf: allOf.map(change) }),
    ...(properties && { properties: mapValues(properties, change) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? change(additionalProperties) : additionalProperties,
    }),
    ...($defs && { $defs: mapValues($defs, change) }),
    ...(definitions && { definitions: mapValues(definitions, change) }),
  };
}

/** The same names with other schemas. */
export const mapValues = (
  schemas: Properties,
  change: (schema: JsonSchema, name: string) => JsonSchema,
): Properties => Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, change(one, name)]));

/** In which order the words of a schema are written: what it is before what it holds. */
const WORDS = [
  ...[
    '$schema',
    '$id',
    '$ref',
    'title',
    'description',
    'type',
    'format',
    'pattern',
    'const',
    'enum',
    'examples',
  ],
  ...['minLength', 'minimum', 'maximum', 'x-personal-data', 'required', 'properties', 'additionalProperties'],
  ...['items', 'anyOf', 'allOf', '$defs', 'definitions'],
];

/** The same schema as people read it: what it is before what it holds. */
export const laidOut = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(
    Object.entries(mapChildren(schema, laidOut)).toSorted(([a], [b]) => WORDS.indexOf(a) - WORDS.indexOf(b)),
  );
