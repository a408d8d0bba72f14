import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, parseJson } from '../../lib/json';

/** SQS drops a message whose deduplication id came within so many milliseconds. */
export const DEDUPLICATION_MS = 5 * 60_000;

/**
 * Remembers that a delivery was accepted. Neither SQS nor the receiver can tell its sender that it was a repeat.
 *
 * @param file keeps what was accepted within the last five minutes
 * @param key the address and the event's id
 * @param now milliseconds since 1970
 * @returns how many milliseconds ago the same was accepted first; undefined where it was not
 */
export function acceptedBefore(file: string, key: string, now: number): number | undefined {
  const recent = Object.entries(read(file)).filter(([, at]) => now - at >= 0 && now - at < DEDUPLICATION_MS);
  const first = recent.find(([known]) => known === key)?.[1];
  // A repeat does not begin the five minutes anew.
  const kept = { ...Object.fromEntries(recent), [key]: first ?? now };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept));
  return first === undefined ? undefined : now - first;
}

function read(file: string): Record<string, number> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  const found = parseJson(text);
  if (!isObject(found)) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, at]) => (typeof at === 'number' ? [[key, at]] : [])),
  );
}
