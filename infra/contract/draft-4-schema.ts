import { type JsonSchema, laidOut, mapChildren } from './json-schema';

/** What JSON Schema Draft 4 knows of formats that we use. */
const FORMATS: ReadonlySet<string> = new Set(['date-time']);

/**
 * The edition of a reader's schema for the EventBridge schema registry, which takes Draft 4: of the whole event as a
 * target gets it, with `detail` in it.
 * @param type EventBridge's `detail-type`
 */
export function draft4Schema(reader: JsonSchema, type: string): object {
  const { $schema: _, $id: _id, $defs = {}, title = 'Detail', ...detail } = reader;
  const name = title.replaceAll(' ', '');
  const definitions = Object.fromEntries(
    Object.entries({ ...$defs, [name]: { title, ...detail } }).map(([key, one]) => [
      key,
      laidOut(toDraft4(one)),
    ]),
  );
  const text = { type: 'string' };
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: type,
    description: detail.description,
    type: 'object',
    required: ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
    properties: {
      version: text,
      id: text,
      'detail-type': { type: 'string', enum: [type] },
      source: text,
      account: text,
      time: { type: 'string', format: 'date-time' },
      region: text,
      resources: { type: 'array', items: text },
      detail: { $ref: `#/definitions/${name}` },
    },
    definitions,
  };
}

/** Beside a reference Draft 4 reads nothing, and examples it does not know. */
function toDraft4(schema: JsonSchema): JsonSchema {
  if (schema.$ref) return { $ref: schema.$ref.replace('#/$defs/', '#/definitions/') };
  const { examples: _, const: only, format, ...rest } = mapChildren(schema, toDraft4);
  return {
    ...rest,
    ...(format && FORMATS.has(format) && { format }),
    ...(only !== undefined && { enum: [only] }),
  };
}
