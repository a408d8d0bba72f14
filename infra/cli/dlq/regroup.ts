import {
  type Message,
  type MessageAttributeValue,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Lease } from './lease';

/** What SQS itself says of a message and a copy would lose, as attributes of the copy. */
export const KEPT = {
  movedFrom: 'DeadLetterQueueSourceArn',
  movedAt: 'SentTimestamp',
  receiveCount: 'ApproximateReceiveCount',
  sequence: 'SequenceNumber',
} as const;

/** SQS's limits. */
const MOST_ATTRIBUTES = 10;
const BATCH_BYTES = 1_048_576;
/** Less than what a message leaves free for attributes: see `MESSAGE_LIMIT_BYTES`. */
const ATTRIBUTES_BYTES = 8_192;

export const groupOf = ({ Attributes: { MessageGroupId = '' } = {} }: Message): string => MessageGroupId;

/**
 * Whether the message shares its group with others. `normalize` dead-letters each under a message id, and so does
 * {@link moveToOwnGroups}; what SQS itself moved here is still in the group of its order.
 */
export const sharesGroup = (message: Message): boolean =>
  !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(groupOf(message));

/**
 * Gives each message a group of its own: a copy is sent to the same queue, then the original deleted. A crash between
 * the two leaves a dead letter twice, with one event id; a copy's fourteen days begin anew. A repetition within five
 * minutes is swallowed by SQS.
 *
 * @param messages at most ten
 * @param onCopied called for each copy that SQS has, with the message ids of the original and of the copy
 * @throws the error of the first message that SQS refused, once all were tried
 */
export async function moveToOwnGroups(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly (Message & { MessageId: string; ReceiptHandle: string })[],
  lease: Lease,
  onCopied: (original: string, copy: string) => void,
): Promise<void> {
  // Leased too, so whatever happens now they are released.
  for (const { MessageId, ReceiptHandle } of messages) lease.add(MessageId, ReceiptHandle);
  const copied: string[] = [];
  const errors: unknown[] = [];
  try {
    for (const Entries of pack(messages.map(toEntry))) {
      try {
        const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
        for (const { Id = '', MessageId = '' } of answer.Successful ?? []) {
          onCopied(Id, MessageId);
          copied.push(Id);
        }
        for (const { Code, Message } of answer.Failed ?? []) errors.push(new Error(`${Code}: ${Message}`));
      } catch (error) {
        errors.push(error);
      }
    }
  } finally {
    await lease.delete(copied);
  }
  if (errors.length > 0) throw errors[0];
}

function toEntry({
  MessageId,
  Body,
  Attributes = {},
  MessageAttributes = {},
}: Message): SendMessageBatchRequestEntry {
  const kept = Object.entries(KEPT).flatMap(([name, attribute]): [string, MessageAttributeValue][] => {
    const StringValue = Attributes[attribute];
    return StringValue ? [[name, { DataType: 'String', StringValue }]] : [];
  });
  const all = [...Object.entries(MessageAttributes), ...kept];
  return {
    Id: MessageId,
    MessageBody: Body,
    MessageGroupId: MessageId,
    MessageDeduplicationId: MessageId,
    MessageAttributes: Object.fromEntries(all.slice(0, MOST_ATTRIBUTES)),
  };
}

/** Requests that SQS takes: a large message goes alone. */
function pack(entries: readonly SendMessageBatchRequestEntry[]): SendMessageBatchRequestEntry[][] {
  const batches: SendMessageBatchRequestEntry[][] = [];
  let bytes = BATCH_BYTES;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '') + ATTRIBUTES_BYTES;
    if (bytes + size > BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(entry);
    bytes += size;
  }
  return batches;
}
