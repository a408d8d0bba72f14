import type { Message } from './message';
import type { Queue } from './queue';

/** Names one receive of one message; opaque to clients. */
export function receiptHandle(queue: Queue, message: Message): string {
  return Buffer.from(`${queue.id}/${message.id}/${message.receives}`).toString('base64');
}

/** The message and the receive that a handle names; undefined if this queue cannot have issued it. */
export function parseReceiptHandle(
  queue: Queue,
  handle: string,
): { messageId: string; receives: number } | undefined {
  const text = Buffer.from(handle, 'base64').toString();
  // Decoding overlooks what is no base64.
  if (Buffer.from(text).toString('base64') !== handle) return undefined;
  const [queueId, messageId, receives = '', ...rest] = text.split('/');
  if (queueId !== queue.id || !messageId || !/^\d+$/.test(receives) || rest.length > 0) return undefined;
  return { messageId, receives: Number(receives) };
}
