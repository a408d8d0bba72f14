import { type Failure, type Issue, toFailure } from '../../../lib/failure';
import type { OrderEvent } from '../../../lib/order/order-event';
import type { Verified } from '../../../lib/webhook';

/** What today's code makes of a letter. */
export type Verdict = Sendable | Obstacle;

export interface Sendable {
  readonly ok: true;
  /** For people: the event's type, or where an event goes. */
  readonly becomes: string;
  /** The order event, as it would be published; absent where a subscriber's event is none. */
  readonly event?: OrderEvent;
  /** A delivery's content, verified with today's secrets. */
  readonly content?: Verified;
  /** Resolves once it is where it has to go. */
  send(): Promise<void>;
}

/** Why it cannot be replayed. */
export interface Obstacle {
  readonly ok: false;
  /** Of the failure table, or one of {@link OBSTACLES}. */
  readonly code: string;
  readonly stage: string | null;
  readonly message: string;
  readonly issues: readonly Issue[];
  readonly cause?: unknown;
  /** A delivery's content, if that could be verified. */
  readonly content?: Verified;
}

/** What can be in a replay's way beside the failures of reading. */
export const OBSTACLES = {
  NO_SOURCE_QUEUE: 'The name of its queue does not tell which provider’s queue it came from.',
  TARGET_GONE: 'Its rule, or its target in the rule, does not exist any more.',
  TARGET_AMBIGUOUS: 'Its rule has several targets of this ARN, and the letter does not tell which.',
  TARGET_UNSUPPORTED: 'Only queues and functions can be given an event again.',
} as const;

export const obstacle = (code: keyof typeof OBSTACLES, where: string): Obstacle => ({
  ok: false,
  code,
  stage: null,
  message: `${OBSTACLES[code]} (${where})`,
  issues: [],
});

/** The failure that was thrown while reading, or a bug. */
export function toObstacle(thrown: unknown): Obstacle {
  const { code, stage, message, issues, cause }: Failure = toFailure(thrown);
  return { ok: false, code, stage, message, issues: issues, cause };
}
