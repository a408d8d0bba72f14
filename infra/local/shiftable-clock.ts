import type { Clock } from './clock';

/** Real time plus an offset: sockets and threads work as ever, and six hours pass when a test says so. */
export interface ShiftableClock extends Clock {
  /** Moves time on at once; what became due by that runs, in its order. A `RangeError` leaves it as it is. */
  advance(milliseconds: number): void;
}

interface Timer {
  readonly due: number;
  readonly task: () => void;
  wake?: NodeJS.Timeout;
}

/** No date of any service is later. */
const END = Date.UTC(9999, 11, 31);
/** setTimeout counts in 32 bits. */
const LONGEST_DELAY = 2 ** 31 - 1;

export function createShiftableClock(): ShiftableClock {
  let offset = 0;
  const timers = new Set<Timer>();
  const now = () => Date.now() + offset;

  function arm(timer: Timer): void {
    clearTimeout(timer.wake);
    const delay = Math.min(Math.max(0, timer.due - now()), LONGEST_DELAY);
    timer.wake = setTimeout(() => (timer.due <= now() ? fire(timer) : arm(timer)), delay);
    timer.wake.unref();
  }

  function fire(timer: Timer): void {
    clearTimeout(timer.wake);
    if (timers.delete(timer)) timer.task();
  }

  return {
    now,
    after(delay, task) {
      const timer: Timer = { due: now() + Math.max(0, delay), task };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.wake);
        timers.delete(timer);
      };
    },
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('time moves forward only');
      if (now() + milliseconds > END) throw new RangeError('time ends with the year 9999');
      offset += milliseconds;
      const due = [...timers].filter((timer) => timer.due <= now()).sort((a, b) => a.due - b.due);
      for (const timer of due) fire(timer);
      for (const timer of timers) arm(timer);
    },
  };
}
