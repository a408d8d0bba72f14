import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readers } from '../lib/providers';
import { createPublish } from './aws/bus';
import { fromEnvironment } from './aws/environment';
import { createLog, describeError } from './aws/log';
import { createMetrics } from './aws/metrics';
import { createQueue, type Queue } from './aws/queue';
import { findQueues, queuesOf } from './provider-queues';
import { POSTPONE_MS, type PublishDependencies, publishBatch, type Result } from './publish';
import { createReadAlone, isReadingThread, serveReading } from './reading-thread';

/** For records that there was no time for: they come back as soon as SQS gives them out again. */
const NOT_TRIED: Result = { retryInSeconds: 1 };

export interface NormalizeDependencies extends PublishDependencies {
  readonly queue: Queue;
}

export type Normalize = (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/**
 * Turns deliveries into events on the bus: the first record of every message group, then the second ones, and so on. A
 * message group is an order. A record that has to be tried again holds back the later ones of its group, and only those.
 */
export function createNormalize(dependencies: NormalizeDependencies): Normalize {
  return async ({ Records: records }, context) => {
    const timeLeft = () => context.getRemainingTimeInMillis();
    const postponed: Postponed[] = [];
    let groups = groupRecords(records);
    while (groups.length > 0) {
      const first = groups.flatMap((group) => group.slice(0, 1));
      const results = await publishBatch(dependencies, first, timeLeft);
      groups = groups.flatMap((group, i) => {
        const result = results[i] ?? NOT_TRIED;
        if (result === 'done') return group.length > 1 ? [group.slice(1)] : [];
        for (const record of group) postponed.push({ record, seconds: result.retryInSeconds });
        return [];
      });
    }
    if (timeLeft() >= POSTPONE_MS) await postpone(dependencies, postponed);
    dependencies.metrics.flush();
    return { batchItemFailures: postponed.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
}

/** A record that is received again, so many seconds from now. */
interface Postponed {
  readonly record: SQSRecord;
  readonly seconds: number;
}

/** The records of each message group as they came; a record without a group is a group of its own. */
function groupRecords(records: readonly SQSRecord[]): SQSRecord[][] {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const key = `${record.eventSourceARN} ${record.attributes.MessageGroupId ?? record.messageId}`;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}

/**
 * Gives a failed record and those held back behind it the same new visibility: Lambda leaves them invisible for the
 * queue's whole time-out otherwise. Without it they only come back later.
 */
async function postpone(
  { queue, queues, log }: NormalizeDependencies,
  postponed: readonly Postponed[],
): Promise<void> {
  for (const one of queues) {
    const changes = postponed
      .filter(({ record }) => findQueues(queues, record) === one)
      .map(({ record, seconds }) => ({ receiptHandle: record.receiptHandle, seconds }));
    if (changes.length === 0) continue;
    try {
      await queue.changeVisibility(one.queueUrl, changes);
    } catch (error) {
      log.warn('visibility not changed', { records: changes.length, ...describeError(error) });
    }
  }
}

// The function's own file serves as the thread's.
if (isReadingThread()) serveReading(readers);

/** Lambda's entry. */
export const handler: Normalize = createNormalize({
  queues: readers.map(queuesOf),
  publish: createPublish(() => fromEnvironment('BUS_NAME')),
  readAlone: createReadAlone(__filename),
  queue: createQueue(),
  log: createLog(),
  metrics: createMetrics(),
  now: Date.now,
  random: Math.random,
  retryForSeconds: Number(process.env.RETRY_FOR_SECONDS ?? 21_600),
});
