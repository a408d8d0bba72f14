import { createServer, request as httpRequest } from 'node:http';
import { createHttpApi, type HttpApiDefinition } from '../http-api/http-api';
import { createRouter } from '../http-api/routes';
import type { Outcome } from '../lambda/definition';
import { closeServer, listen } from '../listen';
import { createManualClock } from '../manual-clock';
import type { JsonObject } from '../service';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const target = { functionName: 'fn', timeout: 30_000 };

/** An API with these routes in front of a function that is called with each event. */
async function api(handle: (event: JsonObject) => unknown, definition: Partial<HttpApiDefinition> = {}) {
  const clock = createManualClock();
  const events: JsonObject[] = [];
  const listener = createHttpApi({
    clock,
    definition: {
      apiId: 'abc',
      accountId: '000000000000',
      stage: '$default',
      routes: [{ key: 'ANY /{rest+}', target }],
      throttling: {},
      ...definition,
    },
    async invoke(_, event, requestId): Promise<Outcome> {
      events.push(JSON.parse(event));
      try {
        return { requestId, payload: JSON.stringify(await handle(JSON.parse(event))) ?? 'null' };
      } catch (error) {
        return { requestId, error: { errorType: 'Error', errorMessage: String(error) } };
      }
    },
  });
  const server = createServer({ maxHeaderSize: 64 * 1024 }, listener);
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  closers.push(() => closeServer(server));
  return { url, events, clock };
}

const message = async (response: Response) => [response.status, await response.text()];

describe('the event of an HTTP API', () => {
  it('is of payload format 2.0', async () => {
    const { url, events } = await api(() => null, { routes: [{ key: 'POST /a/{name}', target }] });
    await fetch(`${url}/a/b%20c?x=1&x=2&y=%C3%A9`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'User-Agent': 'test', cookie: 'a=1; b=2' },
      body: '{"é":1}',
    });
    expect(events[0]).toMatchObject({
      version: '2.0',
      routeKey: 'POST /a/{name}',
      rawPath: '/a/b%20c',
      rawQueryString: 'x=1&x=2&y=%C3%A9',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', 'user-agent': 'test', 'x-forwarded-for': '127.0.0.1' },
      queryStringParameters: { x: '1,2', y: 'é' },
      pathParameters: { name: 'b c' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'abc',
        http: {
          method: 'POST',
          path: '/a/b%20c',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        routeKey: 'POST /a/{name}',
        stage: '$default',
        time: '01/Jan/2026:00:00:00 +0000',
        timeEpoch: 1767225600000,
      },
      body: '{"é":1}',
      isBase64Encoded: false,
    });
  });

  it('joins repeated headers with commas, under names in lower case', async () => {
    const { url, events } = await api(() => null);
    await new Promise((resolve) => {
      const headers = ['X-Two', 'a', 'x-two', 'b', 'Host', 'h'];
      httpRequest(`${url}/x`, { headers: headers as never }, (response) =>
        response.resume().on('end', resolve),
      ).end();
    });
    expect(events[0]?.headers).toMatchObject({ 'x-two': 'a,b', host: 'h' });
  });

  it.each<[string, string | undefined, Buffer, boolean]>([
    ['JSON', 'application/json', Buffer.from('{}'), false],
    ['JSON with a charset', 'application/json; charset=utf-8', Buffer.from('é'), false],
    ['text', 'text/csv', Buffer.from('a,b'), false],
    ['XML', 'application/xml', Buffer.from('<a/>'), false],
    ['another type', 'application/octet-stream', Buffer.from('text'), true],
    ['no type', undefined, Buffer.from('text'), true],
    ['text that is not UTF-8', 'text/plain', Buffer.from([0xff, 0xfe, 0x00]), true],
  ])('keeps the bytes of a body: %s', async (_, type, bytes, isBase64Encoded) => {
    const { url, events } = await api(() => null);
    await fetch(`${url}/x`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: type ? { 'content-type': type } : {},
    });
    const [event] = events;
    expect(event?.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(String(event?.body), isBase64Encoded ? 'base64' : 'utf8')).toEqual(bytes);
  });

  it('has no body where the request has none', async () => {
    const { url, events } = await api(() => null);
    await fetch(`${url}/x`);
    expect(events[0]).not.toHaveProperty('body');
    expect(events[0]?.isBase64Encoded).toBe(false);
  });
});

describe('the answer of an HTTP API', () => {
  it('is the structured answer of the function', async () => {
    const { url } = await api(() => ({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'X-Number': 1 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('<p>').toString('base64'),
      isBase64Encoded: true,
    }));
    const response = await fetch(`${url}/x`);
    expect(await message(response)).toEqual([201, '<p>']);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('x-number')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it.each<[string, unknown, number, string]>([
    ['an object', { a: 1 }, 200, '{"a":1}'],
    ['text', 'hello', 200, 'hello'],
    ['nothing', undefined, 200, 'null'],
    ['a structured answer without a body', { statusCode: 204 }, 204, ''],
    ['a status that is none', { statusCode: 'no' }, 500, '{"message":"Internal Server Error"}'],
    ['a body that is no text', { statusCode: 200, body: {} }, 500, '{"message":"Internal Server Error"}'],
  ])('is made of any result: %s', async (_, result, status, body) => {
    const { url } = await api(() => result);
    expect(await message(await fetch(`${url}/x`))).toEqual([status, body]);
  });

  it('is 404 where no route leads', async () => {
    const { url } = await api(() => null, { routes: [{ key: 'POST /a', target }] });
    expect(await message(await fetch(`${url}/a`))).toEqual([404, '{"message":"Not Found"}']);
  });

  it('is 500 where the function fails', async () => {
    const { url } = await api(() => {
      throw new Error('no');
    });
    expect(await message(await fetch(`${url}/x`))).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('is 503 where the function takes longer than the integration waits', async () => {
    const slow = { functionName: 'fn', timeout: 50 };
    const { url } = await api(() => new Promise(() => {}), { routes: [{ key: '$default', target: slow }] });
    expect(await message(await fetch(url))).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it.each([
    ['more than 10 MB', 'application/json', 10 * 1024 * 1024 + 1],
    ['far more than 10 MB', 'application/json', 20 * 1024 * 1024],
    ['more than 6 MB as an event', 'application/json', 6 * 1024 * 1024],
    ['more than 6 MB as an event in base64', 'application/octet-stream', 5 * 1024 * 1024],
  ])('is 413 for a body of %s', async (_, type, length) => {
    const { url, events } = await api(() => null);
    const response = await fetch(`${url}/x`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(length).fill(97),
    });
    expect(await message(response)).toEqual([413, '{"message":"Request Entity Too Large"}']);
    expect(events).toEqual([]);
  });

  it('is 413 for a body of unknown length that turns out too long', async () => {
    const { url } = await api(() => null);
    const status = await new Promise((resolve) => {
      const request = httpRequest(`${url}/x`, { method: 'POST' }, (response) => resolve(response.statusCode));
      request.on('error', () => {});
      const chunk = Buffer.alloc(1024 * 1024);
      const write = (left: number): void =>
        left === 0 ? void request.end() : void request.write(chunk, () => write(left - 1));
      write(11);
    });
    expect(status).toBe(413);
  });

  it('is 431 for more than 10,240 bytes of headers', async () => {
    const { url } = await api(() => null);
    const response = await fetch(`${url}/x`, { headers: { 'x-long': 'a'.repeat(10_240) } });
    expect(response.status).toBe(431);
  });

  it('is 429 where requests come faster than the stage lets them, until time has passed', async () => {
    const { url, clock } = await api(() => 'ok', { throttling: { $default: { rate: 1, burst: 2 } } });
    const statuses = async (count: number) => {
      const all: number[] = [];
      for (let index = 0; index < count; index++) all.push((await fetch(`${url}/x`)).status);
      return all;
    };
    expect(await statuses(3)).toEqual([200, 200, 429]);
    await clock.advance(1000);
    expect(await statuses(2)).toEqual([200, 429]);
  });
});

describe('the routes of an HTTP API', () => {
  const route = createRouter(
    ['$default', 'ANY /a/{x}', 'GET /a/{x}', 'GET /a/b', 'ANY /a/{x+}', 'POST /a/{x}/c'].map((key) => ({
      key,
      target: key,
    })),
  );

  it.each([
    ['GET', '/a/b', 'GET /a/b', {}],
    ['GET', '/a/z', 'GET /a/{x}', { x: 'z' }],
    ['PUT', '/a/b', 'ANY /a/{x}', { x: 'b' }],
    ['POST', '/a/b/c', 'POST /a/{x}/c', { x: 'b' }],
    ['GET', '/a/b/c', 'ANY /a/{x+}', { x: 'b/c' }],
    ['GET', '/a/%2F', 'GET /a/{x}', { x: '/' }],
    ['GET', '/a/%zz', 'GET /a/{x}', { x: '%zz' }],
    ['GET', '/a/', '$default', {}],
    ['GET', '/', '$default', {}],
  ])('%s %s goes to %s', (method, path, key, pathParameters) => {
    expect(route(method, path)).toEqual({ route: { key, target: key }, pathParameters });
  });
});
