import type { Action, JsonObject } from '../../service';
import { answerBatch, readEntries } from '../batch';
import { text } from '../input';
import { wake } from '../polling';
import { type Queue, settle } from '../queue';
import type { Sqs } from '../queues';
import { expiredHandle, findReceived } from '../received-message';

export function deleteMessage(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    remove(sqs, queue, input);
    wake(sqs, queue);
    return {};
  };
}

export function deleteMessageBatch(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const entries = readEntries(input, 'DeleteMessageBatchRequestEntry');
    const answer = answerBatch(entries, (entry) => {
      remove(sqs, queue, entry);
      return {};
    });
    wake(sqs, queue);
    return answer;
  };
}

/**
 * Deletes what the handle received last. A message that is gone already, or that someone received since, is no error on a
 * standard queue; a FIFO queue refuses a handle whose visibility timeout is over.
 */
function remove(sqs: Sqs, queue: Queue, input: JsonObject): void {
  const handle = text(input, 'ReceiptHandle');
  const contents = settle(queue, sqs.clock.now());
  const found = findReceived(queue, handle);
  if (!found) return;
  const { message, isLatest } = found;
  if (queue.fifo && (!isLatest || message.state !== 'in flight')) throw expiredHandle(handle);
  if (isLatest) contents.remove(message);
}
