import type { Stamp } from './is-newer';
import type { Claimed } from './store';

/** What a store keeps of an order's newest event. */
export interface Kept<State> {
  readonly stamp: Stamp;
  readonly state?: State;
}

/** As a text, so that every store keeps the same, and nobody's later change of a state changes what is kept. */
export const writeKept = ({ id, sequence, ordering, recordedtime }: Stamp, state: unknown): string =>
  JSON.stringify({ stamp: { id, sequence, ordering, recordedtime }, state });

/** @param text what {@link writeKept} wrote; nobody else writes there */
export const readKept = <State>(text: string | undefined): Kept<State> | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Kept<State>);

/** What is handed to the next event's handler. */
export const previousOf = <State>(kept: Kept<State> | undefined): Pick<Claimed<State>, 'previous'> =>
  kept?.state === undefined ? {} : { previous: kept.state };
