import { type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { deliveryRoutes } from '../../../infra/cli/console/deliveries';
import type { Route } from '../../../infra/cli/console/route';
import { serveConsole } from '../../../infra/cli/console/server';
import { UsageError } from '../../../infra/cli/exit';
import { closing } from '../../support/closing';
import { createFakeSource, rowOf } from './fake-source';

const page = { type: 'text/html; charset=utf-8', content: Buffer.from('<p>pages</p>') };
const file = { type: 'text/javascript; charset=utf-8', content: Buffer.from('1') };

/** A console whose one action counts how often it was done. */
async function open(routes: readonly Route[] = []) {
  let done = 0;
  const action: Route = {
    method: 'POST',
    path: /^\/api\/act$/,
    async handle({ body }) {
      if (body === null) throw new UsageError('say what');
      done += 1;
      return { done, body };
    },
  };
  const files = new Map([
    ['/', page],
    ['/app.js', file],
  ]);
  const server = await serveConsole({ port: 0, files, routes: [action, ...routes] });
  closing(server.close);
  const { host, port } = new URL(server.url);

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });

  const [cookie = ''] = (await ask('/')).headers['set-cookie'] ?? [];
  const [token = ''] = cookie.split(';');
  return { ask, cookie, token, host, url: server.url, done: () => done };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

it.each(['evil.example', 'evil.example:4000', '127.0.0.1.evil.example', '10.0.0.1'])(
  'refuses the Host %j, and sets no cookie',
  async (host) => {
    const { ask } = await open();
    const answer = await ask('/', { host });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  },
);

it.each(['localhost', '127.0.0.1:9', '[::1]:1'])('answers to the Host %s', async (host) => {
  const { ask } = await open();
  expect((await ask('/', { host })).status).toBe(200);
});

it('gives its pages a token in a cookie that no script and no other site gets', async () => {
  const { cookie } = await open();
  expect(cookie).toMatch(/^order-events-console-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

it.each([
  ['without a token', {}, 401],
  ['with another token', { cookie: 'order-events-console-1=abc' }, 401],
  ['of another origin', { origin: 'http://evil.example' }, 403],
  ['of no origin at all', { origin: 'null' }, 403],
  ['of another port', { origin: 'http://127.0.0.1:1' }, 403],
  ['of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['of the same site, another origin', { 'sec-fetch-site': 'same-site' }, 403],
])('does no action %s', async (_, headers, status) => {
  const { ask, token, done } = await open();
  const own = status === 401 ? {} : { cookie: token };
  const answer = await ask('/api/act', { ...JSON_TYPE, ...own, ...headers }, 'POST', '{}');
  expect([answer.status, done()]).toEqual([status, 0]);
});

it('does no action that a form could send', async () => {
  const { ask, token, done } = await open();
  const headers = { cookie: token, 'content-type': 'text/plain' };
  expect((await ask('/api/act', headers, 'POST', '{}')).status).toBe(415);
  expect((await ask('/api/act', { cookie: token })).status).toBe(404);
  expect((await ask('/api/act', { ...JSON_TYPE, cookie: token }, 'PUT', '{}')).status).toBe(405);
  expect(done()).toBe(0);
});

it('does an action of its own page, and says what is wrong with one', async () => {
  const { ask, token, url } = await open();
  const headers = { ...JSON_TYPE, cookie: token, origin: url, 'sec-fetch-site': 'same-origin' };
  expect((await ask('/api/act', headers, 'POST', '{"a":1}')).text).toBe('{"done":1,"body":{"a":1}}');
  const refused = await ask('/api/act', headers, 'POST', 'null');
  expect([refused.status, refused.text]).toEqual([400, '{"error":"say what"}']);
  const large = await ask('/api/act', headers, 'POST', `"${'x'.repeat(1_048_577)}"`);
  expect(large.status).toBe(400);
});

it('shows nothing to who has no token', async () => {
  const { ask, token } = await open(deliveryRoutes(createFakeSource([rowOf('a')])));
  expect((await ask('/api/deliveries')).status).toBe(401);
  expect((await ask('/api/deliveries', { cookie: token })).status).toBe(200);
});

it('lets a page load nothing from elsewhere, and be framed by nobody', async () => {
  const { ask } = await open();
  for (const path of ['/', '/app.js', '/api/none']) {
    const { headers } = await ask(path);
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';.*frame-ancestors 'none'/);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

it('answers every address of a page with the pages, and no other file', async () => {
  const { ask } = await open();
  expect((await ask('/delivery/abc')).text).toBe('<p>pages</p>');
  expect((await ask('/../package.json')).status).toBe(404);
  expect((await ask('/app.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
});

it('says which port is taken', async () => {
  const { url } = await open();
  const again = serveConsole({ port: Number(new URL(url).port), files: new Map(), routes: [] });
  await expect(again).rejects.toThrow(/127\.0\.0\.1:\d+ is taken by another program/);
});

it('streams what changes, together, until the page goes away', async () => {
  const source = createFakeSource([]);
  const { url, token } = await open(deliveryRoutes(source));
  const gone = new AbortController();
  const response = await fetch(`${url}/api/stream`, { headers: { cookie: token }, signal: gone.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  while (source.watchers() === 0) await after(5);
  source.change(rowOf('a', { revision: 1 }));
  source.change(rowOf('b', { revision: 2 }));
  source.change(rowOf('a', { revision: 3, outcome: 'published' }));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  while (!read.includes('data:')) read += (await reader?.read())?.value ?? '';
  const { rows } = JSON.parse(/^data: (.*)$/m.exec(read)?.[1] ?? '');
  expect(rows.map(({ key, outcome }: { key: string; outcome: string }) => [key, outcome])).toEqual([
    ['a', 'published'],
    ['b', 'waiting'],
  ]);
  gone.abort();
  while (source.watchers() > 0) await after(5);
});
