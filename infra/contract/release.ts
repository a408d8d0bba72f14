import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providers } from '../../lib/providers';
import type { Contract } from './compatibility';
import { contractToday } from './contract';
import type { JsonSchema } from './json-schema';
import { recordMapper } from './mapper-record';
import { readerSchema } from './reader-schema';

/** The contract as it was released last: what subscribers have in their hands. */
export interface Release extends Contract {
  /** By type of event, the reader's schema that subscribers validate with. */
  readonly readers: Readonly<Record<string, JsonSchema>>;
}

/** `contract.json`: which files belong to a type of event. */
interface Index {
  readonly dataschema: string;
  readonly types: Readonly<Record<string, { readonly writer: string; readonly reader: string }>>;
}

const folderOf = (root: string): string => join(root, 'infra', 'contract', 'released');

/** @param root the repository's */
export function readRelease(root: string): Release {
  const read = (file: string) => JSON.parse(readFileSync(join(folderOf(root), file), 'utf8'));
  const { dataschema, types }: Index = read('contract.json');
  const schemas = (edition: 'writer' | 'reader') =>
    Object.fromEntries(Object.entries(types).map(([type, files]) => [type, read(files[edition])]));
  return { dataschema, types: schemas('writer'), readers: schemas('reader') };
}

/**
 * Records the contract of today's code, and what its mappers make of their fixtures, as released.
 * @param root the repository's
 */
export function writeRelease(root: string, { dataschema, types }: Contract = contractToday()): void {
  const folder = folderOf(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  const index = Object.entries(types).map(([type, writer]) => {
    const name = fileName(writer);
    const files = { writer: `${name}.strict.schema.json`, reader: `${name}.schema.json` };
    write(files.writer, writer);
    write(files.reader, readerSchema(writer));
    return [type, files] as const;
  });
  write('contract.json', { dataschema, types: Object.fromEntries(index) });
  for (const provider of providers) recordMapper(root, provider);
}

/** After the title of what it describes: `order-event`. */
export const fileName = ({ title = 'detail' }: JsonSchema): string =>
  title.toLowerCase().replaceAll(' ', '-');
