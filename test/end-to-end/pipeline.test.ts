import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { firstEndpoint, type Inbox, type RunningStack, runStack, take } from '../support/running-stack';
import { statesOfOneOrder } from '../support/same-order';

jest.setTimeout(30_000);

const SIX_HOURS_MS = 6 * 60 * 60_000;
/** Six times what the function may take. */
const VISIBILITY_MS = 180_000;

let running: RunningStack;
let inbox: Inbox;

beforeAll(async () => {
  running = await runStack();
  inbox = await running.subscribe();
});
afterEach(() => running.stack.faults.clear());

describe.each(providers.map((provider) => [provider.name, provider] as const))('%s', (name, provider) => {
  const one = () => statesOfOneOrder(provider, 1)[0] as string;

  it('takes a delivery from the request to the example subscriber and to a queue', async () => {
    const { status, body } = await running.deliver(provider, one());
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'accepted', id: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });

    const { envelope, event } = await inbox.next();
    expect(envelope).toMatchObject({
      source: `orders.${name}`,
      'detail-type': event.metadata.type,
      resources: [],
    });
    expect(event.metadata).toMatchObject({ id: body.id, provider: name, subject: event.data.order.id });
    // The example leaves test orders out.
    if (!event.metadata.test)
      await running.logged('daily total', { id: body.id, currency: event.data.order.currency });
  });

  it('publishes a repeated delivery once', async () => {
    const payload = one();
    const { headers, body } = provider.sign(payload, firstEndpoint(provider)[1], {
      now: Date.now(),
    });
    const request = { headers: headers as Record<string, string>, body };
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await running.post(name, firstEndpoint(provider)[0], request));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);

    const marker = await running.deliver(provider, one());
    const [first, second] = await inbox.take(2);
    expect([first?.metadata.id, second?.metadata.id].sort()).toEqual(
      [answers[0]?.body.id, marker.body.id].sort(),
    );
    expect(await running.depth(inbox.url)).toBe(0);
  });

  it('refuses a bad signature, an unknown endpoint and an altered body alike, and keeps nothing of them', async () => {
    await running.drained(running.queueOf(name));
    const [endpoint, entry] = firstEndpoint(provider);
    const { headers, body } = provider.sign(one(), entry, { now: Date.now() });
    const signed = headers as Record<string, string>;
    const altered = Buffer.from(body);
    altered[20] = (altered[20] as number) ^ 1;
    const { [provider.signatureHeader]: _, ...unsigned } = signed;
    const wrong = { ...signed, [provider.signatureHeader]: '0'.repeat(64) };
    const answers = [];
    for (const [to, request] of [
      [endpoint, { headers: wrong, body }],
      [endpoint, { headers: unsigned, body }],
      [endpoint, { headers: signed, body: altered }],
      ['no-such-endpoint', { headers: signed, body }],
    ] as const) {
      // Only with secrets that were read after a request came is it refused.
      await running.stack.advance(31_000);
      answers.push(await running.post(name, to, request));
    }
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      answers.map(() => ({ status: 401, body: { error: 'unauthorized' } })),
    );
    expect(await running.depth(running.queueOf(name))).toBe(0);
    expect(await running.depth(running.deadLettersOf(name))).toBe(0);
    expect(await running.depth(inbox.url)).toBe(0);
  });

  it('accepts an authentic payload that cannot be read, and keeps it as a dead letter with its reason', async () => {
    const { status, body } = await running.deliver(provider, '{"this is": "cut o');
    expect(status).toBe(200);
    const letter = await take(running.sqs, running.deadLettersOf(name));
    expect(JSON.parse(letter.Body ?? '')).toMatchObject({
      id: body.id,
      provider: name,
      payload: '{"this is": "cut o',
      failure: {
        stage: 'parse',
        code: 'NOT_JSON',
        retryable: false,
        receives: 1,
        mapper: `${name}@${provider.version}`,
      },
    });
    expect(letter.MessageAttributes).toMatchObject({
      code: { StringValue: 'NOT_JSON' },
      stage: { StringValue: 'parse' },
      provider: { StringValue: name },
      id: { StringValue: body.id },
    });
  });

  it('publishes the events of an order in their order, whatever the bus refuses on the way', async () => {
    running.stack.faults.add({ kind: 'fail', service: 'events', action: 'PutEvents', times: 3, status: 503 });
    running.stack.faults.add({ kind: 'fail-entries', service: 'events', action: 'PutEvents', times: 2 });
    running.stack.faults.add({
      kind: 'drop',
      service: 'events',
      action: 'PutEvents',
      times: 1,
      when: 'before',
    });
    const sent: (string | undefined)[] = [];
    for (const payload of statesOfOneOrder(provider, 5))
      sent.push((await running.deliver(provider, payload)).body.id);
    expect(await publishedIds(inbox, 5)).toEqual(sent);
    await running.drained(running.queueOf(name));
  });

  it('gives an order up with its reason when the bus has refused it for six hours', async () => {
    const fault = running.stack.faults.add({ kind: 'throttle', service: 'events', action: 'PutEvents' });
    const postponed = running.happens('sqs.ChangeMessageVisibilityBatch');
    const { body } = await running.deliver(provider, one());
    await postponed;
    await running.stack.advance(SIX_HOURS_MS);
    await running.logged('dead-lettered', { id: body.id, code: 'BUS_UNAVAILABLE' });
    fault.remove();
    const letter = JSON.parse((await take(running.sqs, running.deadLettersOf(name))).Body ?? '');
    expect(letter.failure).toMatchObject({ stage: 'publish', code: 'BUS_UNAVAILABLE', retryable: true });
  });

  it('loses nothing when the function ends in the middle of a batch', async () => {
    const functionName = running.logs.find(({ message }) => message === 'published')?.function as string;
    running.stack.faults.add({
      kind: 'kill',
      service: 'events',
      action: 'PutEvents',
      when: 'after',
      function: functionName,
      times: 1,
    });
    const killed = running.happens('lambda.failed');
    const sent: (string | undefined)[] = [];
    for (const payload of statesOfOneOrder(provider, 3))
      sent.push((await running.deliver(provider, payload)).body.id);
    await killed;
    // Whatever the killed batch held is invisible for the queue's time-out.
    await running.stack.advance(VISIBILITY_MS);
    // The kill came after the bus had taken the first event, which is there twice: with the same id.
    expect(await publishedIds(inbox, 4)).toEqual([sent[0], ...sent]);
  });
});

describe.each(providers.filter((provider) => kitOf(provider).undecryptable))(
  '$name, which encrypts',
  (provider) => {
    it('keeps a correctly signed delivery that nothing decrypts, as it came', async () => {
      const [name, endpoint] = firstEndpoint(provider);
      const payload = statesOfOneOrder(provider, 1)[0] as string;
      const request = kitOf(provider).undecryptable?.(payload, endpoint);
      const { status } = await running.post(provider.name, name, request as RequestInit);
      expect(status).toBe(200);
      const letter = await take(running.sqs, running.deadLettersOf(provider.name));
      expect(JSON.parse(letter.Body ?? '')).toMatchObject({
        encoding: 'sealed',
        payload: Buffer.from(request?.body ?? '').toString(),
        failure: { stage: 'decode', code: 'UNDECRYPTABLE' },
      });
    });
  },
);

it('takes a rotated secret without a deploy', async () => {
  const [provider] = providers;
  if (!provider) throw new Error('no provider');
  const [name, entry] = firstEndpoint(provider);
  const rotated = { ...entry, secrets: [Buffer.alloc(32, 'r').toString('base64'), ...entry.secrets] };
  const secrets = new SecretsManagerClient({
    endpoint: running.stack.awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const SecretId = secretNameOf(provider.name);
  await secrets.send(
    new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify({ [name]: rotated }) }),
  );
  secrets.destroy();
  // The receiver reads a document again at most every half minute.
  await running.stack.advance(31_000);
  const { headers, body } = provider.sign(statesOfOneOrder(provider, 1)[0] as string, rotated, {
    now: Date.now() + 31_000,
  });
  const answer = await running.post(provider.name, name, {
    headers: headers as Record<string, string>,
    body,
  });
  expect(answer.status).toBe(200);
  expect((await inbox.next()).event.metadata.id).toBe(answer.body.id);
});

it('logs no secret, no signature and no value of a payload', () => {
  const secrets = providers.flatMap((provider) =>
    Object.values(kitOf(provider).endpoints).flatMap((entry) => entry.secrets),
  );
  const output = running.written.join('\n');
  expect(output).toContain('accepted');
  for (const text of [...secrets, 'this is', 'step-0', '@example.com', 'Bramble'])
    expect(output).not.toContain(text);
});

async function publishedIds(from: Inbox, count: number): Promise<string[]> {
  return (await from.take(count)).map(({ metadata }) => metadata.id);
}
