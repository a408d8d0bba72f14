import { type Action, AwsError } from '../../service';
import { text } from '../input';
import { emptyQueue } from '../queue';
import type { Sqs } from '../queues';

const INTERVAL_MILLISECONDS = 60_000;

export function purgeQueue(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const now = sqs.clock.now();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < INTERVAL_MILLISECONDS) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      );
    }
    emptyQueue(queue, now);
    return {};
  };
}
