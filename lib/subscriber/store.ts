import type { Stamp, Stamped } from './is-newer';

/**
 * Remembers which events of an order were handled, and keeps the newest state that a handler made of it. An id that was
 * seen is ignored, whenever it comes again; so is a state that is not newer than the newest one.
 *
 * Of one order one delivery at a time holds the claim. It is committed once the handler has succeeded, or released so
 * that the delivery can be tried again; the claim of a process that died ends by itself.
 * @typeParam State what a handler keeps of an order: JSON, and best without personal data
 */
export interface OrderStore<State> {
  /**
   * Claims an order for one event, atomically: of any number at once, one gets it.
   * @param event says which order (`subject`), and how new
   * @param holdFor milliseconds after which others may claim the order, committed or not
   */
  claim(event: Claimant, holdFor: number): Promise<Claim<State>>;
}

/** As much of an event as a store needs. */
export interface Claimant extends Stamped {
  readonly metadata: Stamp & { readonly subject: string };
}

/** What came of asking for an order. */
export type Claim<State> =
  | Claimed<State>
  /** `repeated`: the event's id was seen. `stale`: a newer state is known. `busy`: another delivery has the order. */
  | { readonly outcome: 'repeated' | 'stale' | 'busy' };

/** The order is ours until it is committed or released, or the time is up. */
export interface Claimed<State> {
  readonly outcome: 'claimed';
  /** What was kept with the newest state so far; absent where there is none. */
  readonly previous?: State;
  /**
   * Makes the event the newest of its order, with what is to be kept.
   * @throws ClaimLostError where the time was up and another delivery claimed the order
   */
  commit(state: State): Promise<void>;
  /** Gives the order back as it was: the event can be tried again. */
  release(): Promise<void>;
}

/** The claim ended before it was committed. The event is not seen: tried again, it is handled again. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
  readonly code = 'CLAIM_LOST';

  constructor() {
    super(
      'The claim of the order ended before its handler did: another delivery may have been handled since.',
    );
  }
}
