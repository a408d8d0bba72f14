import { isNewer } from './is-newer';
import { previousOf, readKept, writeKept } from './kept';
import { type Claim, type Claimant, ClaimLostError, type OrderStore } from './store';

/** What a store in memory is made with. */
export interface MemoryStoreOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/**
 * A store that lasts as long as its process: for tests, and for who can start anew. Each instance of a Lambda function
 * has its own.
 */
export function createMemoryStore<State = unknown>({
  now = Date.now,
}: MemoryStoreOptions = {}): OrderStore<State> {
  const orders = new Map<string, Known>();

  return {
    claim({ metadata }, holdFor) {
      const known = orders.get(metadata.subject) ?? { seen: new Set() };
      orders.set(metadata.subject, known);
      return Promise.resolve(claimOf(known, metadata, holdFor));
    },
  };

  function claimOf(known: Known, metadata: Claimant['metadata'], holdFor: number): Claim<State> {
    if (known.seen.has(metadata.id)) return { outcome: 'repeated' };
    if (known.hold && known.hold.until > now()) return { outcome: 'busy' };
    const newest = readKept<State>(known.newest);
    if (newest && !isNewer({ metadata }, { metadata: newest.stamp })) {
      known.seen.add(metadata.id);
      return { outcome: 'stale' };
    }
    const hold = { until: now() + holdFor };
    known.hold = hold;
    const letGo = () => {
      if (known.hold === hold) delete known.hold;
    };
    return {
      outcome: 'claimed',
      ...previousOf(newest),
      commit: async (state) => {
        if (known.hold !== hold) throw new ClaimLostError();
        known.seen.add(metadata.id);
        known.newest = writeKept(metadata, state);
        letGo();
      },
      release: async () => letGo(),
    };
  }
}

/** What is known of an order. */
interface Known {
  readonly seen: Set<string>;
  newest?: string;
  hold?: { readonly until: number };
}
