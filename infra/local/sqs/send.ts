import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../service';
import type { Sent } from './deduplication';
import { md5OfAttributes } from './md5';
import { type MessageContent, sequenceNumber } from './message';
import { type Queue, settle } from './queue';
import type { Sqs } from './queues';

/**
 * Puts the message on the queue, unless it is a duplicate: then the first one answers for it.
 *
 * @param delay milliseconds
 * @returns what `SendMessage` answers
 */
export function send(sqs: Sqs, queue: Queue, content: MessageContent, delay: number): JsonObject {
  const now = sqs.clock.now();
  const key = deduplicationKey(queue, content);
  const duplicateOf = key === undefined ? undefined : queue.deduplication.find(key, now);
  if (duplicateOf) {
    sqs.onDuplicate?.({ queue: queue.name, messageId: duplicateOf.messageId, body: content.body });
    return describe(content, duplicateOf);
  }

  const { id, arrival } = settle(queue, now).add(
    {
      id: randomUUID(),
      content,
      sentAt: now,
      deadLetterSourceArn: undefined,
      receives: 0,
      firstReceivedAt: undefined,
      visibleAt: now + delay,
    },
    now,
  );
  const sent = { messageId: id, sequenceNumber: sequenceNumber(arrival) };
  if (key !== undefined) queue.deduplication.remember(key, sent, now);
  return describe(content, sent);
}

function describe(content: MessageContent, { messageId, sequenceNumber }: Sent): JsonObject {
  const md5OfSystemAttributes = md5OfTraceHeader(content.traceHeader);
  return {
    MessageId: messageId,
    MD5OfMessageBody: content.md5OfBody,
    ...(content.md5OfAttributes && { MD5OfMessageAttributes: content.md5OfAttributes }),
    ...(md5OfSystemAttributes && { MD5OfMessageSystemAttributes: md5OfSystemAttributes }),
    ...(content.deduplicationId !== undefined && { SequenceNumber: sequenceNumber }),
  };
}

function md5OfTraceHeader(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return md5OfAttributes(new Map([['AWSTraceHeader', { dataType: 'String', kind: 'StringValue', value }]]));
}

/** A space cannot occur in either id. */
function deduplicationKey(queue: Queue, content: MessageContent): string | undefined {
  if (content.deduplicationId === undefined || !queue.settings.deduplicationPerGroup) {
    return content.deduplicationId;
  }
  return `${content.groupId} ${content.deduplicationId}`;
}
