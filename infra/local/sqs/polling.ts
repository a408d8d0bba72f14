import { deadLetterQueueFor, moveToDeadLetterQueue } from './dead-letter-queue';
import type { Message } from './message';
import { type Queue, settle } from './queue';
import type { Sqs } from './queues';

/** Someone who waits for messages of a queue. */
export interface Poller {
  readonly most: number;
  /** Milliseconds. */
  readonly visibilityTimeout: number;
  /** Ends the wait: the poller leaves the queue. */
  answer(messages: Message[]): void;
}

/**
 * Receives up to `most` messages: they are in flight for `visibilityTimeout` milliseconds. Those that were received
 * too often are moved to the dead-letter queue instead.
 */
export function take(sqs: Sqs, queue: Queue, most: number, visibilityTimeout: number): Message[] {
  const now = sqs.clock.now();
  const contents = settle(queue, now);
  const room = Math.min(most, sqs.mostInFlight - contents.count().inFlight);
  const taken: Message[] = [];
  const deadLetterQueues = new Set<Queue>();
  if (room <= 0) return taken;
  for (const message of contents.candidates()) {
    const deadLetterQueue = deadLetterQueueFor(sqs, queue, message);
    if (deadLetterQueue) {
      moveToDeadLetterQueue(sqs, queue, message, deadLetterQueue);
      deadLetterQueues.add(deadLetterQueue);
    } else if (message.sentAt < now - queue.settings.retention) contents.remove(message);
    else if (taken.push(message) === room) break;
  }
  for (const message of taken) {
    message.receives += 1;
    message.receivesHere += 1;
    message.firstReceivedAt ??= now;
    message.lastReceivedAt = now;
    contents.hide(message, now + visibilityTimeout, now);
  }
  // Not at once: whoever waits there may move something here.
  for (const each of deadLetterQueues) queueMicrotask(() => wake(sqs, each));
  return taken;
}

/** Gives waiting pollers what they wait for: call it whenever a message may have become visible. */
export function wake(sqs: Sqs, queue: Queue): void {
  for (let place = queue.pollers.first; place; place = queue.pollers.first) {
    const { most, visibilityTimeout, answer } = place.value;
    const messages = take(sqs, queue, most, visibilityTimeout);
    if (messages.length === 0) break;
    answer(messages);
  }
  setAlarm(sqs, queue);
}

function setAlarm(sqs: Sqs, queue: Queue): void {
  queue.alarm?.();
  const at = queue.pollers.first ? queue.contents.nextVisibleAt() : undefined;
  queue.alarm =
    at === undefined
      ? undefined
      : sqs.clock.after(Math.max(0, at - sqs.clock.now()), () => {
          queue.alarm = undefined;
          wake(sqs, queue);
        });
}
