import {
  type Message,
  type MessageAttributeValue,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';

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

/**
 * Whether the letter shares its group with others. `normalize` parks each under a message id, and so does
 * {@link copyToOwnGroups}; what SQS itself moved here is still in the group of its order.
 */
export const sharesGroup = ({ Attributes: { MessageGroupId = '' } = {} }: Message): boolean =>
  !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(MessageGroupId);

/**
 * Puts a copy of each letter beside it, in a group of its own; the letters themselves are to be deleted then. A
 * repetition within five minutes is swallowed by SQS.
 * @param letters at most ten
 * @param onCopied told of each copy that SQS has, by message id
 * @throws the error of the first that it refused, once all were tried
 */
export async function copyToOwnGroups(
  sqs: SQSClient,
  queueUrl: string,
  letters: readonly Message[],
  onCopied: (letter: string, copy: string) => void,
): Promise<void> {
  const errors: unknown[] = [];
  for (const entries of pack(letters.map(toEntry))) {
    try {
      const { Successful = [], Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      );
      for (const { Id = '', MessageId = '' } of Successful) onCopied(Id, MessageId);
      errors.push(...Failed.map(({ Code, Message }) => new Error(`${Code}: ${Message}`)));
    } catch (error) {
      errors.push(error);
    }
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

/** Requests that SQS takes: a large letter goes alone. */
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
