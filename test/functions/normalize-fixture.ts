import type { SQSRecord } from 'aws-lambda';
import type { BusEntry, Outcome } from '../../functions/aws/bus';
import type { OutgoingMessage, VisibilityChange } from '../../functions/aws/queue';
import { createNormalize } from '../../functions/normalize';
import type { ReadAlone } from '../../functions/reading-thread';
import { type Delivery, groupOf } from '../../lib/delivery';
import { eventIdOf } from '../../lib/identity';
import { writeMessage } from '../../lib/json';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { type FakePayload, fakeProvider } from '../support/fake-provider';
import { type RecordOptions, sqsRecord } from '../support/lambda-events';
import { createRecorder } from '../support/recorder';

export const QUEUE = 'order-events-fake.fifo';
const url = (name: string) => `https://sqs/000000000000/${name}`;
export const QUEUE_URL = url(QUEUE);
export const DEAD_URL = url('order-events-fake-dead.fifo');
const OTHER = fakeProvider('other');

export const PUBLISHED: Outcome = { published: true };
export const failed = (code: string, retryable = true): Outcome => ({ published: false, code, retryable });

export interface ConsumerOptions {
  readonly provider?: Provider;
  /** What becomes of an entry; published where it is left out. */
  readonly outcome?: (event: OrderEvent) => Outcome | undefined;
  /** Stands in for the dead-letter queue. */
  readonly deadLetter?: (message: OutgoingMessage) => Promise<void>;
  readonly changeVisibility?: () => Promise<void>;
  /** Reads what was received before, in place of a thread. */
  readonly readAlone?: ReadAlone;
  readonly random?: () => number;
  /** Milliseconds left at each look. */
  readonly timeLeft?: () => number;
}

/** The consumer between a bus and a dead-letter queue that can be looked into. */
export function openConsumer(options: ConsumerOptions = {}) {
  const {
    outcome = () => PUBLISHED,
    deadLetter,
    changeVisibility,
    random = () => 0,
    timeLeft = () => 30_000,
  } = options;
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const recorder = createRecorder(() => clock.now);
  const requests: OrderEvent[][] = [];
  const entries: BusEntry[] = [];
  const sent: { url: string; message: OutgoingMessage }[] = [];
  const changes: { url: string; changes: readonly VisibilityChange[] }[] = [];
  const normalize = createNormalize({
    queues: [
      {
        provider: OTHER,
        queueUrl: url('order-events-other.fifo'),
        deadLetterQueueUrl: url('other-dead.fifo'),
      },
      { provider: options.provider ?? fakeProvider(), queueUrl: QUEUE_URL, deadLetterQueueUrl: DEAD_URL },
    ],
    async publish(asked) {
      const events = asked.map(({ detail }): OrderEvent => JSON.parse(detail));
      requests.push(events);
      entries.push(...asked);
      return events.map(outcome) as Outcome[];
    },
    queue: {
      async send(to, message) {
        await deadLetter?.(message);
        sent.push({ url: to, message });
      },
      async changeVisibility(of, asked) {
        await changeVisibility?.();
        changes.push({ url: of, changes: asked });
      },
    },
    log: recorder.log,
    metrics: recorder.metrics,
    now: () => clock.now,
    random,
    ...(options.readAlone && { readAlone: options.readAlone }),
    retryForSeconds: 21_600,
  });
  return {
    ...recorder,
    clock,
    entries,
    sent,
    changes,
    /** The events of each request, as `order/state`. */
    asked: () => requests.map((events) => events.map(stateOf)),
    /** Runs a batch; the ids of what failed. */
    async run(...records: SQSRecord[]): Promise<string[]> {
      const { batchItemFailures } = await normalize(
        { Records: records },
        { getRemainingTimeInMillis: timeLeft },
      );
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    },
    /** What the visibility of each record was set to, in seconds. */
    delays: (): Record<string, number> =>
      Object.fromEntries(
        changes.flatMap(({ changes: all }) =>
          all.map(({ receiptHandle, seconds }) => [receiptHandle.replace('receipt of ', ''), seconds]),
        ),
      ),
    /** The dead letters. */
    deadLetters: () => sent.map(({ message }) => JSON.parse(message.body)),
  };
}

export const stateOf = ({ data: { order } }: OrderEvent): string =>
  `${order.id.split(':').at(-1)}/${order.totals?.total}`;

/** A delivery of the fake provider as the receiver queues it. */
export function deliveryOf(payload: FakePayload, more: Partial<Delivery> = {}): Delivery {
  const text = JSON.stringify(payload);
  return {
    v: 1,
    provider: 'fake',
    endpoint: 'store',
    account: 'acme',
    event: 'made',
    id: eventIdOf(['fake'], Buffer.from(text)),
    ...(payload.order !== undefined && { orderKey: `fake:acme:${payload.order}` }),
    receivedAt: '2026-05-04T09:59:59Z',
    correlationId: 'request-1',
    encoding: 'text',
    payload: text,
    ...more,
  };
}

/** A record of the fake provider's queue. Its id is `order/state`. */
export function recordOf(payload: FakePayload, options: Partial<RecordOptions> = {}): SQSRecord {
  const delivery = deliveryOf(payload);
  return sqsRecord(writeMessage(delivery), {
    queue: QUEUE,
    id: `${payload.order}/${payload.state}`,
    group: groupOf(delivery),
    sentAt: Date.parse('2026-05-04T09:59:59Z'),
    ...options,
  });
}

/** A record whose body is anything. */
export const garbage = (body: string, options: Partial<RecordOptions> = {}): SQSRecord =>
  sqsRecord(body, { queue: QUEUE, sentAt: Date.parse('2026-05-04T09:59:59Z'), ...options });
