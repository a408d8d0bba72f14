import { randomUUID } from 'node:crypto';
import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { countLetters } from './counts';
import { type Hold, VISIBILITY_SECONDS } from './lease';
import type { DeadLetterQueue } from './queues';
import { type Received, toReceived } from './received';
import { copyToOwnGroups, sharesGroup } from './regroup';

const MOST_AT_ONCE = 10;

export interface WalkOptions {
  readonly sqs: SQSClient;
  readonly queue: DeadLetterQueue;
  readonly hold: Hold;
  /** How long a receive waits before it says that nothing is left; on AWS only one that waits asks every server. */
  readonly waitSeconds: number;
  /** Ends the walk between two requests: an answer that nobody reads would keep its letters hidden. */
  readonly signal: AbortSignal;
  /** Told of letters that could not be received. */
  readonly warn: (text: string) => void;
}

/**
 * Every letter of a queue once, at most ten at a time; all of them stay in `hold`. Letters are received until none
 * come any more, since SQS cannot list.
 *
 * In a FIFO queue that is not all. A group gives at most ten of its messages, and no more until these are deleted or
 * visible again, when it gives the same ten. Where SQS itself moved an order's messages here, they are such a group,
 * and there is no looking past the ten: a redrive task cannot choose, and keeps the groups as they are. So, and only
 * where more may be behind, its letters are given groups of their own, like those that `normalize` parks: a copy is
 * sent to this queue, then the original deleted. A crash between the two leaves one letter twice, with one event id;
 * and the copy's fourteen days begin anew.
 */
export async function* walk(options: WalkOptions): AsyncGenerator<Received[]> {
  const { sqs, queue, hold, signal, warn } = options;
  const counts = await countLetters(sqs, queue.url);
  if (counts.elsewhere > 0)
    warn(
      `${queue.name}: ${counts.elsewhere} more in the hands of another command, visible again within minutes`,
    );

  /** By message id: the letter's first one. Those of copies lead to their originals'. */
  const keys = new Map<string, string>();
  const told = new Set<string>();
  /** Letters in hand by the group that they share. */
  const shared = new Map<string, string[]>();
  /** Groups that were the last in a full receive: it may have cut them. */
  const cut = new Set<string>();
  /** Groups whose letters are given their own. */
  const opened = new Set<string>();

  while (!signal.aborted) {
    const messages = await receive(options);
    if (messages.length === 0) {
      const groups = told.size < counts.visible ? [...shared.keys()] : [...cut];
      if (groups.length === 0) break;
      for (const group of groups) opened.add(group);
      const letters = groups.flatMap((group) => shared.get(group) ?? []);
      for (const group of groups) shared.delete(group);
      cut.clear();
      await hold.release(letters);
      continue;
    }
    const inHand: Message[] = [];
    const moving: Message[] = [];
    for (const message of messages) (opened.has(groupOf(message)) ? moving : inHand).push(message);
    const last = messages.at(-1) as Message;
    if (queue.fifo && messages.length === MOST_AT_ONCE && sharesGroup(last) && !opened.has(groupOf(last)))
      cut.add(groupOf(last));

    const letters: Received[] = [];
    for (const message of inHand) {
      const id = message.MessageId as string;
      const key = keys.get(id) ?? id;
      hold.take(key, message.ReceiptHandle as string);
      if (told.has(key)) continue;
      told.add(key);
      if (queue.fifo && sharesGroup(message)) append(shared, groupOf(message), key);
      letters.push(toReceived(message, queue, key));
    }
    if (letters.length > 0) yield letters;
    if (moving.length > 0) await giveOwnGroups(options, moving, keys);
  }
  const missing = counts.visible - told.size;
  if (missing > 0 && !signal.aborted)
    warn(
      `${queue.name}: SQS counted about ${missing} more; somebody else may have them, or its count is old`,
    );
}

async function giveOwnGroups(
  { sqs, queue, hold }: WalkOptions,
  messages: readonly Message[],
  keys: Map<string, string>,
): Promise<void> {
  const ids = messages.map(({ MessageId }) => MessageId as string);
  // In hand too, so that whatever happens now they are released.
  for (const [i, { ReceiptHandle }] of messages.entries())
    hold.take(ids[i] as string, ReceiptHandle as string);
  const copied: string[] = [];
  try {
    await copyToOwnGroups(sqs, queue.url, messages, (id, copyId) => {
      keys.set(copyId, id);
      copied.push(id);
    });
  } finally {
    await hold.delete(copied);
  }
}

async function receive({ sqs, queue, waitSeconds }: WalkOptions): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: MOST_AT_ONCE,
      VisibilityTimeout: VISIBILITY_SECONDS,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      // If an answer is lost, the SDK's next try gets the same letters; they would be hidden from us otherwise.
      ...(queue.fifo && { ReceiveRequestAttemptId: randomUUID() }),
    }),
  );
  return Messages;
}

const groupOf = ({ Attributes: { MessageGroupId = '' } = {} }: Message): string => MessageGroupId;

const append = (groups: Map<string, string[]>, group: string, key: string): void => {
  const keys = groups.get(group);
  if (keys) keys.push(key);
  else groups.set(group, [key]);
};
