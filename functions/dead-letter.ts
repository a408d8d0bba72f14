import type { SQSRecord } from 'aws-lambda';
import { cut } from '../lib/cut';
import type { DeadLetterFailure } from '../lib/dead-letter';
import { MESSAGE_LIMIT_BYTES } from '../lib/delivery';
import { describeIssue, type Failure } from '../lib/failure';
import { isObject, parseJson, writeMessage } from '../lib/json';
import { mapperOf } from '../lib/reading/read';
import { aboutDelivery, aboutReplay } from './about-delivery';
import { describeError, type Log } from './aws/log';
import type { Metrics } from './aws/metrics';
import type { OutgoingMessage, Queue } from './aws/queue';
import { backoffSeconds } from './backoff';
import { countSettled } from './count-settled';
import { type ProviderQueues, receivesOf } from './provider-queues';
import type { Result } from './publish';
import type { FailedRecord } from './read-record';

export interface DeadLetterDependencies {
  readonly queue: Pick<Queue, 'send'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  /** From 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}

/**
 * Sends a record to its provider's dead-letter queue, with the reason beside it. Where that fails, the record is
 * received again.
 */
export async function deadLetter(
  { queue, log, metrics, now, random }: DeadLetterDependencies,
  record: SQSRecord,
  queues: ProviderQueues | undefined,
  { delivery, failure }: FailedRecord,
): Promise<Result> {
  const provider = queues?.provider.name ?? 'unknown';
  const receives = receivesOf(record);
  const about = {
    ...aboutDelivery(log, { ...delivery, provider }),
    ...aboutReplay(record, { replay: delivery?.replay }),
    stage: failure.stage,
    code: failure.code,
    receives,
  };
  const message = writeDeadLetter({ messageId: record.messageId, body: record.body, receives }, failure, {
    at: new Date(now()).toISOString(),
    mapper: queues && mapperOf(queues.provider),
  });
  try {
    if (!queues) throw new Error('no dead-letter queue belongs to this event source');
    await queue.send(queues.deadLetterQueueUrl, message);
  } catch (error) {
    const retryInSeconds = backoffSeconds(receives, random());
    log.error('not dead-lettered', { ...about, retryInSeconds, ...describeError(error) });
    return { retryInSeconds };
  }
  metrics.add('DeadLettered', 1, { Provider: provider, Code: failure.code });
  if (delivery) countSettled(metrics, delivery);
  log.error('dead-lettered', {
    ...about,
    issues: failure.issues.map(describeIssue),
    ...(failure.code === 'INTERNAL' ? describeError(failure) : {}),
  });
  return 'done';
}

/** A queue message that could not become an event. */
export interface DeadRecord {
  /** The source message's id. */
  readonly messageId: string;
  /** The source message as it lay on the queue. */
  readonly body: string;
  readonly receives: number;
}

/** Some payloads fail in thousands of places: the first ones are enough, and the message has to fit into SQS. */
const MOST_PATHS = 20;
const LONGEST_TEXT = 300;

/** The dead letter: the message with the failure beside the delivery. */
export function writeDeadLetter(
  { messageId, body, receives }: DeadRecord,
  { stage, code, message, issues, kind }: Failure,
  { at, mapper }: { at: string; mapper?: string | undefined },
): OutgoingMessage {
  const failure: DeadLetterFailure = {
    stage,
    code,
    message: cut(message, LONGEST_TEXT * 4),
    paths: issues.slice(0, MOST_PATHS).map(({ path }) => cut(path, LONGEST_TEXT)),
    retryable: kind === 'unavailable',
    receives,
    at,
    mapper,
  };
  const parsed = parseJson(body);
  const delivery = isObject(parsed) ? parsed : undefined;
  const extended = delivery ? writeMessage({ ...delivery, failure }) : body;
  return {
    // A message that has no room for the failure is kept as it is: its attributes still say why.
    body: leavesRoom(extended) ? extended : body,
    // A group of its own, so one dead letter does not hide another; the id is new each time that a delivery fails.
    group: messageId,
    deduplication: messageId,
    // A message that is not ours may fill SQS's limit alone, and has no room for attributes: the log says why.
    attributes: leavesRoom(body)
      ? attributesOf({
          code,
          stage,
          provider: delivery?.provider,
          id: delivery?.id,
          orderKey: delivery?.orderKey,
        })
      : {},
  };
}

/** Of the 16 KiB that a message leaves free, the attributes need some. */
const FAILURE_BYTES = 12_288;

const leavesRoom = (body: string): boolean => Buffer.byteLength(body) <= MESSAGE_LIMIT_BYTES + FAILURE_BYTES;

/** SQS takes no empty attribute, and of characters only those of XML. */
const attributesOf = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' && value ? [[name, cut(value, LONGEST_TEXT).replace(NOT_XML, '?')]] : [],
    ),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what SQS refuses.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu;
