import { gzipSync } from 'node:zlib';
import { writeMessage } from '../../lib/json';
import { failed, garbage, openConsumer, recordOf } from './normalize-fixture';

describe('a delivery that cannot become an event', () => {
  it('is dead-lettered with its reason, beside the others', async () => {
    const consumer = openConsumer();
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1 }),
      recordOf({ order: 'b', state: 1, failure: 'ACCOUNT_MISMATCH' }),
    );
    expect(failures).toEqual([]);
    expect(consumer.asked()).toEqual([['a/1']]);
    expect(consumer.sent).toEqual([
      {
        url: 'https://sqs/000000000000/order-events-fake-dead.fifo',
        message: {
          body: expect.any(String),
          group: 'b/1',
          deduplication: 'b/1',
          attributes: {
            code: 'ACCOUNT_MISMATCH',
            stage: 'validate',
            provider: 'fake',
            id: expect.stringMatching(/^[0-9a-f]{64}$/),
            orderKey: 'fake:acme:b',
          },
        },
      },
    ]);
    expect(consumer.deadLetters()[0]).toEqual({
      ...JSON.parse(recordOf({ order: 'b', state: 1, failure: 'ACCOUNT_MISMATCH' }).body),
      failure: {
        stage: 'validate',
        code: 'ACCOUNT_MISMATCH',
        message: "The payload names another account than the endpoint's entry.",
        paths: [],
        retryable: false,
        receives: 1,
        at: '2026-05-04T10:00:00.000Z',
        mapper: 'fake@7',
      },
    });
    expect(consumer.count('DeadLettered', { Provider: 'fake', Code: 'ACCOUNT_MISMATCH' })).toBe(1);
    expect(consumer.logged('dead-lettered')).toEqual([
      expect.objectContaining({ level: 'ERROR', code: 'ACCOUNT_MISMATCH', stage: 'validate' }),
    ]);
  });

  it.each([
    ['UNKNOWN_CURRENCY', 'map', { failure: 'UNKNOWN_CURRENCY' }],
    ['UNSUPPORTED_VERSION', 'validate', { failure: 'UNSUPPORTED_VERSION' }],
    ['SCHEMA_MISMATCH', 'validate', { issues: 1 }],
    ['INTERNAL', 'map', { failure: 'bug' }],
    ['EVENT_TOO_LARGE', 'publish', { bulk: 'x'.repeat(1_000_000) }],
  ] as const)('is a dead letter %s of stage %s', async (code, stage, payload) => {
    const consumer = openConsumer();
    expect(await consumer.run(recordOf({ order: 'a', state: 1, ...payload }))).toEqual([]);
    expect(consumer.sent[0]?.message.attributes).toMatchObject({ code, stage });
    expect(consumer.asked()).toEqual([]);
  });

  it.each([
    ['NOT_JSON', 'parse', { payload: '{' }],
    [
      'NOT_JSON',
      'parse',
      { encoding: 'gzip+base64', payload: gzipSync(Buffer.from([0xff])).toString('base64') },
    ],
    ['NOT_A_DELIVERY', 'decode', { encoding: 'gzip+base64', payload: 'no gzip' }],
    ['UNDECRYPTABLE', 'decode', { encoding: 'sealed', payload: 'cipher' }],
    ['UNSUPPORTED_EVENT', 'validate', { event: 'deleted' }],
    ['SCHEMA_MISMATCH', 'validate', { event: undefined }],
  ])('is a dead letter %s of stage %s: %j', async (code, stage, more) => {
    const consumer = openConsumer();
    const record = recordOf({ order: 'a', state: 1 });
    const body = JSON.stringify({ ...JSON.parse(record.body), ...more });
    expect(await consumer.run({ ...record, body })).toEqual([]);
    expect(consumer.sent[0]?.message.attributes).toMatchObject({ code, stage });
  });

  it('is one that the bus refuses for good', async () => {
    const consumer = openConsumer({ outcome: () => failed('MalformedDetail', false) });
    expect(await consumer.run(recordOf({ order: 'a', state: 1 }))).toEqual([]);
    expect(consumer.deadLetters()[0]?.failure).toMatchObject({
      code: 'BUS_REJECTED',
      stage: 'publish',
      message: 'The bus rejected the event for good. MalformedDetail',
    });
  });

  it('lets the later events of its order go on, once it is dead-lettered', async () => {
    const consumer = openConsumer();
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1 }),
      recordOf({ order: 'a', state: 2, failure: 'bug' }),
      recordOf({ order: 'a', state: 3 }),
    );
    expect(failures).toEqual([]);
    expect(consumer.asked()).toEqual([['a/1'], ['a/3']]);
    expect(consumer.sent).toHaveLength(1);
  });

  it('holds them back where it cannot be dead-lettered, and is received again', async () => {
    const consumer = openConsumer({ deadLetter: () => Promise.reject(new Error('down')) });
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1, failure: 'bug' }, { receives: 3 }),
      recordOf({ order: 'a', state: 2 }),
      recordOf({ order: 'b', state: 1 }),
    );
    expect(failures).toEqual(['a/1', 'a/2']);
    expect(consumer.delays()).toEqual({ 'a/1': 4, 'a/2': 4 });
    expect(consumer.asked()).toEqual([['b/1']]);
    expect(consumer.logged('not dead-lettered')).toEqual([
      expect.objectContaining({ code: 'INTERNAL', error: 'Error', retryInSeconds: 4 }),
    ]);
    expect(consumer.count('DeadLettered')).toBe(0);
  });

  it('reports the place of a bug', async () => {
    const consumer = openConsumer();
    await consumer.run(recordOf({ order: 'a', state: 1, failure: 'bug' }));
    const [line] = consumer.logged('dead-lettered');
    expect(line).toMatchObject({ error: 'Failure < TypeError' });
    expect(line?.at).toEqual(expect.arrayContaining([expect.stringContaining('fake-provider.ts')]));
  });
});

describe('what is on the queue and is no delivery of ours', () => {
  it.each([
    ['a text', 'surprise'],
    ['nothing', ' '],
    ['a list', '[1,2]'],
    ['null', 'null'],
    ['a number', '42'],
    ['an empty object', '{}'],
    ['an object with its own __proto__', '{"__proto__":{"v":1}}'],
    ['another version', JSON.stringify({ ...JSON.parse(recordOf({ order: 'a' }).body), v: 2 })],
    [
      'an unknown encoding',
      JSON.stringify({ ...JSON.parse(recordOf({ order: 'a' }).body), encoding: 'zip' }),
    ],
    [
      "another provider's",
      JSON.stringify({ ...JSON.parse(recordOf({ order: 'a' }).body), provider: 'other' }),
    ],
    ["nobody's", JSON.stringify({ ...JSON.parse(recordOf({ order: 'a' }).body), provider: 'nobody' })],
  ])('is dead-lettered: %s', async (_, body) => {
    const consumer = openConsumer();
    expect(await consumer.run(garbage(body, { id: 'g1' }), recordOf({ order: 'b', state: 1 }))).toEqual([]);
    expect(consumer.sent).toHaveLength(1);
    expect(consumer.sent[0]?.url).toContain('order-events-fake-dead.fifo');
    expect(consumer.sent[0]?.message).toMatchObject({
      group: 'g1',
      deduplication: 'g1',
      attributes: { code: 'NOT_A_DELIVERY', stage: 'decode' },
    });
    expect(consumer.asked()).toEqual([['b/1']]);
  });

  it('keeps what it says, though it cannot take the reason in', async () => {
    const consumer = openConsumer();
    await consumer.run(garbage('surprise', { id: 'g1' }), garbage('[1,2]', { id: 'g2' }));
    expect(consumer.sent.map(({ message }) => message.body)).toEqual(['surprise', '[1,2]']);
  });

  it('stays where it is when it comes from a queue that we do not know', async () => {
    const consumer = openConsumer();
    const record = recordOf({ order: 'a', state: 1 }, { queue: 'unknown.fifo' });
    expect(await consumer.run(record)).toEqual(['a/1']);
    expect(consumer.sent).toEqual([]);
    expect(consumer.logged('not dead-lettered')).toHaveLength(1);
  });

  it('may be a dead letter that was moved back: it is read anew', async () => {
    const consumer = openConsumer();
    const record = recordOf({ order: 'a', state: 1 });
    const body = writeMessage({ ...JSON.parse(record.body), failure: { code: 'INTERNAL' } });
    expect(await consumer.run({ ...record, body })).toEqual([]);
    expect(consumer.asked()).toEqual([['a/1']]);
  });
});
