import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CUSTOMER_REDACTED_SCHEMA, CustomerRedacted } from '../../lib/order/customer-redacted';
import { EVENT_TYPES } from '../../lib/order/order-event';
import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../lib/order/status';
import { CACHE_NAME, ROOT } from '../cli/paths';
import { writerSchema } from '../contract/writer-schema';
import { typesOf } from './types-of';

/** The entries, by the folder and name that they have in the package. */
const ENTRIES = {
  'subscriber/index': 'lib/subscriber/index',
  'subscriber/dynamodb': 'functions/aws/dynamodb-store',
  'cdk/index': 'infra/package/cdk',
};
/** Written from the contract: the types that follow from the schemas would bring valibot's along, and say nothing. */
const GENERATED: Readonly<Record<string, string>> = {
  'lib/subscriber/order-event': typesOf({
    OrderEvent: writerSchema(),
    CustomerRedacted: writerSchema(CustomerRedacted, 'CustomerRedacted', CUSTOMER_REDACTED_SCHEMA),
  }),
  'lib/order/order-event': `export type EventType = ${EVENT_TYPES.map((type) => JSON.stringify(type)).join(' | ')};\n`,
  'lib/order/status': Object.entries({ ORDER_STATUSES, PAYMENT_STATUSES, FULFILLMENT_STATUSES })
    .map(([name, words]) => `export declare const ${name}: readonly ${JSON.stringify(words)};\n`)
    .join(''),
};

/** Writes the types of the package's entries, and of what these need: once, as CommonJS, for both kinds of modules. */
export function writeDeclarations(dist: string): void {
  const emitted = emit();
  try {
    for (const [path, text] of Object.entries(GENERATED)) writeFileSync(join(emitted, `${path}.d.ts`), text);
    const types = join(dist, 'types');
    for (const path of reachable(emitted, Object.values(ENTRIES))) {
      const file = join(types, `${path}.d.ts`);
      mkdirSync(dirname(file), { recursive: true });
      const text = readFileSync(join(emitted, `${path}.d.ts`), 'utf8');
      if (text.includes("from 'valibot'"))
        throw new Error(`the types of ${path} need valibot: generate them`);
      writeFileSync(file, text);
    }
    for (const [name, entry] of Object.entries(ENTRIES)) {
      const from = relative(dirname(join(dist, name)), join(types, entry)).replaceAll('\\', '/');
      writeFileSync(join(dist, `${name}.d.mts`), `export * from '${from}.js';\n`);
    }
  } finally {
    rmSync(emitted, { recursive: true, force: true });
  }
}

/** Has TypeScript write the types of the entries, and of everything that they import. */
function emit(): string {
  const cache = join(ROOT, 'node_modules', '.cache', CACHE_NAME);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'types-'));
  const config = join(folder, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: ROOT,
        outDir: folder,
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules', '@types')],
      },
      include: [],
      files: Object.values(ENTRIES).map((entry) => join(ROOT, `${entry}.ts`)),
    }),
  );
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', config], {
    stdio: 'inherit',
  });
  return folder;
}

const IMPORT = /\bfrom '(\.[^']+)'|\bimport\("(\.[^"]+)"\)|\bimport '(\.[^']+)'/g;

/** The entries and whatever their types import of ours, as paths without `.d.ts`. */
function reachable(folder: string, entries: readonly string[]): string[] {
  const found = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const text = readFileSync(join(folder, `${path}.d.ts`), 'utf8');
    for (const [, from, dynamic, alone] of text.matchAll(IMPORT)) {
      const target = join(dirname(path), from ?? dynamic ?? alone ?? '').replaceAll('\\', '/');
      open.push(existsSync(join(folder, `${target}.d.ts`)) ? target : `${target}/index`);
    }
  }
  return [...found].sort();
}
