import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from './exit';
import { ROOT } from './paths';

const USAGE = `Lays out the folder of a new provider and registers it.

  npm run provider -- new <name>

The name is in kebab case, such as some-shop: it becomes part of URLs, queues, secrets and sources of events. The folder
lib/providers/<name> compiles as it is; what is to be filled in, npm test -- contract says in sentences.

Exit code 0 if the folder is laid out, 2 if the name cannot be used.
`;
const SEE_HELP = 'see npm run provider -- --help';

const TEMPLATE = join(__dirname, 'provider-template');
const PROVIDERS = join(ROOT, 'lib', 'providers');
const REGISTRY = join(PROVIDERS, 'registry.ts');
/** As the contract asks for; the longest name of a queue that is made of it has 80 characters. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_NAME = 40;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [command, name, ...more] = positionals;
  if (command !== 'new' || name === undefined || more.length > 0)
    throw new UsageError(`expected new <name>, found ${positionals.join(' ') || 'nothing'}; ${SEE_HELP}`);
  assertUsable(name);
  const files = writeFolder(name);
  register(name);
  process.stdout.write(
    `lib/providers/${name}: ${files} files; registered in lib/providers/registry.ts\n` +
      `next: npm test -- contract -t ${name} says what to fill in; lib/providers/README.md says how\n`,
  );
  return 0;
}

function assertUsable(name: string): void {
  if (!NAME.test(name) || name.length > LONGEST_NAME)
    throw new UsageError(
      `${name}: expected a name in kebab case, such as some-shop, of at most ${LONGEST_NAME} characters`,
    );
  if (existsSync(join(PROVIDERS, name)))
    throw new UsageError(`${name}: lib/providers/${name} exists; choose another name`);
  const text = readFileSync(REGISTRY, 'utf8');
  if (text.includes(` as ${camelCase(name)} `))
    throw new UsageError(`${name}: the registry has ${camelCase(name)} already; choose another name`);
}

/** @returns how many files were written */
function writeFolder(name: string): number {
  const files = templates('');
  for (const path of files) {
    const target = join(PROVIDERS, name, path.replace(/\.txt$/, ''));
    mkdirSync(dirname(target), { recursive: true });
    const text = readFileSync(join(TEMPLATE, path), 'utf8');
    writeFileSync(target, text.replaceAll('{{name}}', name).replaceAll('{{Title}}', titleOf(name)));
  }
  return files.length;
}

const templates = (folder: string): string[] =>
  readdirSync(join(TEMPLATE, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? templates(path) : [path];
  });

/** The lines of the registry stay sorted, as `npm run lint` wants them. */
function register(name: string): void {
  const text = readFileSync(REGISTRY, 'utf8');
  const line = `export * as ${camelCase(name)} from '#providers/${name}';`;
  const lines = [...text.matchAll(/^export .*$/gm)].map(([found]) => found);
  const sorted = [...lines, line].sort((a, b) => (folderIn(a) < folderIn(b) ? -1 : 1));
  writeFileSync(REGISTRY, `${text.replaceAll(/^export .*\n/gm, '')}${sorted.join('\n')}\n`);
}

const folderIn = (line: string): string => line.replace(/.*#providers\//, '');

const camelCase = (kebab: string): string =>
  kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const titleOf = (kebab: string): string =>
  kebab.replace(/(^|-)(.)/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase());

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}; ${SEE_HELP}`);
  }
}

void runCommand(main);
