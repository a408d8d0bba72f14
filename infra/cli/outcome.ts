import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { type Circumstances, type Outcome, outcomeOf } from '../../lib/outcome';
import { providerOf, providers } from '../../lib/providers';
import { runCommand, UsageError } from './exit';
import { fromCaller, ROOT } from './paths';

const USAGE = `Writes what becomes of a fixture's payload into its expected.json, for review.

  npm run outcome -- <provider> | <provider>/<fixture> | <folder of a fixture> … [--check]

A fixture is a folder below lib/providers/<provider>/fixtures with payload.json and, where what is known beside the
payload matters, delivery.json: { "event", "account", "endpoint", "timeZone", "claims", "receivedAt", "replay" }.
Read what is written against the provider's documentation, line by line: the tests will hold the mapping to it.

  --check   writes nothing

Exit code 0 if every expected.json is written or was right, 1 with --check if one is not right, and 2 if something has
to be mended first: in the arguments, or in a fixture.
`;

const SEE_HELP = 'see npm run outcome -- --help';

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError(`expected a fixture; ${SEE_HELP}`);
  let wrong = 0;
  for (const folder of new Set(positionals.flatMap(foldersOf))) {
    const expected = join(folder, 'expected.json');
    const outcome = outcomeIn(folder);
    // By value: a fixture may be laid out as its author likes it.
    const right = existsSync(expected) && isDeepStrictEqual(parse(expected), outcome);
    if (!right) wrong++;
    if (!right && !values.check) writeFileSync(expected, `${JSON.stringify(outcome, null, 2)}\n`);
    const done = right ? 'right' : values.check ? 'not right' : 'written, to be reviewed';
    process.stdout.write(`${relative(ROOT, expected)}: ${done}: ${summaryOf(outcome)}\n`);
  }
  return values.check && wrong > 0 ? 1 : 0;
}

const fixturesOf = (provider: string): string => join(ROOT, 'lib', 'providers', provider, 'fixtures');

/** The folders that an argument names. */
function foldersOf(argument: string): string[] {
  const [name = '', fixture, ...more] = argument.replace(/\/$/, '').split('/');
  const root = fixturesOf(name);
  if (providerOf(name) && fixture === undefined && existsSync(root))
    return readdirSync(root).map((one) => join(root, one));
  return [
    providerOf(name) && fixture !== undefined && more.length === 0
      ? join(root, fixture)
      : fromCaller(argument),
  ];
}

/** @throws UsageError that names the file or folder that is missing or wrong */
function outcomeIn(folder: string): Outcome {
  const provider = providers.find(({ name }) => resolve(folder, '..') === fixturesOf(name));
  if (!provider)
    throw new UsageError(
      `${folder}: expected a folder below lib/providers/<provider>/fixtures; providers: ${providers.map(({ name }) => name).join(', ')}`,
    );
  const payload = readText(join(folder, 'payload.json'));
  const file = join(folder, 'delivery.json');
  const circumstances = existsSync(file) ? (parse(file) as Circumstances) : {};
  try {
    return outcomeOf(provider, payload, circumstances);
  } catch (error) {
    throw new Error(`${basename(folder)}: the mapping of ${provider.name} has a bug`, { cause: error });
  }
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch {
    throw new UsageError(`${file}: expected JSON`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function summaryOf(outcome: Outcome): string {
  if ('ignored' in outcome) return 'ignored';
  if ('failure' in outcome)
    return `${outcome.failure.code} at ${outcome.failure.paths.join(', ') || 'the whole of it'}`;
  const { metadata, data } = outcome;
  return `${metadata.type} with ${data.notices.length} notices, ${Object.keys(data.unmapped).length} unmapped`;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; ${SEE_HELP}`);
  }
}

void runCommand(main);
