import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../../infra/cli/exit';
import { bundleToRun } from '../support/bundle-to-run';
import { messageOf } from './child';
import type { Row } from './row';
import { heading, lineOf } from './table';

const USAGE = `Measures what a delivery costs, against the floor, against others and against a bare SDK.

  npm run bench [-- --only PREFIX] [--json] [--full]

Each file of test/bench/rows is measured in a process of its own. --only takes the files whose name begins so,
--full also what takes minutes. Exit code 1 if a gate is not kept.
`;

async function main(): Promise<number> {
  const { only, json, full, help } = readArguments();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const names = readdirSync(join(__dirname, 'rows'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name.startsWith(only));
  if (names.length === 0)
    throw new UsageError(`--only ${only}: expected the beginning of a file's name\n\n${USAGE}`);

  const rows: Row[] = [];
  if (!json) process.stdout.write(heading());
  for (const name of names) {
    const measured = await measureFile(name, full);
    rows.push(...measured);
    if (!json) for (const row of measured) process.stdout.write(lineOf(row));
  }
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  return rows.every(({ ok }) => ok) ? 0 : 1;
}

async function measureFile(name: string, full: boolean): Promise<readonly Row[]> {
  // `tsx` would keep the names of functions, at a price per call.
  const file = await bundleToRun(`test/bench/rows/${name}.ts`);
  return messageOf(join(__dirname, 'run.cjs'), [file, full ? 'full' : ''], ENVIRONMENT);
}

/** Nothing here may reach a real account. */
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  NODE_NO_WARNINGS: '1',
};

function readArguments() {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const only = { type: 'string', default: '' } as const;
    return parseArgs({ options: { only, json: flag, full: flag, help: flag } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

void runCommand(main);
