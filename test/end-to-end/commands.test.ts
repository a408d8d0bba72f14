import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { localStackFile } from '../../infra/cli/place';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { type Running, run } from '../support/command';
import { firstEndpoint } from '../support/running-stack';

jest.setTimeout(120_000);

/** Any will do. */
const [provider] = providers as [Provider];
const { name } = provider;

describe('npm start', () => {
  let start: Running;
  let url = '';
  let awsPort = '';

  beforeAll(async () => {
    start = run('infra/cli/start.ts', [], { PORT: '0', AWS_PORT: '0', CONTROL: '1' });
    const [, door = '', aws = ''] = await start.prints(
      /ready: webhooks on (http:\S+?)\/webhooks\/\S+, AWS on (http:\S+)/,
    );
    url = door;
    awsPort = new URL(aws).port;
    await start.prints(/waiting for deliveries/);
  });

  it.each(providers.map(({ name }) => name))(
    'shows an event of %s that came through the pipeline',
    (name) => {
      const events = [...start.output().matchAll(/on the bus: (\{\n[\s\S]*?\n\})\n/g)].map(([, json = '']) =>
        JSON.parse(json),
      );
      const event = events.find(({ metadata }) => metadata.provider === name);
      expect(start.output()).toContain(`→ 200 {"status":"accepted","id":"${event.metadata.id}"}`);
      expect(event.data.order.id).toBe(event.metadata.subject);
    },
  );

  it.each(providers.map(({ name }) => name))('takes a delivery of npm run send for %s', async (name) => {
    const send = run('infra/cli/send.ts', [name, '--url', url]);
    expect(await send.ended).toBe(0);
    const [, id] = /^200 \{"status":"accepted","id":"([0-9a-f]{64})"\}$/m.exec(send.output()) ?? [];
    await start.prints(new RegExp(`published .*id=${id}`));
    await start.prints(new RegExp(`daily total .*id=${id}`));
  });

  it('lets send fail for a key that the door does not know', async () => {
    const [endpoint, entry] = firstEndpoint(provider);
    const documents = {
      [name]: { [endpoint]: { ...entry, secrets: [Buffer.alloc(32, 'x').toString('base64')] } },
    };
    const send = run('infra/cli/send.ts', [name, '--url', url], { ENDPOINTS: write(documents) });
    expect(await send.ended).toBe(1);
    expect(send.output()).toContain('401 {"error":"unauthorized"}');
  });

  it('sends the payload of a file as it is', async () => {
    const payload = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'payload.json');
    writeFileSync(payload, 'not json');
    const send = run('infra/cli/send.ts', [name, '--file', payload, '--url', url]);
    expect(await send.ended).toBe(0);
    await start.prints(/dead-lettered .*code=NOT_JSON/);
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

  it('tells of the dead letter of a subscriber', async () => {
    const aws = `http://127.0.0.1:${awsPort}`;
    const events = new EventBridgeClient({
      endpoint: aws,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const entry = { EventBusName: 'order-events', Source: 'orders.none', DetailType: 'order.created.v1' };
    await events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: '{"no": "order"}' }] }));
    events.destroy();
    // Lambda tries an event again after one and two minutes.
    const body = JSON.stringify({ advance: 130_000 });
    const moving = setInterval(() => void fetch(`${aws}/_control/clock`, { method: 'POST', body }), 200);
    await start.prints(/dead letter in order-events-daily-totals-function-dead/);
    clearInterval(moving);
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

describe('a malformed ENDPOINTS file', () => {
  const cases: [string, string, string[]][] = [
    ['is not JSON', '{"a": secret', ['/: expected JSON']],
    [
      'is not JSON in its second line',
      '{"a":\n {,"secret"}}',
      ['/: expected JSON, found something else at line 2, column 3'],
    ],
    ['is cut off', '{"a":', ['/: expected JSON, found the end of the file']],
    ['is empty', '', ['/: expected JSON, found the end of the file']],
    ['is a list', '[]', ['/:', 'expected an object of providers']],
    ['names an unknown provider', '{"shop": {}}', ['/shop:', 'is no provider']],
    ['has a list for a document', `{"${name}": []}`, [`/${name}:`, 'expected an object of endpoints']],
    ['has a name that no URL reaches', `{"${name}": {"a/b": {}}}`, [`/${name}/a~1b:`, "an endpoint's name"]],
    ['has a text for an entry', `{"${name}": {"a": "secret"}}`, [`/${name}/a`]],
    ['has no account', `{"${name}": {"a": {"secrets": ["secret"]}}}`, [`/${name}/a/account:`]],
    [
      'has a text for secrets',
      `{"${name}": {"a": {"secrets": "secret", "account": "a"}}}`,
      [`/${name}/a/secrets:`, 'expected a list'],
    ],
  ];

  it.each(cases)(
    'that %s is told with file, place and expectation, and ends start with 2',
    async (_, text, expected) => {
      const file = write(text);
      const start = run('infra/cli/start.ts', [], { PORT: '0', AWS_PORT: '0', ENDPOINTS: file });
      expect(await start.ended).toBe(2);
      for (const part of [file, ...expected]) expect(start.output()).toContain(part);
      expect(start.output()).not.toContain('secret"');
    },
  );

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
    [['nobody'], 'expected one provider, found nobody'],
    [[], 'expected one provider, found none'],
    [[name, '--colour', 'red'], '--colour'],
    [[name, '--endpoint', 'nowhere'], `expected an endpoint nowhere, found ${firstEndpoint(provider)[0]}`],
    [[name, '--file', '/no/such.json'], '--file /no/such.json: cannot be read (ENOENT)'],
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

function write(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'order-events-')), 'endpoints.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
