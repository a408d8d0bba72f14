import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { providers } from '../../lib/providers';
import { FULL } from '../support/scale';
import { createScratch, type Scratch } from '../support/scratch';

/**
 * The proof that a provider is one folder and one line in the registry: a copy of one, under another name, in a copy of
 * this checkout, with nothing else changed. Its expected outcomes are written anew, since ids and hashes hold the name;
 * the facts that were read by hand are not.
 */
const NAME = 'acmeprint';
/** One that `npm run provider` lays out. */
const LAID_OUT = 'some-shop';
const original = providers.at(-1)?.name ?? '';

type Step = readonly [title: string, script: string, ...args: string[]];

const RUN = 'infra/cli/run.cjs';
const TSC = 'node_modules/typescript/bin/tsc';
const JEST = 'node_modules/jest/bin/jest.js';
const BIOME = 'node_modules/@biomejs/biome/bin/biome';
const CDK = 'node_modules/aws-cdk/bin/cdk';

jest.setTimeout(900_000);

let scratch: Scratch;

beforeAll(() => {
  scratch = createScratch();
  execFileSync('git', ['init', '--quiet'], { cwd: scratch.root });
  // This file says the copy's name, which no test but the provider's own may.
  rmSync(join(scratch.root, relative(ROOT, __filename)));
});
afterAll(() => scratch.remove());

it('is laid out by npm run provider', async () => {
  await assertPasses(RUN, 'infra/cli/provider.ts', 'new', LAID_OUT);
});

if (FULL)
  it('has types that fit, whether it was copied or laid out', async () => {
    copyProvider(join(scratch.root, 'lib/providers'));
    // Another name makes lines longer.
    await assertPasses(BIOME, 'check', '--write', `lib/providers/${NAME}`);
    await assertPasses(RUN, 'infra/cli/outcome.ts', NAME);
    await assertPasses(TSC, '--noEmit');
  });

describe('npm run provider -- new', () => {
  const provider = (...args: string[]) => scratch.node(RUN, 'infra/cli/provider.ts', ...args);

  it('lays out a folder whose contract says in sentences what to fill in', async () => {
    const { code, output } = await scratch.node(
      JEST,
      '--testNamePattern',
      LAID_OUT,
      'test/contract/contract',
    );
    expect(code).toBe(1);
    const said = new Set(output.match(/^ +lib\/providers\/.*/gm)?.map((line) => line.trim()));
    expect([...said].sort()).toEqual([
      `lib/providers/${LAID_OUT}/identify.ts: say what makes a delivery the same again, which event it is, and of which order`,
      `lib/providers/${LAID_OUT}/signature.ts: verify what is signed, with its header, algorithm and encoding; then sign so`,
    ]);
  });

  it('lays out a folder that is formatted and linted', async () => {
    await assertPasses(
      BIOME,
      'check',
      '--error-on-warnings',
      `lib/providers/${LAID_OUT}`,
      'lib/providers/registry.ts',
    );
  });

  it('says what it does, and with which exit codes', async () => {
    const { code, output } = await provider('--help');
    expect(output).toMatch(/^Lays out the folder/);
    expect(output).toContain('Exit code 0');
    expect(code).toBe(0);
  });

  it.each([
    [[], 'expected new <name>, found nothing; see npm run provider -- --help\n'],
    [['old', 'shop'], 'expected new <name>, found old shop; see npm run provider -- --help\n'],
    [
      ['new', 'Some Shop'],
      'Some Shop: expected a name in kebab case, such as some-shop, of at most 40 characters\n',
    ],
    [['new', LAID_OUT], `${LAID_OUT}: lib/providers/${LAID_OUT} exists; choose another name\n`],
    [['new', 'a', '--force'], "Unknown option '--force'; see npm run provider -- --help\n"],
  ])('refuses %j with 2 and one line', async (args, line) => {
    expect(await provider(...args)).toEqual({ code: 2, output: line });
  });

  it('leaves nothing behind but its folder and its line', () => {
    const providersFolder = join(scratch.root, 'lib/providers');
    rmSync(join(providersFolder, LAID_OUT), { recursive: true });
    const registry = join(providersFolder, 'registry.ts');
    const lines = readFileSync(registry, 'utf8').split('\n');
    const others = lines.filter((line) => !line.includes(LAID_OUT));
    expect(lines.length - others.length).toBe(1);
    writeFileSync(registry, others.join('\n'));
  });
});

/** Tests of the new provider in these files. */
function named(...files: string[]): string[] {
  return ['--testNamePattern', NAME, ...files];
}

/** What is run in the copy, with files and arguments from its root. `.ci/run` does it: it takes minutes. */
const STEPS: readonly Step[] = [
  ['keeps the contract', JEST, ...named('test/contract/contract', 'test/contract/kit')],
  ['is formatted and linted', BIOME, 'check', '--error-on-warnings'],
  ['finds its place in the tree', JEST, 'test/layout'],
  ['passes its own tests', JEST, `lib/providers/${NAME}`],
  ['fits the bundles and the benchmarks', JEST, 'test/functions/bundle', 'test/bench'],
  ['loses nothing in the fault matrix', JEST, ...named('fault-matrix')],
  ['passes end to end', JEST, 'test/end-to-end/pipeline', 'test/end-to-end/counters'],
  ['carries large orders', JEST, ...named('test/end-to-end/large-orders')],
  ['balances in a small soak', RUN, 'test/soak/main.ts', '--deliveries', '300'],
];

if (FULL) {
  it.each(STEPS)('%s', async (_, script, ...args) => {
    await assertPasses(script, ...args);
  });

  it('is in the template', async () => {
    await assertPasses(CDK, 'synth', '--quiet');
    const template = readFileSync(join(scratch.root, 'cdk.out/OrderEvents.template.json'), 'utf8');
    expect(template).toContain(`order-events-${NAME}.fifo`);
  });
}

/** Ends with 0, and has done something. */
async function assertPasses(script: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await scratch.node(script, ...args);
  expect({ code, output: code === 0 ? '' : output.slice(-10_000) }).toEqual({ code: 0, output: '' });
  expect(output).not.toMatch(/No tests found|^Tests: .*\b0 total/m);
}

/** The folder under the new name, with every spelling of the old one replaced, and the line in the registry. */
function copyProvider(folder: string): void {
  const copy = join(folder, NAME);
  cpSync(join(folder, original), copy, { recursive: true });
  for (const path of filesBelow(copy)) {
    if (path.endsWith('/expected.json')) rmSync(path);
    else writeFileSync(path, renamed(readFileSync(path, 'utf8')));
    const [name = ''] = path.split('/').slice(-1);
    if (renamed(name) !== name) renameSync(path, join(path, '..', renamed(name)));
  }
  const registry = join(folder, 'registry.ts');
  const lines = readFileSync(registry, 'utf8');
  const line = `export * as ${NAME} from '#providers/${NAME}';\n`;
  writeFileSync(registry, lines.replace(/(?=^export )/m, line));
}

function renamed(text: string): string {
  const words = original.split('-');
  const title = (of: readonly string[]) => of.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [
    [original, NAME],
    [words.join('_').toUpperCase(), NAME.toUpperCase()],
    [title(words).join(' '), title([NAME]).join('')],
    [title(words).join(''), title([NAME]).join('')],
  ].reduce((renaming, [from = '', to = '']) => renaming.replaceAll(from, to), text);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
