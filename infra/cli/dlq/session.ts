import type { Clock } from '../clock';
import type { Judge } from './assess';
import type { Clients } from './clients';
import { type Letter, readLetter } from './dead-letter';
import type { Filter } from './filter';
import { createHold, type Hold } from './lease';
import type { DeadLetterQueue } from './queues';
import { plural } from './table';
import type { Terminal } from './terminal';
import { walk } from './traverse';

/** One run of a command: what it works with, and the letters that it has in its hands. */
export interface Session {
  readonly terminal: Terminal;
  readonly judge: Judge;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** The place's label, for questions. */
  readonly label: string;
  /**
   * Visits every letter that the filter lets pass, one after the other, and keeps those in hand; the others are
   * visible again when their queue is through.
   */
  survey(filter: Filter, visit: (letter: Letter) => Promise<void> | void): Promise<void>;
  /** How many letters were looked at, whether the filter let them pass or not. */
  seen(): number;
  /** Whether the letter is still in hand: somebody else may have got it while this machine slept. */
  holds(queue: DeadLetterQueue, key: string): boolean;
  /** Deletes letters of one queue; tells which are gone. */
  remove(queue: DeadLetterQueue, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes everything visible again that is still in hand. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly clients: Pick<Clients, 'sqs'>;
  readonly queues: readonly DeadLetterQueue[];
  readonly judge: Judge;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly label: string;
  readonly waitSeconds: number;
}

export function openSession(options: SessionOptions): Session {
  const { clients, queues, terminal, signal, clock, waitSeconds } = options;
  const holds = new Map<string, Hold>();
  let seen = 0;

  function holdOf(queue: DeadLetterQueue): Hold {
    const hold = holds.get(queue.url) ?? createHold(clients.sqs, queue.url, clock);
    holds.set(queue.url, hold);
    return hold;
  }

  async function surveyQueue(queue: DeadLetterQueue, filter: Filter, visit: (letter: Letter) => unknown) {
    const hold = holdOf(queue);
    const others: string[] = [];
    for await (const batch of walk({
      sqs: clients.sqs,
      queue,
      hold,
      waitSeconds,
      signal,
      warn: terminal.err,
    })) {
      for (const received of batch) {
        const letter = readLetter(received);
        if (filter(letter.summary, received.key, clock.now())) await visit(letter);
        else others.push(received.key);
      }
      seen += batch.length;
      terminal.progress(`${plural(seen, 'letter')} looked at`);
    }
    await hold.release(others);
  }

  return {
    ...{ terminal, signal, judge: options.judge, label: options.label, now: clock.now },
    async survey(filter, visit) {
      for (const queue of queues) if (!signal.aborted) await surveyQueue(queue, filter, visit);
    },
    seen: () => seen,
    holds: (queue, key) => holdOf(queue).has(key),
    remove: (queue, keys) => holdOf(queue).delete(keys),
    async close() {
      const releases = await Promise.allSettled([...holds.values()].map((hold) => hold.release()));
      for (const release of releases) if (release.status === 'rejected') throw release.reason;
    },
  };
}
