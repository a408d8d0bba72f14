import type { Message } from '@aws-sdk/client-sqs';
import type { DeadLetterQueue } from './queues';

/** A message of a dead-letter queue, as it was received. */
export interface Received {
  /** Its SQS message id when it was first seen: the same while this command runs, even if it was given its own group. */
  readonly key: string;
  readonly queue: DeadLetterQueue;
  readonly body: string;
  /** SQS's own attributes. */
  readonly system: Readonly<Partial<Record<string, string>>>;
  /** Message attributes that are text. */
  readonly attributes: Readonly<Partial<Record<string, string>>>;
}

export function toReceived(message: Message, queue: DeadLetterQueue, key: string): Received {
  const { Body = '', Attributes = {}, MessageAttributes = {} } = message;
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
  return { key, queue, body: Body, system: { ...Attributes }, attributes };
}
