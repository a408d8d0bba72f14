/** What tells the newer of two states of an order. */
export interface Stamp {
  /** The event's id: the same on every retry, replay and redeploy of one delivery. */
  readonly id: string;
  /** 16 digits, comparable as text. */
  readonly sequence: string;
  /** Whose clock `sequence` is of: `provider` or `received`. */
  readonly ordering: string;
  /** When the delivery was received, in RFC 3339. */
  readonly recordedtime: string;
}

/**
 * Whether `a` is a newer state of an order than `b`: the newest wins, in whatever sequence they arrive and however
 * often. Of one and the same event it is false.
 *
 * `sequence` is the provider's clock for some events and ours for others (`ordering`). Two clocks cannot be compared, so
 * between such events the arrival decides.
 * @example if (!known || isNewer(event, known)) await save(event);
 */
export function isNewer({ metadata: a }: Stamped, { metadata: b }: Stamped): boolean {
  if (a.ordering === b.ordering && a.sequence !== b.sequence) return a.sequence > b.sequence;
  const [recordedA, recordedB] = [comparable(a.recordedtime), comparable(b.recordedtime)];
  if (recordedA !== recordedB) return recordedA > recordedB;
  return a.id > b.id;
}

/** An event, or as much of it as {@link isNewer} needs. */
export interface Stamped {
  readonly metadata: Stamp;
}

/** Without the `Z` a text of a time sorts before the same one with a fraction. */
const comparable = (time: string): string => time.slice(0, -1);
