import { randomUUID } from 'node:crypto';
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { countMessages, type DeadLetterQueue } from '../queues';
import { type Lease, VISIBILITY_SECONDS } from './lease';
import { groupOf, moveToOwnGroups, sharesGroup } from './regroup';

const MOST_AT_ONCE = 10;

/** A message of a dead-letter queue, as it was received. */
export interface ReceivedMessage {
  /** Its SQS message id when it was first seen: the same while this command runs, even if it was given its own group. */
  readonly key: string;
  readonly queue: DeadLetterQueue;
  readonly body: string;
  /** SQS's own attributes. */
  readonly system: Readonly<Partial<Record<string, string>>>;
  /** Message attributes that are text. */
  readonly attributes: Readonly<Partial<Record<string, string>>>;
}

export interface TraverseOptions {
  readonly sqs: SQSClient;
  readonly queue: DeadLetterQueue;
  readonly lease: Lease;
  /** How long a receive waits before it answers that nothing is left; on AWS only one that waits asks every server. */
  readonly waitSeconds: number;
  /** Ends the traversal between two requests: an answer that nobody reads would keep its messages hidden. */
  readonly signal: AbortSignal;
  /** Called with a sentence about messages that could not be received. */
  readonly warn: (text: string) => void;
}

/**
 * Every message of a queue once, at most ten at a time; all of them stay in `lease`. Messages are received until none
 * come any more, since SQS cannot list.
 *
 * In a FIFO queue that is not all. A group gives at most ten of its messages, and no more until these are deleted or
 * visible again, when it gives the same ten. Where SQS itself moved an order's messages here, they are such a group,
 * and there is no looking past the ten: a redrive task cannot choose, and keeps the groups as they are. In that case,
 * and only where more may be behind, the group's messages are given groups of their own: see {@link moveToOwnGroups}.
 */
export async function* traverse(options: TraverseOptions): AsyncGenerator<ReceivedMessage[]> {
  const { sqs, queue, lease, signal, warn } = options;
  const counts = await countMessages(sqs, queue.url);
  if (counts.hidden > 0)
    warn(
      `${queue.name}: another command is using ${counts.hidden} more; they are visible again within minutes`,
    );

  /** By message id: the id under which it was seen first. Those of copies lead to their originals'. */
  const keys = new Map<string, string>();
  const seen = new Set<string>();
  /** Leased messages by the group that they share. */
  const shared = new Map<string, string[]>();
  /** Groups that were the last in a full receive: it may have cut them. */
  const cut = new Set<string>();
  /** Groups whose messages are given their own. */
  const dissolved = new Set<string>();

  while (!signal.aborted) {
    const messages = await receive(options);
    if (messages.length === 0) {
      const groups = seen.size < counts.visible ? [...shared.keys()] : [...cut];
      if (groups.length === 0) break;
      for (const group of groups) dissolved.add(group);
      const members = groups.flatMap((group) => shared.get(group) ?? []);
      for (const group of groups) shared.delete(group);
      cut.clear();
      await lease.release(members);
      continue;
    }
    const [staying, moving]: [Identified[], Identified[]] = [[], []];
    for (const message of messages) (dissolved.has(groupOf(message)) ? moving : staying).push(message);
    const last = messages.at(-1);
    if (last && queue.fifo && messages.length === MOST_AT_ONCE && sharesGroup(last))
      if (!dissolved.has(groupOf(last))) cut.add(groupOf(last));

    const batch: ReceivedMessage[] = [];
    for (const message of staying) {
      const key = keys.get(message.MessageId) ?? message.MessageId;
      lease.add(key, message.ReceiptHandle);
      if (seen.has(key)) continue;
      seen.add(key);
      if (queue.fifo && sharesGroup(message)) append(shared, groupOf(message), key);
      batch.push(toReceived(message, queue, key));
    }
    if (batch.length > 0) yield batch;
    if (moving.length > 0)
      await moveToOwnGroups(sqs, queue.url, moving, lease, (original, copy) => keys.set(copy, original));
  }
  const missing = counts.visible - seen.size;
  if (missing > 0 && !signal.aborted)
    warn(
      `${queue.name}: SQS counted about ${missing} more; another command may have them, or the count is old`,
    );
}

/** A message as SQS always describes it. */
export type Identified = Message & { readonly MessageId: string; readonly ReceiptHandle: string };

async function receive({ sqs, queue, waitSeconds }: TraverseOptions): Promise<Identified[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: MOST_AT_ONCE,
      VisibilityTimeout: VISIBILITY_SECONDS,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      // If an answer is lost, the SDK's next try gets the same messages; they would be hidden from us otherwise.
      ...(queue.fifo && { ReceiveRequestAttemptId: randomUUID() }),
    }),
  );
  return Messages.filter((message): message is Identified =>
    Boolean(message.MessageId && message.ReceiptHandle),
  );
}

function toReceived(message: Identified, queue: DeadLetterQueue, key: string): ReceivedMessage {
  const { Body = '', Attributes = {}, MessageAttributes = {} } = message;
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
  return { key, queue, body: Body, system: { ...Attributes }, attributes };
}

const append = (groups: Map<string, string[]>, group: string, key: string): void => {
  const keys = groups.get(group);
  if (keys) keys.push(key);
  else groups.set(group, [key]);
};
