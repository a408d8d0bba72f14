import { createHash } from 'node:crypto';
import type { CanonicalEvent } from '../../lib/order/canonical-event';

/** Work that nobody can leave out, in a few lines by hand: what the rows are held against. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** Of reading: the payload is parsed, the order hashed as it is published, the rest written around it. */
export function readingFloor(payload: string, { metadata, data }: CanonicalEvent): unknown {
  const content = JSON.stringify(data);
  return [JSON.parse(payload), content, sha256(content), JSON.stringify(metadata)];
}

/** What is written while `work` runs: lines of the log and of metrics. */
export async function linesOf(written: string[], work: () => unknown): Promise<readonly object[]> {
  written.length = 0;
  await work();
  return written.splice(0).map((line): object => JSON.parse(line));
}

/** Writes those lines. */
export const linesFloor = (lines: readonly object[]): unknown => lines.map((line) => JSON.stringify(line));
