import { type Action, AwsError, type JsonObject } from '../../service';
import { answerBatch, readEntries } from '../batch';
import { invalidParameter, invalidValue } from '../error';
import { optionalInteger, text } from '../input';
import { type Draft, readMessage } from '../message-content';
import { wake } from '../polling';
import type { Queue } from '../queue';
import type { Sqs } from '../queues';
import { send } from '../send';

const LONGEST_REQUEST_BYTES = 1_048_576;
const LONGEST_DELAY_SECONDS = 900;

export function sendMessage(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const draft = readMessage(queue, input);
    checkSize(queue, draft, 'One or more parameters are invalid.');
    const answer = send(sqs, queue, draft.content, readDelay(queue, input));
    wake(sqs, queue);
    return answer;
  };
}

export function sendMessageBatch(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const entries = readEntries(input, 'SendMessageBatchRequestEntry');
    if (queue.fifo) checkFifoIds(queue, entries);
    const drafts = entries.map((entry) => readOrError(queue, entry));
    checkTotalSize(drafts);
    const answer = answerBatch(entries, (entry, index) => {
      const draft = drafts[index];
      if (draft === undefined || draft instanceof AwsError) throw draft;
      checkSize(queue, draft, 'One or more parameters cannot be validated.');
      return send(sqs, queue, draft.content, readDelay(queue, entry));
    });
    wake(sqs, queue);
    return answer;
  };
}

/** Milliseconds. A FIFO queue delays all of its messages alike, or an order could be lost. */
function readDelay(queue: Queue, input: JsonObject): number {
  const range = [0, LONGEST_DELAY_SECONDS] as const;
  const reason = `DelaySeconds must be >= 0 and <= ${LONGEST_DELAY_SECONDS}.`;
  const seconds = optionalInteger(input, 'DelaySeconds', range, reason);
  if (queue.fifo && seconds) {
    throw invalidValue(
      'DelaySeconds',
      seconds,
      'The request include parameter that is not valid for this queue type.',
    );
  }
  return seconds === undefined || queue.fifo ? queue.settings.delay : seconds * 1000;
}

/** What a FIFO queue needs of each entry: SQS refuses the whole batch when one lacks it. */
function checkFifoIds(queue: Queue, entries: JsonObject[]): void {
  for (const entry of entries) {
    if (entry.MessageGroupId === undefined) {
      throw invalidParameter('The request must contain the parameter MessageGroupId.');
    }
    if (entry.MessageDeduplicationId === undefined && !queue.settings.contentBasedDeduplication) {
      throw invalidParameter(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
  }
}

function readOrError(queue: Queue, entry: JsonObject): Draft | AwsError {
  try {
    return readMessage(queue, entry);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function checkTotalSize(drafts: (Draft | AwsError)[]): void {
  const size = drafts.reduce((sum, draft) => sum + (draft instanceof AwsError ? 0 : draft.size), 0);
  if (size <= LONGEST_REQUEST_BYTES) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${LONGEST_REQUEST_BYTES} bytes. You have sent ${size} bytes.`,
  );
}

function checkSize(queue: Queue, { size }: Draft, sentence: string): void {
  const limit = queue.settings.maximumMessageSize;
  if (size > limit)
    throw invalidParameter(`${sentence} Reason: Message must be shorter than ${limit} bytes.`);
}
