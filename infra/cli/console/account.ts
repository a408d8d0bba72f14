import type { Clients } from '../clients';
import type { Place } from '../place';

/** The AWS services of what the console looks at: those of a local stack, or of a deployed one. */
export interface Account {
  readonly place: Place;
  readonly clients: Clients;
  /** Whether dead letters may be replayed. */
  readonly canReplay: boolean;
  /** What has to be typed before a replay. */
  readonly confirm?: string | undefined;
}
