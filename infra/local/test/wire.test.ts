import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { type Action, AwsError, type AwsService, type JsonObject } from '../service';
import { DROP, serveAws, type Wire, type WireOptions } from '../wire';

const wires: Wire[] = [];

afterEach(async () => {
  await Promise.all(wires.splice(0).map((wire) => wire.close()));
});

async function serve(actions: Record<string, Action>, options: Partial<WireOptions> = {}): Promise<Wire> {
  const service = (target: AwsService['target']): AwsService => ({ target, actions });
  const services = [service('AmazonSQS'), service('AWSEvents'), service('secretsmanager')];
  const wire = await serveAws({ services, host: '127.0.0.1', port: 0, ...options });
  wires.push(wire);
  return wire;
}

function call(wire: Wire, target: string, body: string | JsonObject = {}, init: RequestInit = {}) {
  return fetch(wire.origin, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: { 'x-amz-target': target, ...init.headers },
  });
}

const echo: Action = (input) => ({ input });

describe('the wire', () => {
  it.each([
    ['AmazonSQS', 'application/x-amz-json-1.0'],
    ['AWSEvents', 'application/x-amz-json-1.1'],
    ['secretsmanager', 'application/x-amz-json-1.1'],
  ])('answers %s in its protocol, with a request id', async (target, contentType) => {
    const response = await call(await serve({ Echo: echo }), `${target}.Echo`, { a: 'é🎉' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toEqual({ input: { a: 'é🎉' } });
  });

  it.each([
    [
      'AmazonSQS',
      'QueueDoesNotExist',
      'com.amazonaws.sqs#QueueDoesNotExist',
      'AWS.SimpleQueueService.NonExistentQueue;Sender',
    ],
    [
      'AmazonSQS',
      'InvalidParameterValueException',
      'com.amazon.coral.service#InvalidParameterValueException',
      'InvalidParameterValue;Sender',
    ],
    ['AWSEvents', 'ResourceNotFoundException', 'ResourceNotFoundException', null],
  ])('names an error of %s (%s) as its SDK expects', async (target, code, type, queryError) => {
    const fail = () => {
      throw new AwsError(code, 'No such thing.');
    };
    const response = await call(await serve({ Fail: fail }), `${target}.Fail`);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toBe(queryError);
    expect(await response.json()).toEqual({ __type: type, message: 'No such thing.' });
  });

  it('answers a bug with 500 InternalFailure', async () => {
    const wire = await serve({ Fail: async () => Promise.reject(new TypeError('oops')) });
    const response = await call(wire, 'AWSEvents.Fail');
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ __type: 'InternalFailure' });
  });

  it.each(['AWSEvents.Nothing', 'AWSEvents.constructor', 'AWSEvents', 'DynamoDB_20120810.PutItem', ''])(
    'does not know the operation "%s"',
    async (target) => {
      const response = await call(await serve({}), target);
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(
        /"__type":"(com.amazon.coral.service#)?UnknownOperationException"/,
      );
    },
  );

  it.each(['{', '[]', 'null', '"text"'])('refuses the body %s', async (body) => {
    const response = await call(await serve({ Echo: echo }), 'AWSEvents.Echo', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'SerializationException' });
  });

  it('refuses a body that no service would take', async () => {
    const wire = await serve({ Echo: echo });
    const response = await call(wire, 'AWSEvents.Echo', 'x'.repeat(16 * 1024 * 1024 + 1));
    expect(response.status).toBe(413);
  });

  it('does not talk to web pages', async () => {
    const wire = await serve({ Echo: echo });
    const response = await call(wire, 'AWSEvents.Echo', {}, { headers: { origin: 'https://example.com' } });
    expect(response.status).toBe(403);
  });

  it('says which port of which host is taken', async () => {
    const { port } = await serve({});
    await expect(serve({}, { port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  it('lets an action know that its caller has gone', async () => {
    const started = new EventTarget();
    const gone = new Promise<void>((resolve) => {
      started.addEventListener('start', (event) => {
        (event as CustomEvent<AbortSignal>).detail.addEventListener('abort', () => resolve());
      });
    });
    const wire = await serve({
      Wait: (_, request) => {
        started.dispatchEvent(new CustomEvent('start', { detail: request?.signal }));
        return new Promise(() => {});
      },
    });
    const start = once(started, 'start');
    const request = httpRequest(wire.origin, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSQS.Wait' },
    });
    request.on('error', () => {});
    request.end('{}');
    await start;
    request.destroy();
    await gone;
  });

  it('ends what is still waiting when it closes', async () => {
    const started = new EventTarget();
    const wire = await serve({
      Wait: (_, request) => {
        started.dispatchEvent(new Event('start'));
        return new Promise((resolve) => {
          request?.signal.addEventListener('abort', () => resolve({ ended: true }));
        });
      },
      Hang: () => {
        started.dispatchEvent(new Event('start'));
        return new Promise(() => {});
      },
    });
    let start = once(started, 'start');
    const waiting = call(wire, 'AmazonSQS.Wait');
    await start;
    start = once(started, 'start');
    const hanging = call(wire, 'AmazonSQS.Hang');
    await start;
    await wire.close();
    expect(await (await waiting).json()).toEqual({ ended: true });
    await expect(hanging).rejects.toThrow();
  });
});

describe('an intercept', () => {
  it('sees every request and can answer, or fail, in the place of the action', async () => {
    const seen: unknown[] = [];
    const wire = await serve(
      { Echo: echo },
      {
        intercept: async (request, next) => {
          seen.push(request);
          if (request.input.fail) throw new AwsError('ThrottlingException', 'Slow down.', 429);
          return { changed: await next() };
        },
      },
    );
    const response = await call(wire, 'AWSEvents.Echo', { a: 1 });
    expect(await response.json()).toEqual({ changed: { input: { a: 1 } } });
    expect((await call(wire, 'AWSEvents.Echo', { fail: true })).status).toBe(429);
    expect(seen[0]).toEqual({ service: 'AWSEvents', action: 'Echo', input: { a: 1 } });
  });

  it.each([true, false])('can drop the connection (after the work: %s)', async (work) => {
    let done = 0;
    const wire = await serve(
      { Work: () => ({ done: ++done }) },
      {
        intercept: async (_, next) => {
          if (work) await next();
          return DROP;
        },
      },
    );
    await expect(call(wire, 'AWSEvents.Work')).rejects.toThrow('fetch failed');
    expect(done).toBe(work ? 1 : 0);
  });

  it('can answer with what is no JSON', async () => {
    const wire = await serve({ Echo: echo }, { intercept: async () => '<html>' });
    expect(await (await call(wire, 'AWSEvents.Echo')).text()).toBe('<html>');
  });
});

describe('a request that is for no service', () => {
  it('is answered with what is served here, or 404', async () => {
    const wire = await serve({});
    const root = await fetch(wire.origin);
    expect([root.status, await root.text()]).toEqual([200, 'AmazonSQS,AWSEvents,secretsmanager\n']);
    expect((await fetch(`${wire.origin}/elsewhere`)).status).toBe(404);
    const query = await fetch(wire.origin, { method: 'POST', body: 'Action=ListQueues&Version=2012-11-05' });
    expect([query.status, await query.text()]).toEqual([400, expect.stringContaining('x-amz-target')]);
  });

  it('goes to the control first', async () => {
    const wire = await serve(
      {},
      {
        control(request) {
          if (new URL(request.url).pathname !== '/control') return undefined;
          return request
            .text()
            .then((text) => Response.json({ method: request.method, text }, { status: 201 }));
        },
      },
    );
    const response = await fetch(`${wire.origin}/control`, { method: 'POST', body: 'hello' });
    expect([response.status, await response.json()]).toEqual([201, { method: 'POST', text: 'hello' }]);
    expect((await fetch(wire.origin)).status).toBe(200);
  });
});
