import type { SQSRecord } from 'aws-lambda';
import { type Delivery, readDelivery } from '../lib/delivery';
import { describeIssue, Failure, type Stage, toFailure } from '../lib/failure';
import type { OrderEvent } from '../lib/order/order-event';
import type { Reader } from '../lib/provider';
import { mapperOf, read } from '../lib/reading/read';
import { BUS_LIMITS, type BusEntry, entryBytes, type Outcome, type Publish } from './aws/bus';
import { describeError, type Log } from './aws/log';
import type { Metrics } from './aws/metrics';
import type { Queue } from './aws/queue';
import { backoffSeconds } from './backoff';
import { toBusEntry } from './bus-entry';
import { writeLetter } from './dead-letter';

/** One provider's queues. */
export interface Line {
  readonly provider: Reader;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

export interface WaveDependencies {
  readonly lines: readonly Line[];
  readonly publish: Publish;
  readonly queue: Pick<Queue, 'send'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  /** From 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  /** How long after it was sent a delivery is tried again. */
  readonly retryForSeconds: number;
}

/** What became of a record: published or parked, or to be received again in so many seconds. */
export type Result = 'done' | { readonly retryInSeconds: number };

/**
 * Reads and publishes records of different orders, ten to a request; parks what nothing will come of. `undefined`
 * where there was no time for a record.
 * @param inTime whether there is time for one more request
 */
export async function runWave(
  dependencies: WaveDependencies,
  records: readonly SQSRecord[],
  inTime: () => boolean,
): Promise<(Result | undefined)[]> {
  const results = new Map<SQSRecord, Result>();
  const lost: Lost[] = [];
  const ready: Ready[] = [];
  for (const record of records) {
    const prepared = prepare(dependencies, record);
    if ('failure' in prepared) lost.push(prepared);
    else ready.push(prepared);
  }
  for (const request of pack(ready)) {
    if (!inTime()) break;
    const outcomes = await dependencies.publish(request.map(({ entry }) => entry));
    for (const [i, item] of request.entries()) {
      const judged = judge(dependencies, item, outcomes[i]);
      if (judged instanceof Failure) lost.push({ ...item, failure: judged, stage: 'publish' });
      else results.set(item.record, judged);
    }
  }
  await Promise.all(lost.map(async (item) => results.set(item.record, await park(dependencies, item))));
  return records.map((record) => results.get(record));
}

/** A record with what is known of it so far. */
interface Known {
  readonly record: SQSRecord;
  readonly line: Line | undefined;
  readonly delivery?: Delivery;
}

interface Ready extends Known {
  readonly delivery: Delivery;
  readonly line: Line;
  readonly event: OrderEvent;
  readonly entry: BusEntry;
}

interface Lost extends Known {
  readonly failure: Failure;
  readonly stage: Stage;
}

function prepare({ lines }: WaveDependencies, record: SQSRecord): Ready | Lost {
  const line = lineOf(lines, record);
  let known: Known = { record, line };
  try {
    const delivery = readDelivery(record.body);
    known = { ...known, delivery };
    if (!line || line.provider.name !== delivery.provider)
      throw new Failure('NOT_A_DELIVERY', [{ path: '/provider', message: "expected the queue's own" }]);
    const made = read(line.provider, delivery);
    return { record, line, delivery, event: made.event, entry: toBusEntry(made) };
  } catch (thrown) {
    const failure = toFailure(thrown);
    return { ...known, failure, stage: failure.stage };
  }
}

/** The line whose queue the record came from: its ARN ends as its URL does. */
export const lineOf = (lines: readonly Line[], { eventSourceARN }: SQSRecord): Line | undefined =>
  lines.find(({ queueUrl }) => queueUrl.split('/').at(-1) === eventSourceARN.split(':').at(-1));

/** Requests of at most ten entries and one megabyte. */
function pack(items: readonly Ready[]): Ready[][] {
  const requests: Ready[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = entryBytes(item.entry);
    const request = requests.at(-1);
    if (request && request.length < BUS_LIMITS.entries && bytes + size < BUS_LIMITS.bytes) {
      request.push(item);
      bytes += size;
    } else {
      requests.push([item]);
      bytes = size;
    }
  }
  return requests;
}

function judge(dependencies: WaveDependencies, item: Ready, outcome: Outcome | undefined): Result | Failure {
  const { log, metrics, now, random, retryForSeconds } = dependencies;
  const { record, delivery, event } = item;
  const { id, provider, correlationId } = delivery;
  if (outcome?.published) {
    countPublished(metrics, event, now() - Date.parse(delivery.receivedAt));
    log.info('published', { id, provider, correlationId, type: event.metadata.type });
    return 'done';
  }
  const code = outcome?.code ?? 'NoAnswer';
  if (outcome && !outcome.retryable) return new Failure('BUS_REJECTED', [{ path: '', message: code }]);
  if (now() - Number(record.attributes.SentTimestamp) >= retryForSeconds * 1000)
    return new Failure('BUS_UNAVAILABLE', [{ path: '', message: code }]);
  const retryInSeconds = backoffSeconds(receivesOf(record), random());
  metrics.add('Retried', 1, { Provider: provider });
  log.warn('retried', { id, provider, correlationId, code, retryInSeconds, receives: receivesOf(record) });
  return { retryInSeconds };
}

/** Puts a dead letter with its reason. Where that fails, the record is received again. */
async function park(
  dependencies: WaveDependencies,
  { record, line, delivery, failure, stage }: Lost,
): Promise<Result> {
  const { queue, log, metrics, now, random } = dependencies;
  const provider = line?.provider.name ?? 'unknown';
  const about = {
    id: delivery?.id,
    provider,
    correlationId: delivery?.correlationId,
    stage,
    code: failure.code,
    receives: receivesOf(record),
  };
  const letter = writeLetter(
    { messageId: record.messageId, body: record.body, receives: receivesOf(record) },
    failure,
    { stage, at: new Date(now()).toISOString(), mapper: line && mapperOf(line.provider) },
  );
  try {
    if (!line) throw new Error('no dead-letter queue belongs to this event source');
    await queue.send(line.deadLetterQueueUrl, letter);
  } catch (error) {
    const retryInSeconds = backoffSeconds(receivesOf(record), random());
    log.error('not parked', { ...about, retryInSeconds, ...describeError(error) });
    return { retryInSeconds };
  }
  metrics.add('Dead', 1, { Provider: provider, Code: failure.code });
  log.error('parked', {
    ...about,
    issues: failure.issues.slice(0, 20).map(describeIssue),
    ...(failure.code === 'INTERNAL' ? describeError(failure) : {}),
  });
  return 'done';
}

function countPublished(metrics: Metrics, { metadata, data }: OrderEvent, age: number): void {
  const Provider = metadata.provider;
  metrics.add('Published', 1, { Provider });
  metrics.add('Age', age, { Provider });
  metrics.add('UnmappedFields', Object.keys(data.unmapped).length, { Provider });
  for (const { code } of data.notices) metrics.add('Notices', 1, { Provider, Code: code });
}

const receivesOf = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount);
