import { parseJson } from '../../../lib/json';
import { logHash } from '../../../lib/log-hash';
import { textAt } from '../fields';
import type { LogSource } from '../logs/log-source';

/** What is known of what was published. */
export interface Published {
  /**
   * When the newest state of an order happened or was published, in milliseconds since 1970; `undefined` where nothing
   * of it was.
   */
  newestOf(order: { readonly orderKey: string; readonly theirId: string }): number | undefined;
}

/** From the log of the pipeline: when something of each order was published last. */
export async function publishedInLogs(
  logs: LogSource,
  hashKey: string,
  { since, until }: { readonly since: number; readonly until: number },
): Promise<Published> {
  const newest = new Map<string, number>();
  for await (const { message, orderHash, timestamp } of logs.lines({ since, until }))
    if (message === 'published' && orderHash !== undefined) keepLater(newest, orderHash, timestamp);
  return { newestOf: ({ theirId }) => newest.get(logHash(hashKey, theirId)) };
}

/**
 * From a file of JSON lines, out of a subscriber's store: `{ "subject", "time" }`, or whole events.
 * @returns the number of the first line that is neither, from 1
 */
export function publishedInFile(text: string): Published | number {
  const newest = new Map<string, number>();
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const known = parseJson(line);
    const subject = textAt(known, 'subject') ?? textAt(known, 'metadata', 'subject');
    const time = textAt(known, 'time') ?? textAt(known, 'metadata', 'time');
    if (subject === undefined || time === undefined || Number.isNaN(Date.parse(time))) return i + 1;
    keepLater(newest, subject, time);
  }
  return { newestOf: ({ orderKey }) => newest.get(orderKey) };
}

function keepLater(newest: Map<string, number>, key: string, time: string): void {
  const at = Date.parse(time);
  if (at > (newest.get(key) ?? Number.NEGATIVE_INFINITY)) newest.set(key, at);
}
