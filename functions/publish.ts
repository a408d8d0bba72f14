import type { SQSRecord } from 'aws-lambda';
import { Failure } from '../lib/failure';
import { aboutDelivery, aboutReplay } from './about-delivery';
import { BUS_LIMITS, entryBytes, type Outcome, type Publish } from './aws/bus';
import { backoffSeconds } from './backoff';
import { countSettled } from './count-settled';
import { type DeadLetterDependencies, deadLetter } from './dead-letter';
import { findQueues, type ProviderQueues, receivesOf } from './provider-queues';
import { publishEditions } from './publish-editions';
import { type FailedRecord, type ReadyRecord, type RecordReading, readRecord } from './read-record';
import type { ReadAlone } from './reading-thread';

export interface PublishDependencies extends DeadLetterDependencies {
  readonly queues: readonly ProviderQueues[];
  readonly publish: Publish;
  /** Reads what was received before without a result. @default in the same thread as everything else */
  readonly readAlone?: ReadAlone;
  /** How long after it was sent a delivery is tried again. */
  readonly retryForSeconds: number;
}

/** What became of a record: published or dead-lettered, or to be received again in so many seconds. */
export type Result = 'done' | { readonly retryInSeconds: number };

/**
 * Milliseconds that have to be left when a step begins. A call to AWS takes 6.5 at most: two tries of three seconds. A
 * step that is cut off by the function's time-out would undo the whole batch: its events would be published twice.
 */
const CALL_MS = 6_500;
export const POSTPONE_MS = CALL_MS;
const DEAD_LETTER_MS = CALL_MS + POSTPONE_MS;
/** A request, and where it is rejected for the sake of one entry, each entry alone. */
const PUBLISH_MS = 2 * CALL_MS + POSTPONE_MS;
/** Reading a delivery of the largest size, and publishing it. */
const READ_MS = 2_500 + PUBLISH_MS;

/**
 * From this receive on a record is read in a thread of its own. The function may have ended twice while it was read,
 * for lack of memory or time, and other records with it. Retries for the bus are counted too: they are only read a bit
 * more slowly.
 */
const ALONE_FROM_RECEIVE = 3;
/** Many times what reading the largest delivery takes on the slowest machine. */
const ALONE_MS = 8_000;

/**
 * Reads and publishes records of different orders, ten to a request; dead-letters those that cannot become events.
 * `undefined` where there was no time for a record.
 * @param timeLeft milliseconds until the function is ended
 */
export async function publishBatch(
  dependencies: PublishDependencies,
  records: readonly SQSRecord[],
  timeLeft: () => number,
): Promise<(Result | undefined)[]> {
  const results = new Map<SQSRecord, Result>();
  const ready: Ready[] = [];
  const failed: Failed[] = [];
  for (const record of suspectsLast(records)) {
    const left = timeLeft();
    if (left < READ_MS) break;
    const reading = await readOne(dependencies, record, left - PUBLISH_MS);
    if (!reading) continue;
    if ('failure' in reading) failed.push({ ...reading, record });
    else ready.push({ ...reading, record });
  }
  for (const request of pack(ready)) {
    if (timeLeft() < PUBLISH_MS) break;
    const outcomes = await publishEditions(dependencies.publish, request);
    for (const [i, item] of request.entries()) {
      const result = settle(dependencies, item, outcomes[i]);
      if (result instanceof Failure) failed.push({ ...item, failure: result });
      else results.set(item.record, result);
    }
  }
  if (timeLeft() >= DEAD_LETTER_MS)
    await Promise.all(
      failed.map(async ({ record, ...item }) => {
        const queues = findQueues(dependencies.queues, record);
        results.set(record, await deadLetter(dependencies, record, queues, item));
      }),
    );
  return records.map((record) => results.get(record));
}

/** `undefined` where a record that is read alone would have needed more time than there was. */
async function readOne(
  { queues, readAlone }: PublishDependencies,
  record: SQSRecord,
  milliseconds: number,
): Promise<RecordReading | undefined> {
  const provider = findQueues(queues, record)?.provider;
  if (!readAlone || !isSuspect(record)) return readRecord(provider, record);
  const reading = await readAlone(provider, record, Math.min(milliseconds, ALONE_MS));
  const aborted = 'failure' in reading && reading.failure.code === 'READING_ABORTED';
  return aborted && milliseconds < ALONE_MS ? undefined : reading;
}

const isSuspect = (record: SQSRecord): boolean => receivesOf(record) >= ALONE_FROM_RECEIVE;

const suspectsLast = (records: readonly SQSRecord[]): SQSRecord[] => [
  ...records.filter((record) => !isSuspect(record)),
  ...records.filter(isSuspect),
];

interface Ready extends ReadyRecord {
  readonly record: SQSRecord;
}

interface Failed extends FailedRecord {
  readonly record: SQSRecord;
}

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

/** What the bus's answer means for a record: done, again later, or a failure for good. */
function settle(
  { log, metrics, now, random, retryForSeconds }: PublishDependencies,
  item: Ready,
  outcome: Outcome | undefined,
): Result | Failure {
  const { record, delivery, names, entry } = item;
  const about = {
    ...aboutDelivery(log, delivery, names),
    ...aboutReplay(record, delivery),
    receives: receivesOf(record),
  };
  if (outcome?.published) {
    count(metrics, item, now());
    log.info('published', { ...about, type: entry.detailType, age: ageOf(delivery, now()) });
    return 'done';
  }
  const code = outcome?.code ?? 'NoAnswer';
  if (outcome && !outcome.retryable) return new Failure('BUS_REJECTED', [{ path: '', message: code }]);
  if (now() - Number(record.attributes.SentTimestamp) >= retryForSeconds * 1000)
    return new Failure('BUS_UNAVAILABLE', [{ path: '', message: code }]);
  const retryInSeconds = backoffSeconds(receivesOf(record), random());
  const age = ageOf(delivery, now());
  metrics.add('Retried', 1, { Provider: delivery.provider });
  metrics.add('RetriedAge', age, { Provider: delivery.provider });
  // Nothing was published: that is another thing than nothing to publish, which leaves no number.
  metrics.add('Published', 0, { Provider: delivery.provider });
  log.warn('retried', { ...about, code, retryInSeconds, age });
  return { retryInSeconds };
}

const ageOf = ({ receivedAt }: Pick<ReadyRecord['delivery'], 'receivedAt'>, now: number): number =>
  now - Date.parse(receivedAt);

function count(
  metrics: PublishDependencies['metrics'],
  { delivery, counts }: ReadyRecord,
  now: number,
): void {
  const Provider = delivery.provider;
  metrics.add('Published', 1, { Provider });
  countSettled(metrics, delivery);
  metrics.add('Age', ageOf(delivery, now), { Provider });
  metrics.add('UnmappedFields', counts.unmappedFields, { Provider });
  for (const [Code, times] of Object.entries(counts.notices))
    metrics.add('Notices', times, { Provider, Code });
}
