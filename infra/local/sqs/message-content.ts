import { createHash } from 'node:crypto';
import { AwsError, type JsonObject } from '../service';
import { invalidParameter, invalidValue, missingParameter } from './error';
import { object, optionalText, text } from './input';
import { md5, md5OfAttributes } from './md5';
import type { MessageContent } from './message';
import { readMessageAttributes, sizeOfAttributes } from './message-attributes';
import type { Queue } from './queue';

/** Also without partners of surrogate pairs: the `u` flag makes a lone one a character of its own. */
const UNSTORABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
/** Letters, digits and ASCII punctuation. */
const FIFO_ID = /^[!-~]{1,128}$/;

/** A message that may be sent to this queue, and its size in bytes with its attributes. */
export interface Draft {
  readonly content: MessageContent;
  readonly size: number;
}

/** Reads one message of `SendMessage` or of a batch; whether it is too long for the queue is not asked yet. */
export function readMessage(queue: Queue, input: JsonObject): Draft {
  const body = text(input, 'MessageBody');
  if (UNSTORABLE.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters were found in the message body: allowed are #x9, #xA, #xD, #x20 to #xD7FF, #xE000 to ' +
        '#xFFFD and #x10000 to #x10FFFF.',
    );
  }
  const attributes = readMessageAttributes(input);
  return {
    content: {
      body,
      md5OfBody: md5(body),
      attributes,
      md5OfAttributes: md5OfAttributes(attributes),
      groupId: readGroupId(queue, input),
      deduplicationId: readDeduplicationId(queue, input, body),
      traceHeader: readTraceHeader(input),
    },
    size: Buffer.byteLength(body) + sizeOfAttributes(attributes),
  };
}

function readGroupId(queue: Queue, input: JsonObject): string | undefined {
  const id = optionalText(input, 'MessageGroupId');
  if (id !== undefined) checkFifoId('MessageGroupId', id);
  else if (queue.fifo) throw missingParameter('MessageGroupId');
  return id;
}

function readDeduplicationId(queue: Queue, input: JsonObject, body: string): string | undefined {
  const id = optionalText(input, 'MessageDeduplicationId');
  if (id !== undefined) {
    checkFifoId('MessageDeduplicationId', id);
    if (queue.fifo) return id;
    throw invalidValue(
      'MessageDeduplicationId',
      id,
      'The request include parameter that is not valid for this queue type.',
    );
  }
  if (!queue.fifo) return undefined;
  if (queue.settings.contentBasedDeduplication) return createHash('sha256').update(body).digest('hex');
  throw invalidParameter(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

function checkFifoId(name: string, id: string): void {
  if (FIFO_ID.test(id)) return;
  throw invalidValue(
    name,
    id,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

function readTraceHeader(input: JsonObject): string | undefined {
  const attributes = object(input, 'MessageSystemAttributes');
  for (const name of Object.keys(attributes)) {
    if (name === 'AWSTraceHeader') continue;
    throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  }
  return optionalText(object(attributes, 'AWSTraceHeader'), 'StringValue');
}
