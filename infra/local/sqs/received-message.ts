import { AwsError } from '../service';
import { invalidValue } from './error';
import type { Message } from './message';
import type { Queue } from './queue';
import { parseReceiptHandle } from './receipt-handle';

/**
 * The message that a receipt handle stands for, and whether it is the handle of its latest receive. Undefined if it is
 * no longer in the queue. Call it on a settled queue.
 */
export function findReceived(
  queue: Queue,
  handle: string,
): { message: Message; isLatest: boolean } | undefined {
  const parsed = parseReceiptHandle(queue, handle);
  if (!parsed) {
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
    );
  }
  const message = queue.contents.find(parsed.messageId);
  return message && { message, isLatest: message.receives === parsed.receives };
}

/** What a FIFO queue says to a handle whose visibility timeout is over. */
export function expiredHandle(handle: string): AwsError {
  return invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
}
