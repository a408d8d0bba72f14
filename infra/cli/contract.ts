import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogue } from '../contract/catalogue';
import { writeRelease } from '../contract/release';
import { contractFiles, writeContract } from '../contract/write';
import { readArguments, refuseWords } from './arguments';
import { runCommand, UsageError } from './exit';
import { fromCaller, ROOT } from './paths';

const USAGE = `Writes the contract pack into a folder: JSON Schemas of the reader, the writer and the EventBridge schema registry, an
AsyncAPI document, the event catalogue, examples of each provider, and patterns for rules.

  npm run contract -- <folder> [--json]
  npm run contract -- --catalogue
  npm run contract -- --release

  --json        prints the paths as a list
  --catalogue   writes infra/contract/EVENTS.md alone, the catalogue as it stands in the repository
  --release     records the contract of today's code as released, and what each mapper makes of its fixtures: the tests
                hold every later change to it
`;
const CALL = 'npm run contract --';

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {
    json: { type: 'boolean' },
    catalogue: { type: 'boolean' },
    release: { type: 'boolean' },
  });
  if (values.help) process.stdout.write(USAGE);
  else if (values.release) release(positionals);
  else if (values.catalogue) writePage(positionals);
  else write(positionals, values.json);
  return 0;
}

function release(words: readonly string[]): void {
  refuseWords(CALL, words);
  writeRelease(ROOT);
  process.stdout.write('recorded below infra/contract/released and lib/providers/*/released\n');
}

function writePage(words: readonly string[]): void {
  refuseWords(CALL, words);
  writeFileSync(join(ROOT, 'infra', 'contract', 'EVENTS.md'), catalogue());
  process.stdout.write('infra/contract/EVENTS.md written\n');
}

function write([folder, ...more]: readonly string[], json = false): void {
  if (folder === undefined || more.length > 0)
    throw new UsageError(`expected one folder: see ${CALL} --help`);
  const directory = fromCaller(folder);
  writeContract(directory);
  const paths = [...contractFiles().keys()];
  const told = `${paths.length} files written to ${relative(process.cwd(), directory) || '.'}`;
  process.stdout.write(`${json ? JSON.stringify(paths) : told}\n`);
}

void runCommand(main);
