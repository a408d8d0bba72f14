import type { Place } from './linked-list';

/** 12 hours, from the receive on. */
export const LONGEST_VISIBILITY_SECONDS = 43_200;

/** A message attribute as it is stored; `value` of a binary one is what came over the wire, base64. */
export interface MessageAttribute {
  readonly dataType: string;
  readonly kind: 'StringValue' | 'BinaryValue';
  readonly value: string;
}

/** What a sender says; it stays the same wherever the message is moved to. */
export interface MessageContent {
  readonly body: string;
  readonly md5OfBody: string;
  /** Sorted by name, as the MD5 wants them. */
  readonly attributes: ReadonlyMap<string, MessageAttribute>;
  readonly md5OfAttributes: string | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
}

/** One message in one queue. Times are milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly content: MessageContent;
  readonly sentAt: number;
  /** Grows with every message of the queue; a FIFO queue's sequence number is made from it. */
  readonly arrival: number;
  readonly deadLetterSourceArn: string | undefined;
  state: 'visible' | 'delayed' | 'in flight';
  visibleAt: number;
  /** Over the message's whole life, as `ApproximateReceiveCount` has it. */
  receives: number;
  /** In this queue, as `maxReceiveCount` counts. */
  receivesHere: number;
  firstReceivedAt: number | undefined;
  lastReceivedAt: number;
  heapIndex: number;
  /** Where it stands among all messages of the queue, by arrival. */
  age: Place<Message> | undefined;
  /** Where it stands in the queue's line. */
  turn: Place<Message> | undefined;
}

/** 20 digits, growing, so that they compare as text. */
export function sequenceNumber(arrival: number): string {
  return `1${String(arrival).padStart(19, '0')}`;
}
