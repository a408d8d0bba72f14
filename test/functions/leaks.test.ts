import { createPublish } from '../../functions/aws/bus';
import { createEndpoints } from '../../functions/endpoints';
import { createNormalize } from '../../functions/normalize';
import { createReceive } from '../../functions/receive';
import { writeMessage } from '../../lib/json';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import type { WebhookRequest } from '../../lib/webhook';
import { httpEvent, sqsRecord } from '../support/lambda-events';
import { createRecorder } from '../support/recorder';
import { endpoints, firstEndpoint } from '../support/running-stack';

/** Stand in a payload where a text and a number were; neither may come out anywhere but on the queue and the bus. */
const TEXT = 'Marker Of/A person@example.com';
const NUMBER = 86753091234;

type Path = readonly (string | number)[];

/** Every place of a JSON value that holds a text or a number. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string' || typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    leavesOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The value with a marker in those places. */
function planted(value: unknown, at: readonly Path[]): unknown {
  const copy = structuredClone({ root: value });
  for (const path of at) {
    const steps = ['root', ...path];
    const last = steps.pop() as string;
    // biome-ignore lint/suspicious/noExplicitAny: a walk through JSON of any shape.
    const parent = steps.reduce((node: any, step) => node[step], copy);
    parent[last] = typeof parent[last] === 'number' ? NUMBER : TEXT;
  }
  return copy.root;
}

/** Both functions, on a queue and a bus that fail on demand; everything that they write is in `lines`. */
function openBoth(provider: Provider, fails: { queue?: boolean; bus?: boolean; deadLetter?: boolean } = {}) {
  const recorder = createRecorder();
  const { log, metrics } = recorder;
  const said: string[] = [];
  const document = JSON.stringify(endpoints[provider.name]);
  const now = () => 0;
  const bodies: string[] = [];
  const queues = {
    provider,
    queueUrl: 'https://sqs/1/q.fifo',
    deadLetterQueueUrl: 'https://sqs/1/dead.fifo',
  };
  const failing = () =>
    Promise.reject(new SyntaxError(`Unexpected token in ${TEXT} ${NUMBER}\n    at ${TEXT}`));
  const queue = {
    send: async (url: string, { body }: { body: string }) =>
      fails[url.includes('dead') ? 'deadLetter' : 'queue'] ? failing() : void bodies.push(body),
    changeVisibility: failing,
  };
  const receive = createReceive({
    intakes: [{ ...queues, endpoints: createEndpoints({ provider, fetch: async () => document, now }) }],
    ...{ queue, log, metrics, now },
  });
  const bus = {
    send: async ({ input }: { input: { Entries: unknown[] } }) =>
      fails.bus ? failing() : { Entries: input.Entries.map(() => ({ EventId: 'e' })) },
  };
  const normalize = createNormalize({
    queues: [queues],
    publish: createPublish(() => 'order-events', bus as never),
    ...{ queue, log, metrics, now, random: () => 0, retryForSeconds: 21_600 },
  });
  return {
    async post(request: WebhookRequest, endpoint = firstEndpoint(provider)[0]): Promise<void> {
      said.push(JSON.stringify(await receive(httpEvent(provider.name, endpoint, request))));
    },
    async runAll(): Promise<void> {
      const records = bodies
        .splice(0)
        .map((body, i) => sqsRecord(body, { queue: 'q.fifo', id: `m${i}`, group: `g${i}` }));
      const answer = await normalize({ Records: records }, { getRemainingTimeInMillis: () => 30_000 });
      said.push(JSON.stringify(answer));
    },
    output: () => [...recorder.lines, ...said].join('\n'),
  };
}

describe.each(providers)('$name', (provider) => {
  const [, endpoint] = firstEndpoint(provider);
  const sign = (payload: string) =>
    provider.sign(payload, endpoint, { now: Date.parse('2026-05-04T10:00:00Z') });
  const event = endpoint.event ?? (Object.keys(provider.events)[0] as string);
  const payload: unknown = JSON.parse(provider.sample(event, endpoint.account));
  const leaves = leavesOf(payload);

  function assertSilent(output: string): void {
    expect(output).not.toMatch(/marker|of\/a|person@/i);
    expect(output).not.toContain(String(NUMBER));
    for (const secret of endpoint.secrets) expect(output).not.toContain(secret);
  }

  it('has something to hide', () => expect(leaves.length).toBeGreaterThan(20));

  it('says nothing of any field of a payload, whether it can become an event or not', async () => {
    const both = openBoth(provider);
    for (const path of leaves) await both.post(sign(JSON.stringify(planted(payload, [path]))));
    await both.post(sign(JSON.stringify(planted(payload, leaves))));
    await both.runAll();
    expect(both.output()).toContain('"published"');
    expect(both.output()).toContain('"dead-lettered"');
    assertSilent(both.output());
  });

  it.each([
    ['a text', TEXT],
    ['a JSON text', JSON.stringify(TEXT)],
    ['a list', JSON.stringify([TEXT, NUMBER])],
    ['cut short', `{"${TEXT}": "${TEXT}`],
    ['an unknown field', JSON.stringify({ ...(payload as object), unknown: TEXT, more: [{ deep: NUMBER }] })],
  ])('says nothing of a payload that is %s', async (_, text) => {
    const both = openBoth(provider);
    await both.post(sign(text));
    await both.runAll();
    assertSilent(both.output());
  });

  it.each([[{ queue: true }], [{ bus: true }], [{ deadLetter: true }]])(
    'says nothing of what an error of AWS quotes: %j',
    async (fails) => {
      const both = openBoth(provider, fails);
      await both.post(sign(JSON.stringify(planted(payload, leaves.slice(0, 1)))));
      await both.post(sign(JSON.stringify(payload)));
      await both.post(sign(`{"${TEXT}`));
      await both.runAll();
      expect(both.output()).toContain('SyntaxError');
      assertSilent(both.output());
    },
  );

  it('says nothing of a signature or of the body that it belongs to', async () => {
    const both = openBoth(provider);
    const request = sign(JSON.stringify(planted(payload, leaves)));
    const signature = request.headers[provider.signatureHeader] as string;
    await both.post({ ...request, body: Buffer.concat([request.body, Buffer.from(TEXT)]) });
    await both.post({ ...request, headers: { [provider.signatureHeader]: TEXT } });
    await both.post(request, 'unknown');
    await both.post(request);
    await both.runAll();
    expect(both.output()).not.toContain(signature);
    assertSilent(both.output());
  });

  it('says nothing of a secret document that is malformed', async () => {
    const entry: unknown = {
      ...endpoint,
      secrets: [TEXT, NUMBER],
      account: TEXT,
      timeZone: TEXT,
      layout: TEXT,
    };
    const wrong = [
      entry,
      TEXT,
      [TEXT],
      NUMBER,
      { ...endpoint, account: { [TEXT]: TEXT } },
      { ...endpoint, secrets: TEXT },
    ];
    for (const value of wrong) {
      const recorder = createRecorder();
      const receive = createReceive({
        intakes: [
          {
            provider,
            queueUrl: '',
            endpoints: createEndpoints({
              provider,
              fetch: async () => JSON.stringify({ it: value }),
              now: () => 0,
            }),
          },
        ],
        queue: { send: () => Promise.resolve() },
        log: recorder.log,
        metrics: recorder.metrics,
        now: () => 0,
      });
      const answer = await receive(httpEvent(provider.name, 'it', sign('{}')));
      expect(answer.statusCode).toBe(503);
      assertSilent([...recorder.lines, JSON.stringify(answer)].join('\n'));
    }
  });

  it('puts nothing of a payload into a dead letter but the payload and the order that it is about', async () => {
    const bodies: string[] = [];
    const recorder = createRecorder();
    const normalize = createNormalize({
      queues: [{ provider, queueUrl: 'https://sqs/1/q.fifo', deadLetterQueueUrl: 'https://sqs/1/dead.fifo' }],
      publish: async (entries) =>
        entries.map(() => ({ published: false, code: 'MalformedDetail', retryable: false })),
      queue: {
        send: async (_, { body }) => void bodies.push(body),
        changeVisibility: () => Promise.resolve(),
      },
      log: recorder.log,
      metrics: recorder.metrics,
      now: () => 0,
      random: () => 0,
      retryForSeconds: 0,
    });
    for (const path of leaves) {
      const body = writeMessage({
        ...{
          v: 1,
          provider: provider.name,
          endpoint: 'it',
          account: endpoint.account,
          event,
          id: 'a'.repeat(64),
        },
        ...{ receivedAt: '2026-05-04T10:00:00Z', correlationId: 'c', encoding: 'text' },
        payload: JSON.stringify(planted(payload, [path])),
      });
      await normalize(
        { Records: [sqsRecord(body, { queue: 'q.fifo' })] },
        { getRemainingTimeInMillis: () => 30_000 },
      );
    }
    expect(bodies).toHaveLength(leaves.length);
    for (const body of bodies) assertSilent(JSON.stringify(JSON.parse(body).failure));
  });
});
