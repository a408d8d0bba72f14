import type { LogLine } from '../../../lib/log-line';
import type { Clock } from '../clock';
import type { LogSource } from '../logs/log-source';

/** What became of a replayed delivery. */
export type ReplayOutcome =
  | { readonly outcome: 'published' }
  /** Why: its code and, where it is known, its stage. */
  | { readonly outcome: 'dead again'; readonly why: string }
  /** On its queue to be tried again, or not seen in the log yet. */
  | { readonly outcome: 'not settled'; readonly why?: string };

/** What is waited for, and how long. */
export interface AwaitOutcomesOptions {
  /** The log of `normalize`. */
  readonly logs: LogSource;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks into the log. */
  readonly everyMs: number;
  readonly progress: (text: string) => void;
}

/** A delivery is done within a second, and its line in the log of AWS within ten. */
const PATIENCE_MS = 60_000;
/** CloudWatch takes a filter of 1,024 characters. More ids than that are looked for among all lines. */
const MOST_IDS_ASKED = 10;
/** Two machines' clocks differ. */
const SKEW_MS = 5_000;

/**
 * Waits until the log says of each delivery that it was published, or is a dead letter again.
 * @param ids of the events that were replayed
 * @param since when the first was sent, in milliseconds since 1970
 * @throws whatever reading the log throws
 */
export async function awaitOutcomes(
  ids: ReadonlySet<string>,
  since: number,
  { logs, clock, signal, everyMs, progress }: AwaitOutcomesOptions,
): Promise<Map<string, ReplayOutcome>> {
  const outcomes = new Map<string, ReplayOutcome>();
  const open = () => [...ids].filter((id) => isOpen(outcomes.get(id)));
  for (const end = clock.now() + PATIENCE_MS; ; await pause(clock, everyMs, signal)) {
    const asked = open();
    const holding = asked.length <= MOST_IDS_ASKED ? asked : undefined;
    for await (const line of logs.lines({
      ...{ since: since - SKEW_MS, until: clock.now() + SKEW_MS },
      ...(holding && { holding }),
    }))
      if (line.replay && line.id !== undefined && ids.has(line.id)) outcomes.set(line.id, outcomeOf(line));
    if (open().length === 0 || signal.aborted || clock.now() >= end) break;
    progress(`waiting for ${open().length} of ${ids.size} to be published`);
  }
  for (const id of ids) if (!outcomes.has(id)) outcomes.set(id, { outcome: 'not settled' });
  return outcomes;
}

const isOpen = (found: ReplayOutcome | undefined): boolean =>
  found === undefined || found.outcome === 'not settled';

function outcomeOf({ message, code, stage }: LogLine): ReplayOutcome {
  if (message === 'published') return { outcome: 'published' };
  const why = `${code ?? 'no code'}${stage === undefined ? '' : ` (${stage})`}`;
  return message === 'dead-lettered' ? { outcome: 'dead again', why } : { outcome: 'not settled', why };
}

const pause = (clock: Clock, milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const stop = () => {
      cancel();
      resolve();
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
