import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { localStackFile } from '../../infra/cli/paths';
import { summaryOf } from '../../infra/cli/samples';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { type Running, run } from '../support/command';
import { firstEndpoint } from '../support/running-stack';

jest.setTimeout(60_000);

/** Any will do. */
const [provider] = providers as [Provider];
const { name } = provider;

const READY = /^ready: webhooks on (http:\S+), AWS on (http:\S+)$/m;
const SECRET_OF_NOBODY = Buffer.alloc(32, 'x').toString('base64');

describe('npm start', () => {
  let start: Running;
  let url = '';
  let awsPort = '';

  beforeAll(async () => {
    start = run('infra/cli/start.ts', ['--json'], { PORT: '0', AWS_PORT: '0', CONTROL: '1' });
    const [, webhooks = '', aws = ''] = await start.prints(READY);
    url = webhooks;
    awsPort = new URL(aws).port;
    await start.prints(/npm run dlq -- ls .*\n/);
  });

  const moveClock = (milliseconds: number) =>
    fetch(`http://127.0.0.1:${awsPort}/_control/clock`, {
      method: 'POST',
      body: JSON.stringify({ advance: milliseconds }),
    });

  it.each(providers.map(({ name }) => name))(
    'prints the whole event of %s with --json, and a line and a summary of it',
    (name) => {
      const events = [...start.output().matchAll(/^\{.*\}$/gm)].map(([json]) => JSON.parse(json));
      const { metadata, data } = events.find((event) => event.metadata.provider === name);
      expect(data.order.id).toBe(metadata.subject);
      const row = new RegExp(
        `^\\d\\d:\\d\\d:\\d\\d   ${name} .* published +${metadata.id.slice(0, 12)}$`,
        'm',
      );
      expect(start.output()).toMatch(row);
      expect(start.output()).toMatch(new RegExp(`^sample: POST /webhooks/${name}/\\S+ → 200$`, 'm'));
      expect(start.output()).toContain(summaryOf({ metadata, data }));
    },
  );

  it('fits a screen of 80 columns and 24 rows, and ends with what to try', () => {
    const [shown = ''] = /^[\s\S]*npm run dlq -- ls .*$/m.exec(start.output()) ?? [];
    const lines = shown.split('\n').filter((text) => !text.startsWith('{'));
    expect(lines).toContainEqual(expect.stringMatching(/npm run dlq -- ls/));
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.filter((text) => text.length > 80)).toEqual([]);
    for (const { name } of providers) expect(shown).toMatch(new RegExp(` ${name} .* published `));
    expect(shown).not.toContain('\u001b');
  });

  it.each(providers.map(({ name }) => name))('takes a delivery of npm run send for %s', async (name) => {
    const send = run('infra/cli/send.ts', [name, '--url', url]);
    expect(await send.ended).toBe(0);
    const [, id] = /^200 \{"status":"accepted","id":"([0-9a-f]{64})"\}$/m.exec(send.output()) ?? [];
    await start.prints(new RegExp(`published +${id?.slice(0, 12)}`));
  });

  it("shows what the example subscriber makes of the samples' events", async () => {
    await start.prints(/daily total id=/);
  });

  it('lets send fail for a key that the receiver does not know', async () => {
    // The receiver refuses only with secrets that it read just now, and reads them every 30 seconds at most.
    await moveClock(31_000);
    const [endpoint, entry] = firstEndpoint(provider);
    const documents = { [name]: { [endpoint]: { ...entry, secrets: [SECRET_OF_NOBODY] } } };
    const send = run('infra/cli/send.ts', [name, '--url', url], { ENDPOINTS: write(documents) });
    expect(await send.ended).toBe(1);
    expect(send.output()).toContain('401 {"error":"unauthorized"}');
  });

  it('sends the payload of a file as it is where --raw says so', async () => {
    const file = write('not json');
    const send = run('infra/cli/send.ts', [name, '--file', file, '--raw', '--url', url]);
    expect(await send.ended).toBe(0);
    await start.prints(/dead-lettered .*\n +NOT_JSON \(parse\): npm run dlq -- explain [0-9a-f]{12}/);
  });

  it('and send say that SQS dropped a repeat', async () => {
    const [event = ''] = Object.keys(provider.events);
    const file = write(provider.sample(event, firstEndpoint(provider)[1].account));
    const send = () => run('infra/cli/send.ts', [name, '--file', file, '--url', url]);
    const first = send();
    expect(await first.ended).toBe(0);
    expect(first.output()).not.toContain('repeat');
    const second = send();
    expect(await second.ended).toBe(0);
    expect(second.output()).toMatch(/^a repeat: a delivery with this id was accepted \d+ s ago/m);
    await start.prints(/ repeat .*\n +SQS dropped it: the same id came/);
  });

  it('shows what send --set changed', async () => {
    const [event = ''] = Object.keys(provider.events);
    const [place] = placesOf('currency', JSON.parse(provider.sample(event, 'any')));
    const send = run('infra/cli/send.ts', [name, '--set', `${place}=ZZZ`, '--url', url]);
    expect(await send.ended).toBe(0);
    await start.prints(/dead-lettered .*\n +UNKNOWN_CURRENCY/);
  });

  it('says what AWS would want of a target that is made by hand', async () => {
    const events = new EventBridgeClient({
      endpoint: `http://127.0.0.1:${awsPort}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const rule = { EventBusName: 'order-events', Name: 'mine' };
    await events.send(new PutRuleCommand({ ...rule, EventPattern: '{"source":[{"prefix":"orders."}]}' }));
    const target = { Id: 'mine', Arn: 'arn:aws:sqs:us-east-1:000000000000:mine' };
    await events.send(
      new PutTargetsCommand({ EventBusName: 'order-events', Rule: 'mine', Targets: [target] }),
    );
    events.destroy();
    await start.prints(/note: on AWS a queue that is a target needs a policy/);
  });

  it('reports the dead letter of a subscriber', async () => {
    const aws = `http://127.0.0.1:${awsPort}`;
    const events = new EventBridgeClient({
      endpoint: aws,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const entry = { EventBusName: 'order-events', Source: 'orders.none', DetailType: 'order.created.v1' };
    // The example's rule lets no test order pass: as far as it can see this is none.
    const Detail = '{"metadata": {"test": false}}';
    await events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail }] }));
    events.destroy();
    const dead = start.prints(/dead letter in\s+\S*FunctionDeadLetterQueue/).then(() => true);
    // Lambda tries an event again after one and two minutes.
    do await moveClock(130_000);
    while (!(await Promise.race([dead, after(50, false)])));
  });

  it('names the port that is taken, and ends with 2', async () => {
    const { port } = new URL(url);
    const second = run('infra/cli/start.ts', [], { PORT: port, AWS_PORT: '0' });
    expect(await second.ended).toBe(2);
    expect(second.output()).toContain(port);
  });

  it('does not take one port for both', async () => {
    const both = run('infra/cli/start.ts', [], { PORT: '4567', AWS_PORT: '4567' });
    expect(await both.ended).toBe(2);
    expect(both.output()).toBe('PORT and AWS_PORT are both 4567; choose two\n');
  });

  it('says where it is while it runs, and ends with 0 on SIGTERM', async () => {
    const file = localStackFile(awsPort);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      awsUrl: `http://127.0.0.1:${awsPort}`,
      outputs: { WebhookUrl: url },
    });
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(existsSync(file)).toBe(false);
  });
});

describe.each([
  ['start', 'npm start [-- --json]'],
  ['send', 'npm run send -- <provider>'],
  ['schema', 'npm run -s schema'],
  ['console/main', 'npm run console -- --stack OrderEvents'],
  ['dlq/main', 'npm run dlq -- ls'],
  ['smoke/main', 'npm run smoke -- [--url URL]'],
  ['trace/main', 'npm run trace -- <anything>'],
  ['endpoints/main', 'npm run endpoints -- ls'],
])('infra/cli/%s.ts', (command, usage) => {
  it('explains itself with --help, and refuses what it does not know', async () => {
    const help = run(`infra/cli/${command}.ts`, ['--help']);
    const refused = run(`infra/cli/${command}.ts`, ['--bogus']);
    expect([await help.ended, await refused.ended]).toEqual([0, 2]);
    expect(help.output()).toContain(usage);
    expect(
      help
        .output()
        .split('\n')
        .filter((text) => text.length > 120),
    ).toEqual([]);
    expect(refused.output()).toContain("Unknown option '--bogus'");
  });
});

describe('an ENDPOINTS file', () => {
  it('that does not exist ends start and send with 2', async () => {
    for (const command of ['start', 'send']) {
      const child = run(`infra/cli/${command}.ts`, command === 'send' ? [name] : [], {
        ENDPOINTS: '/no/such.json',
      });
      expect(await child.ended).toBe(2);
      expect(child.output()).toContain('/no/such.json: cannot be read (ENOENT)');
    }
  });
});

describe('npm run send', () => {
  it.each([
    [['nobody'], 'found nobody; see npm run send -- --help'],
    [[], 'found none; see npm run send -- --help'],
    [[name, '--colour', 'red'], '--colour'],
    [[name, '--endpoint', 'nowhere'], `expected an endpoint nowhere, found ${firstEndpoint(provider)[0]}`],
    [[name, '--file', '/no/such.json'], '--file /no/such.json: cannot be read (ENOENT)'],
    [[name, '--file', 'LICENSE'], '--file LICENSE: is no JSON; add --raw to send it as it is'],
    [[name, '--set', 'no.such.place=1'], '--set no.such.place: the payload has no no'],
    [[name, '--url', 'nonsense'], '--url nonsense'],
  ])('refuses %j with 2 and says why', async (args, message) => {
    const send = run('infra/cli/send.ts', args);
    expect(await send.ended).toBe(2);
    expect(send.output()).toContain(message);
  });

  it('says when nobody answers', async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const send = run('infra/cli/send.ts', [name, '--url', `http://127.0.0.1:${port}`]);
    expect(await send.ended).toBe(2);
    expect(send.output()).toContain(
      'cannot be reached (ECONNREFUSED): nothing listens there; npm start does',
    );
  });
});

/** Where fields of that name are, with dots between the steps. */
const placesOf = (name: string, value: unknown): string[] =>
  Object.entries(value ?? {}).flatMap(([key, child]) =>
    typeof child === 'object'
      ? placesOf(name, child).map((place) => `${key}.${place}`)
      : key === name
        ? [key]
        : [],
  );

function write(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'endpoints.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
