import { failedMessageIds } from '../event-source/batch-failures';
import { type EventSourceDefinition, startEventSource } from '../event-source/event-source';
import { recordFilter } from '../event-source/filter';
import type { Outcome } from '../lambda/definition';
import { createManualClock } from '../manual-clock';
import type { JsonObject } from '../service';
import { createSqs } from '../sqs/sqs';

const origin = 'http://127.0.0.1:4566';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:work.fifo';
const queueUrl = `${origin}/000000000000/work.fifo`;

interface Batch {
  readonly records: JsonObject[];
  readonly bodies: string[];
  answer(result: unknown): Promise<void>;
  fail(): Promise<void>;
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** A FIFO queue and its event source; each batch that reaches the function waits for the test to answer it. */
async function eventSource(settings: Partial<EventSourceDefinition> = {}) {
  const clock = createManualClock();
  const sqs = createSqs({ clock, account: '000000000000', region: 'us-east-1', origin: () => origin });
  const call = async (action: keyof typeof sqs.actions, input: JsonObject) => sqs.actions[action](input);
  await call('CreateQueue', {
    QueueName: 'work.fifo',
    Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '30' },
  });
  const batches: Batch[] = [];
  const answers: ((outcome: Outcome) => void)[] = [];
  const stop = startEventSource({
    definition: {
      queueUrl,
      queueArn,
      functionName: 'fn',
      region: 'us-east-1',
      batchSize: 10,
      concurrency: 1,
      reportsFailures: true,
      ...settings,
    },
    queues: sqs,
    clock,
    invoke: (_, event) =>
      new Promise((resolve) => {
        answers.push(resolve);
        const records = (JSON.parse(event) as { Records: JsonObject[] }).Records;
        const settle = async (outcome: Outcome) => {
          resolve(outcome);
          await clock.advance(0);
        };
        batches.push({
          records,
          bodies: records.map((record) => String(record.body)),
          answer: (result) => settle({ requestId: 'r', payload: JSON.stringify(result) ?? 'null' }),
          fail: () => settle({ requestId: 'r', error: { errorType: 'Error', errorMessage: 'no' } }),
        });
      }),
    warn: (text) => {
      throw new Error(text);
    },
  });
  stops.push(() => {
    for (const resolve of answers) resolve({ requestId: 'r', payload: 'null' });
    return stop();
  });
  return {
    clock,
    batches,
    async send(...messages: [group: string, body: string][]) {
      for (const [MessageGroupId, MessageBody] of messages) {
        await call('SendMessage', {
          QueueUrl: queueUrl,
          MessageGroupId,
          MessageBody,
          MessageAttributes: { Kind: { DataType: 'String', StringValue: 'test' } },
        });
      }
      await clock.advance(0);
    },
    async left(): Promise<number> {
      const { Attributes } = await call('GetQueueAttributes', {
        QueueUrl: queueUrl,
        AttributeNames: ['All'],
      });
      const counts = Attributes as Record<string, string>;
      return (
        Number(counts.ApproximateNumberOfMessages) + Number(counts.ApproximateNumberOfMessagesNotVisible)
      );
    },
  };
}

function batchAt(batches: readonly Batch[], index: number): Batch {
  const batch = batches[index];
  if (!batch) throw new Error(`no batch ${index}`);
  return batch;
}

describe('an event source mapping', () => {
  it('gives a function the records that Lambda gives it', async () => {
    const { batches, send } = await eventSource();
    await send(['g', 'text']);
    expect(batchAt(batches, 0).records).toEqual([
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: 'text',
        attributes: {
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: '1767225600000',
          SentTimestamp: '1767225600000',
          SenderId: expect.any(String),
          SequenceNumber: expect.stringMatching(/^\d{20}$/),
          MessageGroupId: 'g',
          MessageDeduplicationId: expect.any(String),
        },
        messageAttributes: {
          Kind: { stringValue: 'test', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfBody: '1cb251ec0d568de6a929b520c4aed8d1',
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn,
        awsRegion: 'us-east-1',
      },
    ]);
  });

  it('deletes what the function has done', async () => {
    const { batches, send, left } = await eventSource();
    await send(['a', '1'], ['b', '2']);
    await batchAt(batches, 0).answer({ batchItemFailures: [] });
    await batchAt(batches, 1).answer(undefined);
    expect(await left()).toBe(0);
  });

  it('leaves a failed batch alone until its visibility ends', async () => {
    const { batches, send, clock } = await eventSource();
    await send(['a', '1']);
    await batchAt(batches, 0).fail();
    await clock.advance(29_000);
    expect(batches).toHaveLength(1);
    await clock.advance(1000);
    expect(batchAt(batches, 1).bodies).toEqual(['1']);
  });

  it('deletes the rest of a batch that failed in part', async () => {
    const { batches, send, clock, left } = await eventSource();
    await send(['x', 'first']);
    await send(['a', '1'], ['b', '2'], ['c', '3']);
    await batchAt(batches, 0).answer(null);
    const { records } = batchAt(batches, 1);
    await batchAt(batches, 1).answer({ batchItemFailures: [{ itemIdentifier: records[1]?.messageId }] });
    expect(await left()).toBe(1);
    await clock.advance(30_000);
    expect(batchAt(batches, 2).bodies).toEqual(['2']);
  });

  it('takes a partial failure for a success where the mapping does not report them', async () => {
    const { batches, send, left } = await eventSource({ reportsFailures: false });
    await send(['a', '1']);
    const [record] = batchAt(batches, 0).records;
    await batchAt(batches, 0).answer({ batchItemFailures: [{ itemIdentifier: record?.messageId }] });
    expect(await left()).toBe(0);
  });

  it('has at most as many batches under way as it may, and a group in one of them', async () => {
    const { batches, send } = await eventSource({ concurrency: 2, batchSize: 1 });
    await send(['a', 'a1'], ['a', 'a2'], ['b', 'b1'], ['c', 'c1']);
    expect(batches.map(({ bodies }) => bodies)).toEqual([['a1'], ['b1']]);
    await batchAt(batches, 1).answer(null);
    expect(batchAt(batches, 2).bodies).toEqual(['c1']);
    await batchAt(batches, 0).answer(null);
    expect(batchAt(batches, 3).bodies).toEqual(['a2']);
  });

  it('gathers what arrives during a short batch, and does not wait for a long one', async () => {
    const { batches, send, clock } = await eventSource({ concurrency: 2 });
    await send(['a', '1']);
    await send(['b', '2'], ['c', '3']);
    expect(batches).toHaveLength(1);
    await clock.advance(20);
    expect(batches.map(({ bodies }) => bodies)).toEqual([['1'], ['2', '3']]);
  });

  it('deletes what its filter refuses, unread', async () => {
    const accepts = recordFilter(['{"body":{"kind":["good"]}}']);
    const { batches, send, left } = await eventSource(accepts ? { accepts } : {});
    await send(['a', '{"kind":"bad"}'], ['b', 'no json'], ['c', '{"kind":"good"}']);
    expect(batches.map(({ bodies }) => bodies)).toEqual([['{"kind":"good"}']]);
    expect(await left()).toBe(1);
  });
});

describe('what a function reports about its batch', () => {
  const batch = ['a', 'b', 'c'];
  const report = (...identifiers: unknown[]) => ({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });

  it.each<[string, unknown, string[]]>([
    ['null', null, []],
    ['an empty object', {}, []],
    ['no list', { batchItemFailures: null }, []],
    ['an empty list', report(), []],
    ['one message', report('b'), ['b']],
    ['a message twice', report('b', 'b'), ['b']],
    ['an unknown message', report('a', 'z'), batch],
    ['an empty identifier', report('a', ''), batch],
    ['a null identifier', report(null), batch],
    ['another key', { batchItemFailures: [{ id: 'a' }] }, batch],
    ['null in the list', { batchItemFailures: [null] }, batch],
    ['a list that is none', { batchItemFailures: 'a' }, batch],
    ['an answer of another shape', ['a'], batch],
    ['text', 'fine', batch],
  ])('%s', (_, result, failed) => {
    expect([...failedMessageIds(JSON.stringify(result), batch)]).toEqual(failed);
  });
});
