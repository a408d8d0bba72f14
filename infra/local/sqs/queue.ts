import { randomUUID } from 'node:crypto';
import { type Contents, createContents } from './contents';
import { createDeduplication, type Deduplication } from './deduplication';
import { LinkedList } from './linked-list';
import type { MoveTask } from './move-task';
import type { Poller } from './polling';
import { defaultAttributes, type QueueAttributes } from './queue-attributes';
import { type RedrivePolicy, readRedrivePolicy } from './redrive-policy';

/** One queue. Times are milliseconds since 1970. */
export interface Queue {
  /** Another one for each queue ever created, so that a new queue refuses the receipt handles of its namesake. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly createdAt: number;
  readonly pollers: LinkedList<Poller>;
  /** The newest last. */
  readonly moveTasks: MoveTask[];
  contents: Contents;
  deduplication: Deduplication;
  modifiedAt: number;
  purgedAt: number | undefined;
  /** As `GetQueueAttributes` shows them; `settings` is what they mean. */
  attributes: QueueAttributes;
  settings: Settings;
  /** Cancels the timer that wakes the pollers when the next message becomes visible. */
  alarm: (() => void) | undefined;
}

interface Settings {
  readonly visibilityTimeout: number;
  readonly retention: number;
  readonly delay: number;
  readonly waitTime: number;
  readonly maximumMessageSize: number;
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationPerGroup: boolean;
  readonly redrivePolicy: RedrivePolicy | undefined;
}

/** `attributes` are checked ones; what they leave out has AWS's default. */
export function createQueue(name: string, arn: string, attributes: QueueAttributes, now: number): Queue {
  const fifo = attributes.FifoQueue === 'true';
  const all = withAttributes(defaultAttributes(fifo), attributes);
  return {
    id: randomUUID(),
    name,
    arn,
    fifo,
    createdAt: now,
    pollers: new LinkedList(),
    moveTasks: [],
    contents: createContents(fifo),
    deduplication: createDeduplication(),
    modifiedAt: now,
    purgedAt: undefined,
    attributes: all,
    settings: readSettings(all),
    alarm: undefined,
  };
}

/** `attributes` are checked ones; an empty text takes one away. */
export function setAttributes(queue: Queue, attributes: QueueAttributes, now: number): void {
  queue.attributes = withAttributes(queue.attributes, attributes);
  queue.settings = readSettings(queue.attributes);
  queue.modifiedAt = now;
}

/** Forgets every message, and what was sent within the deduplication window. */
export function emptyQueue(queue: Queue, now: number): void {
  queue.contents = createContents(queue.fifo);
  queue.deduplication = createDeduplication();
  queue.purgedAt = now;
}

/** Brings the queue up to date with the clock: call it before reading or changing its contents. */
export function settle(queue: Queue, now: number): Contents {
  queue.contents.settle(now, now - queue.settings.retention);
  return queue.contents;
}

function withAttributes(before: QueueAttributes, changes: QueueAttributes): QueueAttributes {
  const all = { ...before, ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

function readSettings(attributes: QueueAttributes): Settings {
  const milliseconds = (name: string) => Number(attributes[name]) * 1000;
  return {
    visibilityTimeout: milliseconds('VisibilityTimeout'),
    retention: milliseconds('MessageRetentionPeriod'),
    delay: milliseconds('DelaySeconds'),
    waitTime: milliseconds('ReceiveMessageWaitTimeSeconds'),
    maximumMessageSize: Number(attributes.MaximumMessageSize),
    contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
    deduplicationPerGroup: attributes.DeduplicationScope === 'messageGroup',
    redrivePolicy: attributes.RedrivePolicy ? readRedrivePolicy(attributes.RedrivePolicy) : undefined,
  };
}
