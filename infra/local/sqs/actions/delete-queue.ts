import type { Action } from '../../service';
import { text } from '../input';
import { emptyQueue } from '../queue';
import type { Sqs } from '../queues';

export function deleteQueue(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const now = sqs.clock.now();
    sqs.queues.remove(queue, now);
    emptyQueue(queue, now);
    for (let place = queue.pollers.first; place; place = queue.pollers.first) place.value.answer([]);
    return {};
  };
}
