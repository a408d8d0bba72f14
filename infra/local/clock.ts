/** The local stack's only source of time, so that a test can move it and never has to sleep. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once, `delay` milliseconds from now; the result cancels it. */
  after(delay: number, task: () => void): () => void;
}
