/** Time, handed in so that a test can move it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once, `delay` milliseconds from now; the result cancels it. */
  after(delay: number, task: () => void): () => void;
}

/** Time as it passes. Its timers do not keep the process alive. */
export const realClock: Clock = {
  now: Date.now,
  after(delay, task) {
    const timer = setTimeout(task, delay);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
