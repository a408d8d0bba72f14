import type { Clock } from './clock';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves time on: runs what falls due, in order, and lets promises settle after each. */
  advance(milliseconds: number): Promise<void>;
}

export function createManualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const timers = new Set<{ due: number; task: () => void }>();

  return {
    now: () => now,
    after(delay, task) {
      const timer = { due: now + Math.max(0, delay), task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      await settled();
      for (let next = earliest(timers); next && next.due <= end; next = earliest(timers)) {
        timers.delete(next);
        now = next.due;
        next.task();
        await settled();
      }
      now = end;
    },
  };
}

/** The first of those due soonest: a set keeps the order in which timers were made. */
function earliest<T extends { due: number }>(timers: Set<T>): T | undefined {
  let first: T | undefined;
  for (const timer of timers) if (!first || timer.due < first.due) first = timer;
  return first;
}

/** Every promise that is already on its way has had its turn by the second turn of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
}
