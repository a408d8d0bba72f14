import { existsSync, readFileSync } from 'node:fs';
import { run as audit } from '../infra/cli/audit/run';
import { readArguments as readDlq } from '../infra/cli/dlq/arguments';
import { readArguments as readEndpoints } from '../infra/cli/endpoints/arguments';
import { run as reconcile } from '../infra/cli/reconcile/run';
import type { Terminal } from '../infra/cli/terminal';
import { run as trace } from '../infra/cli/trace/run';
import { anchorOf } from '../infra/stack/alarm';
import { FAILURES } from '../lib/failure';
import { providers } from '../lib/providers';
import { inRoot } from './support/running-stack';

const runbook = readFileSync(inRoot('RUNBOOK.md'), 'utf8');
const scripts: Record<string, string> = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).scripts;

/** No command has it: it is refused last, once all flags before it were known. */
const UNKNOWN = '--no-such-flag';

/** Reads arguments as the command does, and ends before anything is asked. @returns what it says of them, if anything */
type Reader = (argv: readonly string[]) => Promise<string | undefined>;

/** Commands that read their arguments by themselves. */
const reading =
  (read: (argv: readonly string[]) => unknown): Reader =>
  async (argv) => {
    try {
      read(argv);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };

/** Commands that go on once they have read them: they are given one flag too many. */
const running =
  (run: (argv: readonly string[], terminal: Terminal) => Promise<number>): Reader =>
  async (argv) => {
    const said: string[] = [];
    const say = (line: unknown) => void said.push(String(line));
    const terminal = { out: say, err: say, json: say, progress: () => {} } as unknown as Terminal;
    const code = await run([...argv, UNKNOWN], terminal);
    if (code === 2 && said.length === 1 && said[0]?.includes(UNKNOWN)) return undefined;
    return said.join('\n');
  };

const options = { env: {}, localFile: '/dev/null', now: () => 0 };
const READERS: Readonly<Record<string, Reader>> = {
  dlq: reading(readDlq),
  endpoints: reading(readEndpoints),
  audit: running((argv, terminal) => audit(argv, { ...options, terminal })),
  trace: running((argv, terminal) => trace(argv, { ...options, terminal })),
  reconcile: running((argv, terminal) =>
    reconcile(argv, {
      ...options,
      terminal,
      providers,
      signal: new AbortController().signal,
      get: () => Promise.reject(new Error('asked a provider')),
    }),
  ),
};

/** In prose and in the samples of what a command says; a placeholder is one word. */
const commands = [...runbook.matchAll(/(?:`|^\$ )npm run ([\w:-]+)((?: [^`\n]*)?)/gm)].map(
  ([, name = '', rest = '']) => ({
    name,
    argv: rest
      .replace(/<[^>]*>/g, 'word')
      .split(/\s+/)
      .filter((word) => word !== '' && word !== '--'),
  }),
);

it('names commands that exist, with arguments that they take', async () => {
  expect(commands.length).toBeGreaterThan(15);
  for (const { name, argv } of commands) {
    expect(Object.keys(scripts)).toContain(name);
    const read = READERS[name];
    if (!read) throw new Error(`npm run ${name}: the test does not know how it reads its arguments`);
    expect([name, ...argv, await read(argv)]).toEqual([name, ...argv, undefined]);
  }
});

it.each([
  ['endpoints', ['check', 'word', '--file', 'word'], 'expected a provider and an endpoint'],
  ['dlq', ['ls', '--bogus'], '--bogus'],
  ['dlq', ['replay', '--page', '2'], 'replay takes no --page'],
  ['audit', ['--bogus'], '--bogus'],
  ['trace', ['word', '--bogus'], '--bogus'],
  ['reconcile', ['word', '--bogus'], '--bogus'],
])('would see that %s does not take %j', async (name, argv, complaint) => {
  expect(await READERS[name]?.(argv)).toContain(complaint);
});

it('names codes that there are', () => {
  const named = [...runbook.matchAll(/--code ([A-Z_]+)/g)].map(([, code = '']) => code);
  expect(named.length).toBeGreaterThan(0);
  for (const code of named) expect(Object.keys(FAILURES)).toContain(code);
});

it('links to files and paragraphs that are there', () => {
  const links = [...runbook.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, file = '', anchor] of links) {
    const path = inRoot(file || 'RUNBOOK.md');
    expect([file, existsSync(path)]).toEqual([file, true]);
    if (anchor === undefined) continue;
    const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      anchorOf(text),
    );
    expect(headings).toContain(anchor);
  }
});
