import { theirIdOf } from '../../../lib/identity';
import { logHash } from '../../../lib/log-hash';
import type { LogLine } from '../../../lib/log-line';
import { UsageError } from '../exit';
import type { LogSource } from '../logs/log-source';

/** What is looked for, and where. */
export interface SearchOptions {
  readonly logs: LogSource;
  /** An order's number or id, an event's id or its beginning, a correlation id, a trace id, a provider's event id. */
  readonly word: string;
  /** The stack's `LogHashKey`: without it no order can be found, since the log names none. */
  readonly hashKey: string | undefined;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Shorter texts stand in every other line. */
const SHORTEST_ID = 8;
/** Ids in one query. */
const MOST_IDS = 40;

/**
 * Every line about the deliveries that a word names: first those that hold it, or a hash of it, then all of the same
 * events and requests. A line of a refusal knows only its request, and one of `receive` no order number.
 * @throws UsageError where the word can only be an order's, and there is no key to find that with
 */
export async function searchLines({ logs, word, hashKey, since, until }: SearchOptions): Promise<LogLine[]> {
  const hashes =
    hashKey === undefined ? [] : [...new Set([word, theirIdOf(word)])].map((text) => logHash(hashKey, text));
  const isId = word.length >= SHORTEST_ID && /^[\w=+/-]+$/.test(word);
  if (!isId && hashes.length === 0)
    throw new UsageError(
      `${word}: the log names orders by keyed hashes, and the key is in the stack's output LogHashKey; name the stack, or search for an id of ${SHORTEST_ID} characters or more`,
    );
  const time = { since, until };
  const first = await collect(logs.lines({ ...time, holding: [...hashes, ...(isId ? [word] : [])] }));
  const named = first.filter((line) => isNamed(line, word, hashes));
  const ids = [...new Set(named.map(({ id, correlationId }) => id ?? correlationId ?? ''))].filter(Boolean);
  const lines = new Map(named.map((line) => [JSON.stringify(line), line]));
  for (let i = 0; i < ids.length; i += MOST_IDS) {
    const some = ids.slice(i, i + MOST_IDS);
    for await (const line of logs.lines({ ...time, holding: some }))
      if (some.includes(line.id ?? line.correlationId ?? '')) lines.set(JSON.stringify(line), line);
  }
  return [...lines.values()];
}

const isNamed = (line: LogLine, word: string, hashes: readonly string[]): boolean =>
  line.id?.startsWith(word) ||
  line.correlationId === word ||
  line.traceId === word ||
  [line.orderHash, line.numberHash, line.eventHash].some(
    (hash) => hash !== undefined && hashes.includes(hash),
  );

async function collect(lines: AsyncIterable<LogLine>): Promise<LogLine[]> {
  const all: LogLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
