import { type Action, AwsError, type JsonObject } from '../../service';
import { answerBatch, readEntries } from '../batch';
import { invalidValue, missingParameter } from '../error';
import { optionalInteger, text } from '../input';
import { LONGEST_VISIBILITY_SECONDS } from '../message';
import { wake } from '../polling';
import { type Queue, settle } from '../queue';
import type { Sqs } from '../queues';
import { expiredHandle, findReceived } from '../received-message';

export function changeMessageVisibility(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    change(sqs, queue, input);
    wake(sqs, queue);
    return {};
  };
}

export function changeMessageVisibilityBatch(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const entries = readEntries(input, 'ChangeMessageVisibilityBatchRequestEntry');
    const answer = answerBatch(entries, (entry) => {
      change(sqs, queue, entry);
      return {};
    });
    wake(sqs, queue);
    return answer;
  };
}

/** From now on, and never longer than 12 hours since the message was received. */
function change(sqs: Sqs, queue: Queue, input: JsonObject): void {
  const handle = text(input, 'ReceiptHandle');
  const seconds = optionalInteger(input, 'VisibilityTimeout', [0, LONGEST_VISIBILITY_SECONDS]);
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  const now = sqs.clock.now();
  const contents = settle(queue, now);
  const found = findReceived(queue, handle);
  if (!found) {
    throw invalidValue(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  const { message, isLatest } = found;
  if (!isLatest || message.state !== 'in flight') {
    if (queue.fifo) throw expiredHandle(handle);
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  const visibleAt = now + seconds * 1000;
  if (visibleAt - message.lastReceivedAt > LONGEST_VISIBILITY_SECONDS * 1000) {
    throw invalidValue(
      'VisibilityTimeout',
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${LONGEST_VISIBILITY_SECONDS} seconds].`,
    );
  }
  contents.hide(message, visibleAt, now);
}
