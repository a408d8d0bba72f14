import { setImmediate } from 'node:timers/promises';
import { type Failure, type Issue, toFailure } from '../../../lib/failure';
import type { OrderEvent } from '../../../lib/subscriber';
import type { Verified } from '../../../lib/webhook';
import type { DeadDelivery, DeadEvent, DeadLetter } from './dead-letter';

/** What today's code, secrets and rules make of a dead letter. */
export type Assessment = Replayable | Blocker;

export interface Replayable {
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
export interface Blocker {
  readonly ok: false;
  /** Of the failure table, or one of {@link BLOCKERS}. */
  readonly code: string;
  readonly stage: string | null;
  readonly message: string;
  readonly issues: readonly Issue[];
  /** Which rule, target or queue, and what AWS said of it. */
  readonly detail?: string;
  readonly cause?: unknown;
  /** A delivery's content, if that could be verified. */
  readonly content?: Verified;
}

/** What can prevent a replay beside the failures of reading. */
export const BLOCKERS = {
  NO_SOURCE_QUEUE: "Its queue's name belongs to no provider, so the queue to send it to is unknown.",
  TARGET_UNKNOWN: 'The targets of its rule could not be read.',
  TARGET_GONE: 'Its rule, or the target in the rule, does not exist any more.',
  TARGET_AMBIGUOUS: 'Its rule has several targets of this ARN, and the dead letter does not say which.',
  INPUT_IMPOSSIBLE: "The target's input cannot be made of this event, as EventBridge would find too.",
  TARGET_UNSUPPORTED: 'Only queues and functions can be sent an event again.',
} as const;

export type Assess = (deadLetter: DeadLetter) => Promise<Assessment>;

/**
 * Assesses each kind of dead letter in its own way. Never throws.
 *
 * Reading takes no turn of the event loop, and dead letters come ten at a time: before each one the loop gets a turn, so
 * an interruption is heard and a lease renewed.
 */
export function createAssess(
  assessDelivery: (deadLetter: DeadDelivery) => Promise<Assessment>,
  assessEvent: (deadLetter: DeadEvent) => Promise<Assessment>,
): Assess {
  return async (deadLetter) => {
    await setImmediate();
    try {
      if (deadLetter.kind === 'unreadable') return toBlocker(deadLetter.failure);
      return await (deadLetter.kind === 'delivery' ? assessDelivery(deadLetter) : assessEvent(deadLetter));
    } catch (thrown) {
      return toBlocker(thrown);
    }
  };
}

export const blocker = (code: keyof typeof BLOCKERS, detail: string): Blocker => ({
  ok: false,
  code,
  stage: null,
  message: BLOCKERS[code],
  detail,
  issues: [],
});

/** The failure that was thrown while reading, or a bug. */
export function toBlocker(thrown: unknown): Blocker {
  const { code, stage, message, issues, cause }: Failure = toFailure(thrown);
  return { ok: false, code, stage, message, issues, cause };
}
