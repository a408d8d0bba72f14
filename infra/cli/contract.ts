import { relative } from 'node:path';
import { contractFiles, writeContract } from '../contract/write';
import { readArguments } from './arguments';
import { runCommand, UsageError } from './exit';
import { fromCaller } from './paths';

const USAGE = `Writes the contract pack into a folder: JSON Schemas of the reader, the writer and the EventBridge schema registry.

  npm run contract -- <folder> [--json]

  --json   prints the paths as a list
`;
const CALL = 'npm run contract --';

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, { json: { type: 'boolean' } });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0)
    throw new UsageError(`expected one folder: see ${CALL} --help`);
  const directory = fromCaller(folder);
  writeContract(directory);
  const paths = [...contractFiles().keys()];
  const told = `${paths.length} files written to ${relative(process.cwd(), directory) || '.'}`;
  process.stdout.write(`${values.json ? JSON.stringify(paths) : told}\n`);
  return 0;
}

void runCommand(main);
