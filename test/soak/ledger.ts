import type { Fate } from './traffic';

/** What was sent, and what was seen of it on the bus, at a subscriber and in the dead-letter queues. */
export interface Ledger {
  /** By number of the event. */
  readonly sent: SentEvent[];
  /** What the bus took: by event id. */
  readonly published: Map<string, PublishedEvent>;
  /** How often a subscriber received it, by event id. */
  readonly received: Map<string, number>;
  /** By event id. */
  readonly dead: Map<string, DeadEvent>;
  /** Messages left in the stack's queues at the end, by queue. */
  readonly left: Map<string, number>;
}

export interface SentEvent {
  readonly order: number;
  readonly fate: Fate;
  /** Its place among the events of an order that were sent one after the other; absent where they were not. */
  readonly turn: number | undefined;
  /** The ids that receive gave out for it: one, if all is well. */
  readonly ids: string[];
  /** The last answer on it. */
  answer: 'accepted' | 'ignored' | 'refused' | 'unanswered';
}

export interface PublishedEvent {
  /** The event's number, out of its mark; -1 where it has none, or several. */
  event: number;
  /** When it was first published: counts what the bus took. */
  readonly first: number;
  times: number;
}

export interface DeadEvent {
  readonly code: string;
  times: number;
}

export const createLedger = (): Ledger => ({
  sent: [],
  published: new Map(),
  received: new Map(),
  dead: new Map(),
  left: new Map(),
});
