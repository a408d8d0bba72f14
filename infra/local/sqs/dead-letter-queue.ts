import type { AwsError } from '../service';
import { invalidValue } from './error';
import type { Message } from './message';
import { type Queue, settle } from './queue';
import type { Sqs } from './queues';
import { readRedriveAllowPolicy, readRedrivePolicy } from './redrive-policy';

/**
 * Refuses a `RedrivePolicy` (if there is one) whose dead-letter queue does not exist, is of the other type, or does not
 * allow it.
 */
export function checkDeadLetterQueue(
  sqs: Sqs,
  source: { arn: string; fifo: boolean },
  redrivePolicy: string | undefined,
): void {
  if (!redrivePolicy) return;
  const invalid = (reason: string): AwsError => invalidValue('RedrivePolicy', redrivePolicy, reason);
  const target = sqs.queues.findByArn(readRedrivePolicy(redrivePolicy).deadLetterTargetArn);
  if (!target) throw invalid('Dead letter target does not exist.');
  if (target.fifo !== source.fifo) {
    throw invalid('Dead-letter queue must be same type of queue as the source.');
  }
  if (!allows(target, source.arn)) {
    throw invalid('The RedriveAllowPolicy of the dead-letter queue does not allow this queue as a source.');
  }
}

/** The queues that name this one as their dead-letter queue. */
export function sourcesOf(sqs: Sqs, deadLetterQueue: Queue): Queue[] {
  return [...sqs.queues.all()].filter(
    ({ settings }) => settings.redrivePolicy?.deadLetterTargetArn === deadLetterQueue.arn,
  );
}

/** Where a message goes now that nobody managed to handle it; undefined while it may be received again. */
export function deadLetterQueueFor(sqs: Sqs, queue: Queue, message: Message): Queue | undefined {
  const policy = queue.settings.redrivePolicy;
  if (!policy || message.receivesHere < policy.maxReceiveCount) return undefined;
  return sqs.queues.findByArn(policy.deadLetterTargetArn);
}

/**
 * Moves it as it is: id, content and receive count are kept. A standard queue keeps the time of sending too, by which it
 * expires; a FIFO queue starts it anew (SQS developer guide, "Dead-letter queues").
 */
export function moveToDeadLetterQueue(sqs: Sqs, source: Queue, message: Message, target: Queue): void {
  const now = sqs.clock.now();
  source.contents.remove(message);
  settle(target, now).add(
    {
      id: message.id,
      content: message.content,
      sentAt: target.fifo ? now : message.sentAt,
      deadLetterSourceArn: source.arn,
      receives: message.receives,
      firstReceivedAt: message.firstReceivedAt,
      visibleAt: now,
    },
    now,
  );
}

function allows(target: Queue, sourceArn: string): boolean {
  const text = target.attributes.RedriveAllowPolicy;
  if (!text) return true;
  const { redrivePermission, sourceQueueArns } = readRedriveAllowPolicy(text);
  return (
    redrivePermission === 'allowAll' ||
    (redrivePermission === 'byQueue' && sourceQueueArns.includes(sourceArn))
  );
}
