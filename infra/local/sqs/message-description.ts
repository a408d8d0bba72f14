import type { JsonObject } from '../service';
import { md5OfAttributes } from './md5';
import { type Message, type MessageAttribute, sequenceNumber } from './message';
import type { Queue } from './queue';
import type { Sqs } from './queues';
import { receiptHandle } from './receipt-handle';

/** What a receiver wants to know beside the body. */
export interface Selection {
  /** Names of system attributes, or `All`. */
  readonly system: ReadonlySet<string>;
  /** Names of message attributes, beginnings of names followed by `.*`, or `All`. */
  readonly attributes: readonly string[];
}

/** A received message as `ReceiveMessage` answers it. */
export function describeMessage(sqs: Sqs, queue: Queue, message: Message, selection: Selection): JsonObject {
  const { content } = message;
  const attributes = selectAttributes(content.attributes, selection.attributes);
  const md5 =
    attributes.size === content.attributes.size ? content.md5OfAttributes : md5OfAttributes(attributes);
  const system = describeSystemAttributes(sqs, queue, message, selection.system);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(queue, message),
    MD5OfBody: content.md5OfBody,
    Body: content.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(md5 && { MD5OfMessageAttributes: md5, MessageAttributes: describeAttributes(attributes) }),
  };
}

function describeSystemAttributes(
  sqs: Sqs,
  queue: Queue,
  message: Message,
  wanted: ReadonlySet<string>,
): JsonObject {
  if (wanted.size === 0) return {};
  const { content } = message;
  const all: [name: string, value: string | undefined][] = [
    ['SenderId', sqs.account],
    ['SentTimestamp', String(message.sentAt)],
    ['ApproximateReceiveCount', String(message.receives)],
    ['ApproximateFirstReceiveTimestamp', String(message.firstReceivedAt)],
    ['SequenceNumber', queue.fifo ? sequenceNumber(message.arrival) : undefined],
    ['MessageGroupId', content.groupId],
    ['MessageDeduplicationId', content.deduplicationId],
    ['DeadLetterQueueSourceArn', message.deadLetterSourceArn],
    ['AWSTraceHeader', content.traceHeader],
  ];
  const described: JsonObject = {};
  for (const [name, value] of all) {
    if (value !== undefined && (wanted.has(name) || wanted.has('All'))) described[name] = value;
  }
  return described;
}

function selectAttributes(
  attributes: ReadonlyMap<string, MessageAttribute>,
  wanted: readonly string[],
): ReadonlyMap<string, MessageAttribute> {
  if (attributes.size === 0 || wanted.includes('All') || wanted.includes('.*')) return attributes;
  const isWanted = (name: string) =>
    wanted.some((each) => each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))));
  return new Map([...attributes].filter(([name]) => isWanted(name)));
}

function describeAttributes(attributes: ReadonlyMap<string, MessageAttribute>): JsonObject {
  const described: JsonObject = {};
  for (const [name, { dataType, kind, value }] of attributes) {
    described[name] = { [kind]: value, DataType: dataType };
  }
  return described;
}
