import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { run } from '../../infra/cli/smoke/run';
import { providers } from '../../lib/providers';
import { type RunningStack, runStack } from '../support/running-stack';

jest.setTimeout(60_000);
let running: RunningStack;
let localFile: string;

beforeAll(async () => {
  running = await runStack();
  const { awsUrl, outputs } = running.stack;
  localFile = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'local.json');
  writeFileSync(localFile, JSON.stringify({ awsUrl, outputs }));
});
afterEach(async () => {
  const { QueueUrls = [] } = await running.sqs.send(new ListQueuesCommand({}));
  const { Rules = [] } = await running.events.send(
    new ListRulesCommand({ EventBusName: running.stack.outputs.BusName }),
  );
  const made = [...QueueUrls, ...Rules.map(({ Name }) => Name)].filter((name) => /smoke/.test(String(name)));
  expect(made).toEqual([]);
});

async function smoke(argv: readonly string[], { env = {}, signal = new AbortController().signal } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    interactive: false,
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    json: (value: unknown) => void out.push(JSON.stringify(value)),
    progress() {},
    ask: async () => false,
  };
  const options = { terminal, env, localFile, providers, now: Date.now, signal };
  const code = await run([...argv, '--local'], options);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('proves every provider, and leaves nothing behind', async () => {
  const { code, out } = await smoke(['--unmarked', '--json']);
  const proofs = JSON.parse(out) as { provider: string; result: string; id: string }[];
  expect(code).toBe(0);
  expect(proofs.map(({ provider, result }) => [provider, result]).sort()).toEqual(
    providers.map(({ name }) => [name, 'proven']).sort(),
  );
  for (const { id } of proofs)
    expect(running.logs).toContainEqual(expect.objectContaining({ message: 'published', id }));
});

it('sends nothing that looks like a real order unless it is asked to', async () => {
  const { out } = await smoke(['--json']);
  for (const { result, why, id } of JSON.parse(out)) {
    if (result === 'skipped') expect(why).toContain('--unmarked');
    else expect(running.logs).toContainEqual(expect.objectContaining({ message: 'published', id }));
  }
});

it('says what a provider was answered, and ends with 1', async () => {
  const { code, out } = await smoke(['--unmarked', '--url', `${running.stack.url}/elsewhere`]);
  expect(code).toBe(1);
  for (const { name } of providers) expect(out).toContain(`${name}  failed: answered 404`);
});

it('leaves nothing behind where it is interrupted', async () => {
  const interruption = new AbortController();
  interruption.abort();
  expect(await smoke(['--unmarked'], { signal: interruption.signal })).toMatchObject({ code: 130 });
});

it.each([
  [['--within', '0'], '--within 0: expected whole seconds'],
  [['--provider', 'nobody'], '--provider nobody: expected one of'],
  [['word'], 'word: expected only options'],
])('refuses %j', async (argv, message) => {
  expect(await smoke(argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});
