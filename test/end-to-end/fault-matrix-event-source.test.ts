import {
  createFaults,
  createJournal,
  createManualClock,
  createSqs,
  instrumented,
  type JsonObject,
  startEventSource,
} from '@order-events/local';
import { createEndpoints } from '../../functions/endpoints';
import { createNormalize } from '../../functions/normalize';
import { createReceive } from '../../functions/receive';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { httpEvent } from '../support/lambda-events';
import { createRecorder } from '../support/recorder';
import { firstEndpoint } from '../support/running-stack';
import { statesOfOneOrder } from '../support/same-order';

/**
 * The cells of the fault matrix for the two calls that Lambda's event source makes: the sender has its 200 already,
 * so that each says where the order is, and how often its event comes. The rest: `test/functions`.
 */
const FAULTS = {
  throttled: { kind: 'throttle' },
  refused: { kind: 'fail', code: 'ServiceUnavailable', status: 503 },
  slow: { kind: 'delay', milliseconds: 5_000 },
  'lost before': { kind: 'drop', when: 'before' },
  'lost after': { kind: 'drop', when: 'after' },
  malformed: { kind: 'malformed' },
} as const;
type Fault = keyof typeof FAULTS;

/** How often the first of three events is on the bus at the end, and after about how many seconds the queue is empty. */
interface Cell {
  readonly times: 1 | 2;
  readonly after: 0 | 180;
}

const MATRIX: Record<'ReceiveMessage' | 'DeleteMessageBatch', Record<Fault, Cell>> = {
  ReceiveMessage: {
    throttled: { times: 1, after: 0 },
    refused: { times: 1, after: 0 },
    slow: { times: 1, after: 0 },
    'lost before': { times: 1, after: 0 },
    // In flight for nobody, until the time-out of its visibility.
    'lost after': { times: 1, after: 180 },
    malformed: { times: 1, after: 180 },
  },
  DeleteMessageBatch: {
    throttled: { times: 2, after: 180 },
    refused: { times: 2, after: 180 },
    slow: { times: 1, after: 0 },
    'lost before': { times: 2, after: 180 },
    'lost after': { times: 1, after: 0 },
    malformed: { times: 1, after: 0 },
  },
};

const cells = Object.entries(MATRIX).flatMap(([action, row]) =>
  Object.entries(row).map(([fault, cell]) => [action, fault as Fault, cell] as const),
);

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe.each(providers)('$name', (provider) => {
  it.each(cells)('%s, %s: %j', async (action, fault, { times, after }) => {
    const { faults, deliver, bus, secondsUntilEmpty } = await start(provider);
    faults.add({ ...FAULTS[fault], service: 'sqs', action, times: 1 });
    const accepted: string[] = [];
    for (const payload of statesOfOneOrder(provider, 3)) accepted.push(await deliver(payload));

    const seconds = await secondsUntilEmpty();
    expect(seconds).toBeGreaterThanOrEqual(after);
    expect(seconds).toBeLessThanOrEqual(after + 10);
    // Nothing is lost, nothing overtakes, and what comes twice is the same to the byte.
    expect([...new Set(bus.map(idOf))]).toEqual(accepted);
    expect(bus.map(idOf)).toEqual(
      [...bus.map(idOf)].sort((a, b) => accepted.indexOf(a) - accepted.indexOf(b)),
    );
    expect(new Set(bus).size).toBe(3);
    expect(bus.filter((detail) => idOf(detail) === accepted[0])).toHaveLength(times);
    expect(faults.list()).toEqual([]);
  });
});

const idOf = (detail: string): string => (JSON.parse(detail) as OrderEvent).metadata.id;

/** The receiver, the local queue with its event source, the consumer and a bus. */
async function start(provider: Provider) {
  const clock = createManualClock();
  const faults = createFaults();
  const place = { account: '000000000000', region: 'us-east-1' };
  const origin = 'http://127.0.0.1:4566';
  const url = (name: string) => `${origin}/${place.account}/${name}`;
  const journal = createJournal({ now: clock.now });
  const tools = { clock, faults, journal, kill: () => {} };
  const sqs = instrumented('sqs', createSqs({ clock, ...place, origin: () => origin }), tools);
  const call = async (action: keyof typeof sqs.actions, input: JsonObject) => sqs.actions[action](input);
  for (const QueueName of ['source.fifo', 'dead.fifo'])
    await call('CreateQueue', { QueueName, Attributes: { FifoQueue: 'true', VisibilityTimeout: '180' } });

  const bus: string[] = [];
  const { log, metrics } = createRecorder(clock.now);
  const [endpointName, endpoint] = firstEndpoint(provider);
  const queues = { provider, queueUrl: url('source.fifo'), deadLetterQueueUrl: url('dead.fifo') };
  const queue = {
    async send(QueueUrl: string, message: { body: string; group: string; deduplication: string }) {
      const { body: MessageBody, group: MessageGroupId, deduplication: MessageDeduplicationId } = message;
      await call('SendMessage', { QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId });
    },
    changeVisibility: () => Promise.reject(new Error('nothing is to be retried here')),
  };
  const document = JSON.stringify({ [endpointName]: endpoint });
  const endpoints = createEndpoints({ provider, fetch: async () => document, now: clock.now });
  const receive = createReceive({ intakes: [{ ...queues, endpoints }], queue, log, metrics, now: clock.now });
  const normalize = createNormalize({
    queues: [queues],
    async publish(entries) {
      bus.push(...entries.map(({ detail }) => detail));
      return entries.map(() => ({ published: true }));
    },
    ...{ queue, log, metrics, now: clock.now, random: () => 0, retryForSeconds: 21_600 },
  });
  const stop = startEventSource({
    definition: {
      queueUrl: url('source.fifo'),
      queueArn: `arn:aws:sqs:us-east-1:${place.account}:source.fifo`,
      functionName: 'normalize',
      region: place.region,
      batchSize: 10,
      concurrency: 1,
      reportsFailures: true,
    },
    queues: sqs,
    clock,
    async invoke(_, event) {
      const result = await normalize(JSON.parse(event), { getRemainingTimeInMillis: () => 30_000 });
      return { requestId: 'r', payload: JSON.stringify(result) };
    },
    warn: () => {},
  });
  // A poller may be waiting on the clock.
  stops.push(async () => {
    const stopped = stop();
    await clock.advance(60_000);
    await stopped;
  });
  // Its first poll waits for messages already; the faults are for the next ones.
  await clock.advance(20_000);

  return {
    faults,
    bus,
    async deliver(payload: string): Promise<string> {
      const request = provider.sign(payload, endpoint, { now: Date.now() });
      const { statusCode, body = '{}' } = await receive(httpEvent(provider.name, endpointName, request));
      expect(statusCode).toBe(200);
      return JSON.parse(body).id;
    },
    /** Moves the clock on until the queue holds nothing, in sight or not. */
    async secondsUntilEmpty(): Promise<number> {
      for (let seconds = 0; seconds < 600; seconds++) {
        const { Attributes } = await call('GetQueueAttributes', {
          QueueUrl: url('source.fifo'),
          AttributeNames: ['All'],
        });
        const counts = Attributes as Record<string, string>;
        if (
          Number(counts.ApproximateNumberOfMessages) +
            Number(counts.ApproximateNumberOfMessagesNotVisible) ===
          0
        )
          return seconds;
        await clock.advance(1_000);
      }
      throw new Error('the queue does not become empty');
    },
  };
}
