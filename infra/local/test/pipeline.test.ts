import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Fault } from '../faults/fault';
import type { JournalEntry } from '../journal';
import { type LocalStack, startLocalStack } from '../stack';
import { pipelineAssembly } from './pipeline-fixture';

/** A pipeline that reports each entry, so that a test waits for what happens and never for time. */
async function startPipeline() {
  const entries: JournalEntry[] = [];
  const watchers = new Set<() => void>();
  const stack = await startLocalStack({
    assembly: pipelineAssembly(),
    port: 0,
    awsPort: 0,
    control: true,
    secrets: { extra: '{"a":1}' },
    onEntry(entry) {
      entries.push(entry);
      for (const watcher of watchers) watcher();
    },
  });
  const count = (kind: string, text: string) =>
    entries.filter((entry) => entry.kind === kind && entry.text.includes(text)).length;
  const until = (kind: string, text: string, times = 1) =>
    new Promise<void>((resolve) => {
      const watcher = () => {
        if (count(kind, text) < times) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
      watcher();
    });
  return { stack, entries, count, until };
}

type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

function send(stack: LocalStack, thing: object, group = 'g') {
  return fetch(`${stack.url}/in/${group}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(thing),
  });
}

describe('a template, running', () => {
  let pipeline: Pipeline;
  let sqs: SQSClient;
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };

  beforeAll(async () => {
    pipeline = await startPipeline();
    sqs = new SQSClient({
      endpoint: pipeline.stack.awsUrl,
      region: 'us-east-1',
      credentials,
      useQueueUrlAsEndpoint: false,
    });
  });
  afterAll(async () => {
    sqs.destroy();
    await pipeline.stack.close();
  });
  afterEach(async () => {
    pipeline.stack.faults.clear();
    // The next test's fault is not for what this one has left to delete.
    while ((await unfinished()) > 0) await new Promise(setImmediate);
  });

  async function unfinished(): Promise<number> {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: pipeline.stack.outputs.QueueUrl, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes?.ApproximateNumberOfMessages) +
      Number(Attributes?.ApproximateNumberOfMessagesNotVisible)
    );
  }

  it('has no warnings where it honours everything', () => {
    expect(pipeline.stack.warnings).toEqual([]);
  });

  it('says where its API is', () => {
    expect(pipeline.stack.outputs.Url).toBe(pipeline.stack.url);
  });

  it('carries a request from the API to a function and a queue behind the bus', async () => {
    const { stack, until } = pipeline;
    const answer = await send(stack, { name: 'through' });
    expect(answer.status).toBe(200);
    await until('lambda.invoke', '"detail":{"name":"through"');
    const received = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stack.outputs.InboxUrl, WaitTimeSeconds: 20 }),
    );
    expect(JSON.parse(received.Messages?.[0]?.Body ?? '')).toMatchObject({
      source: 'fixture',
      'detail-type': 'thing',
      account: '000000000000',
      region: 'us-east-1',
      detail: { name: 'through' },
    });
  });

  it('reports what happened to one delivery, by its id', async () => {
    const { stack, until } = pipeline;
    const answer = await send(stack, { name: 'told' });
    const { id } = (await answer.json()) as { id: string };
    await until('events.delivered', '');
    const kinds = stack.journal.about(id).map((entry) => entry.kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'http.request',
        'lambda.invoke',
        'sqs.SendMessage',
        'sqs.ReceiveMessage',
        'http.answer',
      ]),
    );
    const response = await fetch(`${stack.awsUrl}/_control/deliveries/${id}`);
    expect(((await response.json()) as { entries: object[] }).entries.length).toBeGreaterThanOrEqual(5);
  });

  it('serves the secrets that it was given', async () => {
    const client = new SecretsManagerClient({
      endpoint: pipeline.stack.awsUrl,
      region: 'us-east-1',
      credentials,
    });
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'extra' }));
    expect(SecretString).toBe('{"a":1}');
    client.destroy();
  });

  it('moves what fails again and again to the dead-letter queue, when time passes', async () => {
    const { stack, until } = pipeline;
    await send(stack, { name: 'hopeless', fail: true }, 'hopeless');
    for (let receive = 1; receive <= 3; receive++) {
      await until('sqs.ReceiveMessage', 'hopeless', receive);
      await until('lambda.result', 'itemIdentifier', receive);
      await stack.advance(60_000);
    }
    const dead = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stack.outputs.DeadUrl, WaitTimeSeconds: 20 }),
    );
    expect(dead.Messages?.[0]?.Body).toContain('hopeless');
  });

  it('repeats an asynchronous invocation on the clock, and then sends a record to the failure destination', async () => {
    const { stack, until } = pipeline;
    await send(stack, { name: 'refused', refuse: true });
    await until('lambda.failed', '"refused"', 1);
    await new Promise(setImmediate);
    await stack.advance(60_000);
    await until('lambda.failed', '"refused"', 2);
    const lost = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: stack.outputs.LostUrl, WaitTimeSeconds: 20 }),
    );
    expect(JSON.parse(lost.Messages?.[0]?.Body ?? '')).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { detail: { name: 'refused' } },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'refused' },
    });
  });

  describe('with a fault', () => {
    const back = () => pipeline.stack.outputs.BackName ?? '';
    interface Case {
      title: string;
      fault: () => Fault;
      /** How often the thing reaches the queue behind the bus. */
      deliveries: number;
      /** What the stack sees going wrong; clients of the SDK repeat a call by themselves. */
      trouble?: [kind: string, text: string];
    }
    const exit: Case['trouble'] = ['lambda.failed', 'Runtime.ExitError'];
    const cases: Case[] = [
      {
        title: 'a bus that throttles',
        fault: () => ({ kind: 'throttle', service: 'events', times: 1 }),
        deliveries: 1,
      },
      {
        title: 'a bus that drops the connection',
        fault: () => ({ kind: 'drop', service: 'events', times: 1 }),
        deliveries: 1,
      },
      {
        title: 'a bus whose answer is lost',
        fault: () => ({ kind: 'drop', service: 'events', when: 'after', times: 1 }),
        deliveries: 2,
      },
      {
        title: 'a bus that refuses an entry',
        fault: () => ({ kind: 'fail-entries', service: 'events', times: 1 }),
        deliveries: 1,
        trouble: ['lambda.result', 'itemIdentifier'],
      },
      {
        title: 'a function that dies when it calls the bus',
        fault: () => ({ kind: 'kill', service: 'events', function: back(), times: 1 }),
        deliveries: 1,
        trouble: exit,
      },
      {
        title: 'a function that dies when the bus has its event',
        fault: () => ({ kind: 'kill', service: 'events', function: back(), when: 'after', times: 1 }),
        deliveries: 2,
        trouble: exit,
      },
      {
        title: 'a function that crashes',
        fault: () => ({ kind: 'crash', function: back(), times: 1 }),
        deliveries: 1,
        trouble: exit,
      },
      {
        title: 'a batch that comes twice',
        fault: () => ({ kind: 'duplicate', queue: 'work.fifo', times: 1 }),
        deliveries: 2,
      },
      {
        title: 'a queue that cannot delete',
        fault: () => ({ kind: 'fail', service: 'sqs', action: 'DeleteMessageBatch', times: 1 }),
        deliveries: 2,
        trouble: ['sqs.DeleteMessageBatch.failed', ''],
      },
    ];

    it.each(cases)('loses nothing: $title', async ({ title, fault, deliveries, trouble }) => {
      const { stack, until, count } = pipeline;
      const [kind, text] = trouble ?? ['', ''];
      const before = count(kind, text);
      const added = stack.faults.add(fault());
      await send(stack, { name: title }, title.replaceAll(' ', '-'));
      if (trouble) {
        await until(kind, text, before + 1);
        await new Promise(setImmediate);
        // The queue's visibility time-out, and the pause of an event source after an error.
        await stack.advance(61_000);
      }
      await until('sqs.SendMessage', `\\"detail\\":{\\"name\\":\\"${title}\\"`, deliveries);
      expect(added.left).toBe(0);
    });
  });
});
