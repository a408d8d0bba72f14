import type { Provider } from '../../lib/provider';

/** A provider with one flaw, and the checks of the contract that have to tell. */
export interface Flawed {
  readonly flaw: string;
  readonly provider: Provider;
  readonly caughtBy: readonly string[];
}
