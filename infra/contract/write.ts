import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENT_TYPES } from '../../lib/order/order-event';
import { draft4Schema } from './draft-4-schema';
import { EVENT_TYPE_ENTRIES } from './event-types';
import { readerSchema } from './reader-schema';
import { VOCABULARY } from './vocabulary';
import { writerSchema } from './writer-schema';

/** Every file of the contract pack, by its path in the pack. */
export function contractFiles(): ReadonlyMap<string, string> {
  const writer = writerSchema();
  return new Map([
    ['order-event.schema.json', json(readerSchema(writer))],
    ['order-event.strict.schema.json', json(writer)],
    ['personal-data.schema.json', json(VOCABULARY)],
    ...registrySchemas().map(({ type, schema }): [string, string] => [`registry/${type}.json`, json(schema)]),
  ]);
}

/** The schemas that the EventBridge schema registry gets, one for each type of event. */
export const registrySchemas = (): readonly { readonly type: string; readonly schema: object }[] =>
  EVENT_TYPES.map((type) => {
    const { schema, name } = EVENT_TYPE_ENTRIES[type];
    return { type, schema: draft4Schema(readerSchema(writerSchema(schema, name)), type) };
  });

/** Writes the contract pack into a folder, which is made if it is not there. */
export function writeContract(directory: string): void {
  for (const [path, text] of contractFiles()) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
