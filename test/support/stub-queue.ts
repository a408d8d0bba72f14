import { createHash } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';

/** What `SendMessage` is given, as it stands on the wire. */
export interface SendInput {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageGroupId: string;
  readonly MessageDeduplicationId: string;
  readonly MessageAttributes?: Readonly<Record<string, { DataType: string; StringValue: string }>>;
}

export interface StoredMessage extends SendInput {
  readonly messageId: string;
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
  deleted: boolean;
}

/** A refusal of SQS: the name of its error. */
export class SqsRefusal extends Error {}

/** Longer than the tests' events of one order take, shorter than what they wait for. */
const VISIBILITY_SECONDS = 180;
const LIMIT_BYTES = 1_048_576;

/** As much of a FIFO queue as a pipeline can notice. Times are what `now` says, in milliseconds. */
export function createStubQueue(name: string, now: () => number) {
  const messages: StoredMessage[] = [];
  const waiting = () => messages.filter(({ deleted }) => !deleted);

  return {
    name,
    /** All that were ever stored, oldest first. */
    messages,
    waiting,
    send(input: SendInput): StoredMessage {
      assertSendable(input);
      const known = messages.find(
        (message) =>
          message.MessageGroupId === input.MessageGroupId &&
          message.MessageDeduplicationId === input.MessageDeduplicationId,
      );
      if (known) return known;
      const messageId = `${name}-${messages.length + 1}`;
      const message = { ...input, messageId, sentAt: now(), receives: 0, visibleAt: 0, deleted: false };
      messages.push(message);
      return message;
    },
    /** As Lambda's event source reads it: at most ten, and none of a group that has one in flight. */
    receive(): SQSRecord[] {
      const busy = new Set(
        waiting()
          .filter(({ visibleAt }) => visibleAt > now())
          .map(({ MessageGroupId }) => MessageGroupId),
      );
      const batch = waiting()
        .filter(({ MessageGroupId }) => !busy.has(MessageGroupId))
        .slice(0, 10);
      for (const message of batch) {
        message.receives++;
        message.visibleAt = now() + VISIBILITY_SECONDS * 1000;
      }
      return batch.map((message) => toRecord(name, message));
    },
    /** Whether SQS would know the receipt handle. */
    changeVisibility(receiptHandle: string, seconds: number): boolean {
      const message = waiting().find(({ messageId }) => messageId === receiptHandle);
      if (message) message.visibleAt = now() + seconds * 1000;
      return message !== undefined;
    },
    delete(messageId: string): void {
      for (const message of messages) if (message.messageId === messageId) message.deleted = true;
    },
    /** When there will be something to receive; `undefined` for an empty queue. */
    nextVisibleAt(): number | undefined {
      const groups = new Map<string, number>();
      for (const { MessageGroupId, visibleAt } of waiting())
        groups.set(MessageGroupId, Math.max(visibleAt, groups.get(MessageGroupId) ?? 0));
      return groups.size > 0 ? Math.min(...groups.values()) : undefined;
    },
  };
}
export type StubQueue = ReturnType<typeof createStubQueue>;

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

function toRecord(queue: string, message: StoredMessage): SQSRecord {
  return {
    messageId: message.messageId,
    receiptHandle: message.messageId,
    body: message.MessageBody,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAt),
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: String(message.sentAt),
      MessageGroupId: message.MessageGroupId,
      MessageDeduplicationId: message.MessageDeduplicationId,
    },
    messageAttributes: {},
    md5OfBody: md5(message.MessageBody),
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}

const PLAIN_ID = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;
/** Tab, line feed, carriage return, and what is not left out of the planes above U+001F. */
const STORABLE = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;

function assertSendable({ MessageBody, MessageGroupId, MessageDeduplicationId, ...rest }: SendInput): void {
  const attributes = Object.entries(rest.MessageAttributes ?? {});
  if (!PLAIN_ID.test(MessageGroupId) || !PLAIN_ID.test(MessageDeduplicationId) || attributes.length > 10)
    throw new SqsRefusal('InvalidParameterValue');
  if (attributes.some(([, { StringValue }]) => StringValue === ''))
    throw new SqsRefusal('InvalidParameterValue');
  const texts = [MessageBody, ...attributes.map(([, { StringValue }]) => StringValue)];
  if (!texts.every((text) => STORABLE.test(text))) throw new SqsRefusal('InvalidMessageContents');
  const size = attributes.reduce(
    (sum, [name, { DataType, StringValue }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    Buffer.byteLength(MessageBody),
  );
  if (size > LIMIT_BYTES) throw new SqsRefusal('InvalidParameterValue');
}
