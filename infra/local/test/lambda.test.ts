import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionDefinition, LogLine } from '../lambda/definition';
import { createFunction, type LambdaFunction, type PoolOptions } from '../lambda/pool';
import { createShiftableClock } from '../shiftable-clock';
import { sdk } from './sdk-fixture';

const open: LambdaFunction[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Given extends Partial<FunctionDefinition> {
  readonly file?: string;
  readonly clock?: PoolOptions['clock'];
  readonly crashAfter?: () => number;
}

/** A function of this source, and what it wrote. */
function lambda(source: string, given: Given = {}) {
  const { file = 'index.js', clock = createShiftableClock(), crashAfter, ...stated } = given;
  const directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(directory, file), source);
  const lines: LogLine[] = [];
  const definition: FunctionDefinition = {
    name: 'fn',
    logGroup: '/aws/lambda/fn',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
    directory,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    timeoutSeconds: 10,
    memoryMegabytes: 128,
    environment: {},
    ...stated,
  };
  const fn = createFunction({
    definition,
    clock,
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    log: (line) => lines.push(line),
    ...(crashAfter && { crashAfter }),
  });
  open.push(fn);
  return { fn, lines };
}

async function result(source: string, event: unknown = {}, given: Given = {}): Promise<unknown> {
  const outcome = await lambda(source, given).fn.invoke(JSON.stringify(event));
  return outcome.error ?? JSON.parse(outcome.payload);
}

describe('a function', () => {
  it('gets its event and gives its result as JSON', async () => {
    const source = 'exports.handler = async (event) => ({ ...event, b: undefined, date: new Date(0) })';
    expect(await result(source, { a: [1, 'é'] })).toEqual({ a: [1, 'é'], date: '1970-01-01T00:00:00.000Z' });
  });

  it('gives null for undefined', async () => {
    expect(await result('exports.handler = async () => {}')).toBeNull();
  });

  it('may be an ES module', async () => {
    const given = { file: 'index.mjs' };
    expect(await result('export const handler = async () => import.meta.url.slice(0, 5)', {}, given)).toBe(
      'file:',
    );
  });

  it('sees the variables of its template and those of Lambda, and none of ours', async () => {
    process.env.AWS_PROFILE = 'personal';
    const source = 'exports.handler = async () => process.env';
    const environment = (await result(source, {}, { environment: { OWN: '1' } })) as Record<string, string>;
    delete process.env.AWS_PROFILE;
    expect(environment).toMatchObject({
      OWN: '1',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ACCESS_KEY_ID: 'local',
    });
    expect(environment).not.toHaveProperty('AWS_PROFILE');
    expect(environment).not.toHaveProperty('HOME');
  });

  it('gets a context', async () => {
    const source = `exports.handler = async (event, context) =>
      ({ ...context, left: context.getRemainingTimeInMillis() > 9000 })`;
    const { fn } = lambda(source);
    const outcome = await fn.invoke('{}', 'id-1');
    expect(JSON.parse(outcome.payload ?? '')).toMatchObject({
      awsRequestId: 'id-1',
      functionName: 'fn',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:fn',
      memoryLimitInMB: '128',
      left: true,
    });
  });

  it('keeps its state between invocations', async () => {
    const { fn } = lambda('let count = 0; exports.handler = async () => ++count');
    await fn.invoke('{}');
    expect((await fn.invoke('{}')).payload).toBe('2');
  });

  it('runs as often at once as is reserved for it, and no more', async () => {
    const { fn, lines } = lambda(
      `const { existsSync } = require('node:fs');
       const { threadId } = require('node:worker_threads');
       exports.handler = async () => {
         console.log('started');
         while (!existsSync(__dirname + '/go')) await new Promise((resolve) => setTimeout(resolve, 5));
         return threadId;
       }`,
      { reservedConcurrency: 2 },
    );
    const invocations = Array.from({ length: 4 }, () => fn.invoke('{}'));
    while (lines.length < 2) await new Promise(setImmediate);
    expect(lines).toHaveLength(2);
    writeFileSync(join(fn.definition.directory, 'go'), '');
    const threads = (await Promise.all(invocations)).map(({ payload }) => payload);
    expect(new Set(threads).size).toBe(2);
  });

  it('does not run at all with a reservation of 0', async () => {
    const given = { reservedConcurrency: 0 };
    expect(await result('exports.handler = async () => 1', {}, given)).toMatchObject({
      errorType: 'TooManyRequestsException',
    });
  });

  it('follows the clock of the stack', async () => {
    const clock = createShiftableClock();
    clock.advance(6 * 3_600_000);
    const now = await result(
      'exports.handler = async () => [Date.now(), +new Date(), new Date(0).getTime()]',
      {},
      { clock },
    );
    const [a, b, epoch] = now as number[];
    expect(a).toBeGreaterThan(Date.now() + 5 * 3_600_000);
    expect(b).toBeGreaterThan(Date.now() + 5 * 3_600_000);
    expect(epoch).toBe(0);
  });

  it('has its output reported with the request it belongs to', async () => {
    const { fn, lines } = lambda(
      'console.log("loading"); exports.handler = async (e) => { console.error("at", e.n) }',
    );
    await fn.invoke('{"n":1}', 'id-1');
    await fn.invoke('{"n":2}', 'id-2');
    expect(lines).toEqual([
      { function: 'fn', requestId: '', text: 'loading\n' },
      { function: 'fn', requestId: 'id-1', text: 'at 1\n' },
      { function: 'fn', requestId: 'id-2', text: 'at 2\n' },
    ]);
  });
});

describe('a function that fails', () => {
  it.each<[string, string, string, RegExp, Given?]>([
    ['throws', 'exports.handler = async () => { throw new RangeError("no") }', 'RangeError', /^no$/],
    ['throws what is no error', 'exports.handler = async () => { throw "no" }', 'string', /^no$/],
    [
      'ends its process',
      'exports.handler = async () => process.exit(3)',
      'Runtime.ExitError',
      /exit status 3/,
    ],
    [
      'leaves a rejection unhandled',
      'exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")) })',
      'Runtime.UnhandledPromiseRejection',
      /lost/,
    ],
    [
      'throws where nobody catches',
      'exports.handler = () => new Promise(() => setTimeout(() => { throw new TypeError("late") }))',
      'TypeError',
      /late/,
    ],
    [
      'takes too long',
      'exports.handler = () => new Promise(() => {})',
      'Sandbox.Timedout',
      /Task timed out after 0\.10 seconds/,
      { timeoutSeconds: 0.1 },
    ],
    [
      'never comes back',
      'exports.handler = async () => { for (;;); }',
      'Sandbox.Timedout',
      /timed out/,
      { timeoutSeconds: 0.1 },
    ],
    ['throws while it loads', 'throw new EvalError("at import")', 'EvalError', /at import/],
    ['imports what is not there', 'require("nowhere")', 'Runtime.ImportModuleError', /nowhere/],
    ['is no JavaScript', 'exports.handler = {', 'Runtime.UserCodeSyntaxError', /./],
    ['exports another name', 'exports.other = async () => 1', 'Runtime.HandlerNotFound', /index\.handler/],
    ['is in another file', '', 'Runtime.ImportModuleError', /Cannot find/, { handler: 'other.handler' }],
    ['has a name without a dot', '', 'Runtime.MalformedHandlerName', /./, { handler: 'index' }],
    [
      'takes a callback',
      'exports.handler = (event, context, callback) => callback(null, 1)',
      'Runtime.CallbackHandlerDeprecated',
      /promise/,
    ],
    [
      'needs more memory than it has',
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all)); }',
      'Runtime.ExitError',
      /memory/,
      { memoryMegabytes: 32 },
    ],
    [
      'is killed',
      'exports.handler = () => new Promise(() => {})',
      'Runtime.ExitError',
      /killed/,
      { crashAfter: () => 0 },
    ],
  ])('because it %s says so as Lambda does', async (...[, source, errorType, errorMessage, given]) => {
    expect(await result(source, {}, given)).toMatchObject({
      errorType,
      errorMessage: expect.stringMatching(errorMessage),
    });
  });

  it('is started again for the next invocation', async () => {
    const { fn } = lambda('exports.handler = async (event) => event.exit ? process.exit() : "well"', {
      reservedConcurrency: 1,
    });
    const [first, second, third] = await Promise.all(
      ['{"exit":true}', '{}', '{"exit":true}'].map((event) => fn.invoke(event)),
    );
    expect(first?.error?.errorType).toBe('Runtime.ExitError');
    expect(second?.payload).toBe('"well"');
    expect(third?.error?.errorType).toBe('Runtime.ExitError');
  });

  it('answers everybody who waits when its code does not load', async () => {
    const { fn } = lambda('throw new Error("no")', { reservedConcurrency: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => fn.invoke('{}')));
    expect(outcomes.map(({ error }) => error?.errorMessage)).toEqual(['no', 'no', 'no']);
  });

  it('lets nobody wait when the stack closes', async () => {
    const { fn } = lambda('exports.handler = () => new Promise(() => {})', { reservedConcurrency: 1 });
    await fn.warm();
    const waiting = [fn.invoke('{}'), fn.invoke('{}')];
    await fn.close();
    const outcomes = await Promise.all(waiting);
    expect(outcomes.every(({ error }) => error !== undefined)).toBe(true);
  });
});

describe('a connection that would leave the machine', () => {
  it.each([
    ['fetch', 'await fetch("https://sqs.us-east-1.amazonaws.com/")'],
    [
      'http',
      'await new Promise((_, no) => require("http").get("http://192.0.2.1/", () => {}).on("error", no))',
    ],
    ['tls', 'await new Promise((_, no) => require("tls").connect(443, "example.com").on("error", no))'],
    [
      'net',
      'await new Promise((_, no) => require("net").connect({ host: "192.0.2.1", port: 1 }).on("error", no))',
    ],
  ])('is refused: %s', async (_, call) => {
    const source = `exports.handler = async () => { try { ${call} } catch (error) { throw error.cause ?? error } }`;
    expect(await result(source)).toMatchObject({
      errorMessage: expect.stringMatching(/The local stack refused a connection to "(sqs|192|example)/),
    });
  });

  it('is refused to a client of the SDK, at once', async () => {
    const source = `${sdk('sqs')}
      exports.handler = () => new SQSClient({ endpoint: 'https://sqs.us-east-1.amazonaws.com' })
        .send(new SendMessageCommand({ QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', MessageBody: 'b' }))`;
    expect(await result(source)).toMatchObject({
      errorMessage: expect.stringContaining('refused a connection to "sqs.us-east-1.amazonaws.com"'),
    });
  });

  it('is not one to this machine', async () => {
    const source = `exports.handler = async () => {
      const server = require('http').createServer((_, response) => response.end('here'));
      await new Promise((done) => server.listen(0, '127.0.0.1', done));
      try { return await (await fetch('http://localhost:' + server.address().port)).text() }
      finally { server.close(); server.closeAllConnections() }
    }`;
    expect(await result(source)).toBe('here');
  });
});
