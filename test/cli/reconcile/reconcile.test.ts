import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGet } from '../../../infra/cli/reconcile/api';
import { publishedInFile, publishedInLogs } from '../../../infra/cli/reconcile/published';
import { run } from '../../../infra/cli/reconcile/run';
import { fieldOf } from '../../../lib/json';
import { logHash } from '../../../lib/log-hash';
import { secretNameOf } from '../../../lib/names';
import type { Provider, Recovery } from '../../../lib/provider';
import { kitOf } from '../../../lib/providers/kits';
import { openWorld, plain, SOURCE, type World } from '../dlq/world';

const TOKEN = 'api-token-of-acme';
const NOW = Date.UTC(2026, 10, 25);
const CHANGED = '2026-11-24T10:00:00Z';
const keyOf = (order: number) => `${plain.name}:acme:${order}`;

/** An API that lists orders by their number and hands out the webhook's own payload. */
const recovery: Recovery = {
  baseUrl: () => 'http://127.0.0.1:9/',
  headers: (token) => ({ authorization: `Bearer ${token}` }),
  listPath: (since) => `orders?since=${encodeURIComponent(since)}`,
  readPage(page) {
    const [orders, next] = [fieldOf(page, 'orders'), fieldOf(page, 'next')];
    if (!Array.isArray(orders)) return undefined;
    return {
      orders: orders.map((number) => ({ theirId: String(number), changedAt: CHANGED })),
      ...(typeof next === 'string' && { next }),
    };
  },
  orderPath: (number) => `orders/${number}`,
  toPayload: (order) => order,
};
const provider: Provider = { ...plain, recovery };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let world: World;
let folder: string;
let api: { url: string; seen: string[]; answer: Answer; close(): Promise<unknown> };

beforeEach(async () => {
  world = await openWorld();
  folder = mkdtempSync(join(tmpdir(), 'order-events-'));
  api = await openApi();
  await world.call('secretsmanager', 'CreateSecret', {
    Name: secretNameOf(plain.name),
    SecretString: JSON.stringify({
      shop: { secrets: ['a-secret-of-the-shop'], account: 'acme', api: { token: TOKEN, url: api.url } },
      other: { secrets: ['a-secret-of-another'], account: 'other' },
    }),
  });
});
afterEach(async () => {
  await api.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Three orders on two pages. */
const listing: Answer = (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', api.url);
  const order = /^\/orders\/(\d+)$/.exec(pathname)?.[1];
  if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
  else if (order) response.end(JSON.stringify(payloadOf(Number(order))));
  else if (searchParams.has('page')) response.end(JSON.stringify({ orders: [1003] }));
  else response.end(JSON.stringify({ orders: [1001, 1002], next: `${api.url}orders?page=2` }));
};

const payloadOf = (order: number): object => {
  const [event = ''] = Object.keys(plain.events);
  return kitOf(plain).write({ event, account: 'acme', order });
};

async function openApi() {
  const server = createServer((request, response) => {
    opened.seen.push(request.url ?? '');
    opened.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const opened = {
    url: `http://127.0.0.1:${port}/`,
    seen: [] as string[],
    answer: listing,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  return opened;
}

async function reconcile(published: readonly object[], argv: readonly string[] = [], patienceMs = 5_000) {
  const file = join(folder, 'published.jsonl');
  writeFileSync(file, published.map((line) => JSON.stringify(line)).join('\n'));
  const printed = { out: [] as string[], err: [] as string[], waits: [] as number[] };
  const args = [plain.name, '--since', '2d', '--published', file, '--endpoint-url', world.url, ...argv];
  const code = await run(args, {
    terminal: {
      interactive: false,
      out: (line) => void printed.out.push(line),
      err: (line) => void printed.err.push(line),
      json: (value) => void printed.out.push(JSON.stringify(value)),
      progress: () => {},
      ask: async () => false,
    },
    env: {},
    localFile: '/nowhere',
    providers: [provider],
    now: () => NOW,
    signal: new AbortController().signal,
    get: createGet({ patienceMs, sleep: async (milliseconds) => printed.waits.push(milliseconds) }),
  });
  const [out, err] = [printed.out.join('\n'), printed.err.join('\n')];
  expect(out + err).not.toContain(TOKEN);
  return { code, out, err, waits: printed.waits };
}

const KNOWN = [
  { subject: keyOf(1001), time: '2026-11-24T10:00:00.000Z' },
  { metadata: { subject: keyOf(1002), time: '2026-11-24T09:00:00.000Z' } },
];

describe('npm run reconcile', () => {
  it('puts what is missing or stale on the queue, and nothing else', async () => {
    const { code, out } = await reconcile(KNOWN);
    expect(out).toMatch(/1002 +stale/);
    expect(out).toMatch(/1003 +missing/);
    expect(code).toBe(0);
    const messages = (await world.drain(SOURCE)).map(({ body }) => JSON.parse(body));
    expect(messages.map(({ orderKey }) => orderKey).sort()).toEqual([keyOf(1002), keyOf(1003)]);
    const [{ causationId }] = messages;
    expect(causationId).toMatch(/^reconcile-/);
    for (const message of messages)
      expect(message).toMatchObject({
        ...{ provider: plain.name, endpoint: 'shop', account: 'acme', causationId, replay: true },
        receivedAt: new Date(NOW).toISOString(),
        correlationId: expect.stringContaining(causationId),
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
      });
  });

  it('gives an order that has not changed the same id each time', async () => {
    const idsAfter = async () => {
      await reconcile(KNOWN);
      return (await world.drain(SOURCE)).map(({ deduplication }) => deduplication).sort();
    };
    const ids = await idsAfter();
    expect(ids).toHaveLength(2);
    // SQS drops for five minutes what has the same id.
    expect(await idsAfter()).toEqual([]);
  });

  it('sends nothing in a dry run', async () => {
    const { code, out } = await reconcile(KNOWN, ['--dry-run', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ listed: 3, orders: [{ result: 'kept' }, { result: 'kept' }] });
    expect(await world.drain(SOURCE)).toEqual([]);
    expect(api.seen.filter((url) => /orders\/\d/.test(url))).toEqual([]);
  });

  it('waits as long as the API asks', async () => {
    let refusals = 2;
    api.answer = (request, response) => {
      if (refusals-- > 0) response.writeHead(429, { 'retry-after': '7' }).end();
      else listing(request, response);
    };
    const { code, waits } = await reconcile(KNOWN);
    expect({ code, waits }).toEqual({ code: 0, waits: [7_000, 7_000] });
  });

  it('says that the token is refused', async () => {
    api.answer = (_, response) => response.writeHead(401).end();
    const { code, err } = await reconcile(KNOWN);
    expect(code).toBe(2);
    expect(err).toContain('Correct api.token');
    expect(api.seen).toHaveLength(1);
  });

  it('gives up an API that does not answer in time', async () => {
    api.answer = () => {};
    const { code, err } = await reconcile(KNOWN, [], 20);
    expect(code).toBe(1);
    expect(err).toContain('did not answer 5 times: nothing came in 0.02 s');
  });

  it.each([
    ['no JSON', '<html>', 'no page of orders'],
    [
      'a page that goes on elsewhere',
      '{"orders":[],"next":"http://elsewhere.example/"}',
      'elsewhere.example',
    ],
  ])('stops at %s', async (_, text, message) => {
    api.answer = (_request, response) => response.end(text);
    const { code, err } = await reconcile(KNOWN);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
  });

  it('goes on past an order that today’s mapping cannot read, and says why', async () => {
    api.answer = (request, response) =>
      request.url === '/orders/1002' ? response.end('{}') : listing(request, response);
    const { code, out } = await reconcile(KNOWN);
    expect(code).toBe(1);
    expect(out).toMatch(/1002 .*SCHEMA_MISMATCH/);
    expect(out).toMatch(/1003 .*sent/);
  });

  it.each([
    [[plain.name], '--since TIME is missing'],
    [['nobody', '--since', '1d'], 'expected one provider'],
    [[plain.name, '--since', 'soon'], '--since soon'],
  ])('refuses %j', async (argv, message) => {
    const err: string[] = [];
    const terminal = { out: () => {}, err: (line: string) => void err.push(line), json: () => {} };
    const code = await run(argv, {
      terminal: { ...terminal, interactive: false, progress: () => {}, ask: async () => false },
      ...{ env: {}, localFile: '/nowhere', providers: [provider], now: () => NOW },
      ...{ signal: new AbortController().signal, get: async () => '' },
    });
    expect({ code, err: err.join() }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });
});

describe('what was published', () => {
  it('is told by the log, by the hash of the order', async () => {
    const line = (message: 'published' | 'accepted', timestamp: string) => ({
      ...{ message, timestamp, level: 'INFO', provider: plain.name, orderHash: logHash('key', '1001') },
    });
    const lines = [line('published', CHANGED), line('accepted', '2026-11-24T11:00:00Z')];
    const source = {
      label: 'a log',
      async *lines() {
        yield* lines;
      },
    };
    const published = await publishedInLogs(source, 'key', { since: 0, until: NOW });
    const newestOf = (theirId: string) => published.newestOf({ orderKey: '', theirId });
    expect([newestOf('1001'), newestOf('1002')]).toEqual([Date.parse(CHANGED), undefined]);
  });

  it.each([
    ['', 'nothing', false],
    ['\n{"subject":"a","time":"2026-01-01T00:00:00Z"}\n', 'a line', false],
    ['{"subject":"a","time":"2026-01-01T00:00:00Z"}\n{"subject":"a"}', 'a line without a time', true],
    ['{', 'no JSON', true],
  ])('is read from a file of lines: %j', (text, _, isWrong) =>
    expect(typeof publishedInFile(text) === 'number').toBe(isWrong),
  );
});
