import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { environmentName } from '../lib/names';
import { readers } from '../lib/providers';
import { createPublish } from './aws/bus';
import { fromEnvironment } from './aws/environment';
import { createLog, describeError } from './aws/log';
import { createMetrics } from './aws/metrics';
import { createQueue, type Queue } from './aws/queue';
import { lineOf, type Result, runWave, type WaveDependencies } from './publish';

/** A request to the bus that is started with less time left could be cut off in the middle of it. */
const LEAST_TIME_MS = 15_000;
/** For records that there was no time for: they come back as soon as SQS gives them out again. */
const NOT_TRIED: Result = { retryInSeconds: 1 };

export interface NormalizeDependencies extends WaveDependencies {
  readonly queue: Queue;
}

export type Normalize = (
  event: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/**
 * Turns deliveries into events on the bus, in waves: the first record of every order, then the second ones. A record
 * that has to be tried again holds back the later ones of its order, and only those.
 */
export function createNormalize(dependencies: NormalizeDependencies): Normalize {
  return async ({ Records: records }, context) => {
    const inTime = () => context.getRemainingTimeInMillis() >= LEAST_TIME_MS;
    let orders = groupByOrder(records);
    const again: Again[] = [];
    while (orders.length > 0) {
      const heads = orders.flatMap((order) => order.slice(0, 1));
      const results = inTime() ? await runWave(dependencies, heads, inTime) : [];
      orders = orders.flatMap((order, i) => {
        const result = results[i] ?? NOT_TRIED;
        if (result === 'done') return order.length > 1 ? [order.slice(1)] : [];
        again.push(...order.map((record) => ({ record, seconds: result.retryInSeconds })));
        return [];
      });
    }
    await postpone(dependencies, again);
    dependencies.metrics.flush();
    return { batchItemFailures: again.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };
}

interface Again {
  readonly record: SQSRecord;
  readonly seconds: number;
}

/** The records of each order as they came. The message group is the order, or the delivery where none can be told. */
function groupByOrder(records: readonly SQSRecord[]): SQSRecord[][] {
  const groups = new Map<string, SQSRecord[]>();
  for (const record of records) {
    const key = `${record.eventSourceARN} ${record.attributes.MessageGroupId ?? record.messageId}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()];
}

/**
 * Gives a failed record and those held back behind it the same new visibility: Lambda leaves them invisible for the
 * queue's whole time-out otherwise. Without it they only come back later.
 */
async function postpone(
  { queue, lines, log }: NormalizeDependencies,
  again: readonly Again[],
): Promise<void> {
  for (const line of lines) {
    const changes = again
      .filter(({ record }) => lineOf(lines, record) === line)
      .map(({ record, seconds }) => ({ receiptHandle: record.receiptHandle, seconds }));
    if (changes.length === 0) continue;
    try {
      await queue.changeVisibility(line.queueUrl, changes);
    } catch (error) {
      log.warn('visibility not changed', { records: changes.length, ...describeError(error) });
    }
  }
}

/** Lambda's entry. */
export const handler: Normalize = createNormalize({
  lines: readers.map((provider) => ({
    provider,
    get queueUrl() {
      return fromEnvironment(environmentName('QUEUE_URL', provider.name));
    },
    get deadLetterQueueUrl() {
      return fromEnvironment(environmentName('DEAD_LETTER_QUEUE_URL', provider.name));
    },
  })),
  publish: createPublish(() => fromEnvironment('BUS_NAME')),
  queue: createQueue(),
  log: createLog(),
  metrics: createMetrics(),
  now: Date.now,
  random: Math.random,
  retryForSeconds: Number(process.env.RETRY_FOR_SECONDS ?? 21_600),
});
