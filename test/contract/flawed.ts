import type { Provider } from '../../lib/provider';
import type { Subject } from './subject';

/** A provider with one flaw, and the checks of the contract that have to find it. */
export interface Flawed {
  readonly flaw: string;
  readonly subject: Subject;
  readonly caughtBy: readonly string[];
}

/** The subject with something in its provider replaced. */
export const withProvider = (subject: Subject, change: Partial<Provider>): Subject => ({
  ...subject,
  provider: { ...subject.provider, ...change },
});
