import { cut } from '../../lib/cut';
import { logHash } from '../../lib/log-hash';

/**
 * One JSON line per thing worth knowing. Fields are codes, ids, counts and places; never a secret, and never a
 * value of a payload. A place may hold a name that a sender chose: every text is cut, and so is every list.
 */
export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** What stands for a text that a log must not hold: an order's id or number. */
  hash(text: string): string;
}

export type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Straight to standard output: Lambda's console would wrap a line that is JSON already. */
export const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** @param hashKey of the stack, from its environment; without one the hashes are plain */
export function createLog(
  write: (line: string) => void = writeLine,
  now: () => number = Date.now,
  hashKey: () => string = () => process.env.LOG_HASH_KEY ?? '',
): Log {
  const line =
    (level: string) =>
    (message: string, fields: Fields = {}) =>
      write(
        JSON.stringify({
          timestamp: new Date(now()).toISOString(),
          level,
          message,
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cutField(value)])),
        }),
      );
  return {
    info: line('INFO'),
    warn: line('WARN'),
    error: line('ERROR'),
    hash: (text) => logHash(hashKey(), text),
  };
}

const LONGEST_TEXT = 300;
const MOST_ITEMS = 20;

function cutField(value: Fields[string]): Fields[string] {
  if (typeof value === 'string') return cut(value, LONGEST_TEXT);
  if (typeof value !== 'object') return value;
  const items = value.slice(0, MOST_ITEMS).map((item) => cut(item, LONGEST_TEXT));
  return value.length > MOST_ITEMS ? [...items, `and ${value.length - MOST_ITEMS} more`] : items;
}

/** What may be logged of a thrown thing: its kind, and where the first cause was thrown. A message can quote a payload. */
export function describeError(thrown: unknown): Fields {
  if (!(thrown instanceof Error)) return { error: typeof thrown };
  const cause = thrown.cause === undefined ? undefined : describeError(thrown.cause);
  // The stack begins with the message, whose lines can look like frames.
  const frames = thrown.stack
    ?.replace(thrown.message, () => '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    error: cause ? `${thrown.name} < ${cause.error}` : thrown.name,
    at: cause?.at ?? frames?.slice(0, 5).map((frame) => frame.trim()),
  };
}
