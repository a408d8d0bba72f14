import type { LogLine } from '../../../lib/log-line';

/** A delivery that was accepted, and has no outcome yet. */
export interface Unsettled {
  /** The event's id. */
  readonly id: string;
  readonly provider: string;
  readonly correlationId?: string | undefined;
  /** When it was accepted: UTC, RFC 3339. */
  readonly acceptedAt: string;
  /** The code of its last try, if it was tried. */
  readonly code?: string | undefined;
}

/** What the log says of the deliveries that were accepted in some time. */
export interface Balance {
  /** Distinct ids: a repeat that SQS dropped is no other delivery. */
  readonly accepted: number;
  readonly published: number;
  readonly deadLettered: number;
  /** Still on their way: accepted a moment ago, or tried again. */
  readonly underWay: readonly Unsettled[];
  /** Neither, though there was time. */
  readonly missing: readonly Unsettled[];
}

/** From accepting a delivery to its outcome in the log, where nothing goes wrong; with the log's own delay. */
const ON_ITS_WAY_MS = 5 * 60_000;
/** A delivery that is tried again shows itself in the log so often at least. */
const BETWEEN_TRIES_MS = 15 * 60_000;

/**
 * Compares, id by id, what was accepted with what became of it.
 * @param now milliseconds since 1970
 */
export async function balance(lines: AsyncIterable<LogLine>, now: number): Promise<Balance> {
  const open = new Map<string, Unsettled & { lastTry?: number }>();
  const outcomes = new Map<string, 'published' | 'dead-lettered'>();
  for await (const { message, id, provider, correlationId, timestamp, code } of lines) {
    if (id === undefined) continue;
    const known = open.get(id);
    if (message === 'accepted' && !known)
      open.set(id, { id, provider, correlationId, acceptedAt: timestamp });
    else if (message === 'published') outcomes.set(id, message);
    // An outcome for good: what a replay brings later stands above it.
    else if (message === 'dead-lettered' && !outcomes.has(id)) outcomes.set(id, message);
    else if (known && (message === 'retried' || message === 'not dead-lettered'))
      open.set(id, { ...known, code, lastTry: Date.parse(timestamp) });
  }
  const left = [...open.values()].filter(({ id }) => !outcomes.has(id));
  const isUnderWay = ({ acceptedAt, lastTry }: (typeof left)[number]) =>
    now - Date.parse(acceptedAt) < ON_ITS_WAY_MS ||
    (lastTry !== undefined && now - lastTry < BETWEEN_TRIES_MS);
  const ended = (outcome: string) => [...open.keys()].filter((id) => outcomes.get(id) === outcome).length;
  const plain = ({ lastTry: _, ...one }: (typeof left)[number]): Unsettled => one;
  return {
    accepted: open.size,
    published: ended('published'),
    deadLettered: ended('dead-lettered'),
    underWay: left.filter(isUnderWay).map(plain),
    missing: left.filter((one) => !isUnderWay(one)).map(plain),
  };
}
