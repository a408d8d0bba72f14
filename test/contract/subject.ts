import type { Provider } from '../../lib/provider';
import type { Fixture } from './fixtures';

/** A provider as the contract looks at it. */
export interface Subject {
  readonly provider: Provider;
  readonly fixtures: readonly Fixture[];
  /** Path of the README whose tables are held against the code. */
  readonly readme: string;
  /**
   * The payload of one state of one order, as the provider would send it: another step is another state. A full one has
   * every documented field, if the provider's kit can write it.
   */
  write(order: { event: string; account: string; order: number; step: number; full?: boolean }): object;
}
