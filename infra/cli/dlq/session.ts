import type { Clients } from '../clients';
import type { Clock } from '../clock';
import { UsageError } from '../exit';
import type { LogSource } from '../logs/log-source';
import { plural, shortId } from '../print';
import type { DeadLetterQueue } from '../queues';
import type { Terminal } from '../terminal';
import type { Assess } from './assess';
import { awaitOutcomes, type ReplayOutcome } from './await-outcomes';
import { type DeadLetter, readDeadLetter } from './dead-letter';
import { createExclusiveUse } from './exclusive-use';
import { type Filter, isNamed } from './filter';
import { createLease, type Lease } from './lease';
import { traverse } from './traverse';

/** One run of a command: what it works with, and the dead letters that it has leased. */
export interface Session {
  readonly terminal: Terminal;
  readonly assess: Assess;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** What became of replayed deliveries, as the log tells it: see {@link awaitOutcomes}. */
  outcomes(ids: ReadonlySet<string>, since: number): Promise<ReadonlyMap<string, ReplayOutcome>>;
  /** The place's label, for questions. */
  readonly label: string;
  /**
   * Visits every dead letter that the filter lets pass, one after the other, and keeps their lease; the others are
   * visible again when their queue is through.
   * @param options `exclusive` waits for other commands first: two could not keep an order's dead letters in order
   * @throws UsageError for a word of the filter that nobody knows, Error where another command does not end
   */
  survey(filter: Filter, visit: Visit, options?: { readonly exclusive: boolean }): Promise<void>;
  /**
   * The dead letters of one id: more than one where a delivery died more than once. None where it was interrupted.
   * Their lease has ended.
   * @throws UsageError where the beginning of an id fits several
   */
  find(id: string): Promise<DeadLetter[]>;
  /** How many queues the command looks into. */
  readonly queues: number;
  /** How many dead letters were looked at, whether the filter let them pass or not. */
  seen(): number;
  /** Whether the dead letter is still leased: somebody else may have got it while this machine slept. */
  isLeased(queue: DeadLetterQueue, key: string): boolean;
  /** Deletes dead letters of one queue; returns those that are gone. */
  remove(queue: DeadLetterQueue, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes everything visible again that is still leased. */
  close(): Promise<void>;
}

type Visit = (deadLetter: DeadLetter) => Promise<void> | void;

export interface SessionOptions {
  readonly clients: Pick<Clients, 'sqs'>;
  readonly queues: readonly DeadLetterQueue[];
  readonly assess: Assess;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /**
   * The log of `normalize`.
   * @default none: what became of a replay is not known
   */
  readonly logs?: LogSource;
  readonly label: string;
  readonly waitSeconds: number;
}

/** What `show` and `explain` print at most. */
const MOST_FOUND = 10;

export function openSession(options: SessionOptions): Session {
  const { clients, queues, terminal, signal, clock, waitSeconds } = options;
  const leases = new Map<string, Lease>();
  let seen = 0;

  function leaseOf(queue: DeadLetterQueue): Lease {
    const lease = leases.get(queue.url) ?? createLease(clients.sqs, queue.url, clock);
    leases.set(queue.url, lease);
    return lease;
  }

  async function surveyQueue(queue: DeadLetterQueue, filter: Filter, visit: Visit, exclusive: boolean) {
    const lease = leaseOf(queue);
    const others: string[] = [];
    const messages = { sqs: clients.sqs, queue, lease, waitSeconds, signal, warn: terminal.err };
    const use = exclusive && createExclusiveUse({ ...messages, clock, progress: terminal.progress });
    if (use) await use.begin();
    do
      for await (const batch of traverse(messages)) {
        for (const received of batch) {
          if (signal.aborted) break;
          const deadLetter = readDeadLetter(received);
          if (await filter.matches(deadLetter, clock.now(), options.assess)) await visit(deadLetter);
          else others.push(received.key);
        }
        seen += batch.length;
        terminal.progress(`${plural(seen, 'dead letter')} looked at`);
      }
    while (use && !signal.aborted && (await use.hasMore()));
    await lease.release(others);
  }

  const session: Session = {
    terminal,
    signal,
    assess: options.assess,
    label: options.label,
    now: clock.now,
    async outcomes(ids, since) {
      const { logs } = options;
      if (!logs) throw new Error('none is known here');
      const everyMs = waitSeconds === 0 ? 200 : 3_000;
      return awaitOutcomes(ids, since, { logs, clock, signal, everyMs, progress: terminal.progress });
    },
    queues: queues.length,
    async survey(filter, visit, { exclusive } = { exclusive: false }) {
      for (const queue of queues) if (!signal.aborted) await surveyQueue(queue, filter, visit, exclusive);
      if (!signal.aborted) filter.checkWords();
    },
    async find(id) {
      const found: DeadLetter[] = [];
      const ids = new Set<string>();
      await session.survey(
        { matches: (deadLetter) => isNamed(id, deadLetter), checkWords() {} },
        (deadLetter) => {
          ids.add(deadLetter.summary.id);
          if (found.length < MOST_FOUND) found.push(deadLetter);
        },
      );
      await session.close();
      if (signal.aborted) return [];
      if (ids.size > 1) throw new UsageError(describeSeveral(id, [...ids]));
      if (found.length === 0) throw new Error(`${id}: no dead letter has an id that begins so`);
      return found;
    },
    seen: () => seen,
    isLeased: (queue, key) => leaseOf(queue).has(key),
    remove: (queue, keys) => leaseOf(queue).delete(keys),
    async close() {
      const releases = await Promise.allSettled([...leases.values()].map((lease) => lease.release()));
      for (const release of releases) if (release.status === 'rejected') throw release.reason;
    },
  };
  return session;
}

function describeSeveral(id: string, ids: readonly string[]): string {
  const some = ids.slice(0, MOST_FOUND).map(shortId).join(', ');
  return `${id}: ${ids.length} ids begin so: ${some}${ids.length > MOST_FOUND ? ', …' : ''}`;
}
