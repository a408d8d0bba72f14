import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CUSTOMER_REDACTED_SCHEMA, CustomerRedacted } from '../../lib/order/customer-redacted';
import { asyncApi } from './async-api';
import { catalogue } from './catalogue';
import { examples } from './examples';
import type { JsonSchema } from './json-schema';
import { readerSchema } from './reader-schema';
import { registrySchemas } from './registry';
import { rulePatterns } from './rule-patterns';
import { VOCABULARY } from './vocabulary';
import { writerSchema } from './writer-schema';

/** Every file of the contract pack, by its path in the pack. */
export function contractFiles(): ReadonlyMap<string, string> {
  return new Map([
    ...schemaFiles('order-event', writerSchema()),
    ...schemaFiles(
      'customer-redacted',
      writerSchema(CustomerRedacted, 'CustomerRedacted', CUSTOMER_REDACTED_SCHEMA),
    ),
    ['personal-data.schema.json', json(VOCABULARY)],
    ['asyncapi.json', json(asyncApi())],
    ['EVENTS.md', catalogue()],
    ...registrySchemas().map(({ type, schema }): [string, string] => [`registry/${type}.json`, json(schema)]),
    ...examples().map(({ provider, type, event }): [string, string] => [
      `examples/${provider}/${type}.json`,
      json(event),
    ]),
    ...rulePatterns().map(({ name, pattern }): [string, string] => [
      `rule-patterns/${name}.json`,
      json(pattern),
    ]),
  ]);
}

const schemaFiles = (name: string, writer: JsonSchema): [string, string][] => [
  [`${name}.schema.json`, json(readerSchema(writer))],
  [`${name}.strict.schema.json`, json(writer)],
];

/** Writes the contract pack into a folder, which is made if it is not there. */
export function writeContract(directory: string): void {
  for (const [path, text] of contractFiles()) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
