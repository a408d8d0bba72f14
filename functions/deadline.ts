import { Failure } from '../lib/failure';

/** A point in time by which an answer has to be given. */
export interface Deadline {
  /** Aborted once the time is over. */
  readonly signal: AbortSignal;
  /**
   * Asked before a step that computes for long: meanwhile no timer fires.
   * @throws Failure `OUT_OF_TIME`
   */
  check(): void;
}

/**
 * Does the work, or rejects with `OUT_OF_TIME` when the time is over, whatever the work still waits for.
 * @param now milliseconds, as `Date.now`
 */
export async function within<T>(
  milliseconds: number,
  now: () => number,
  work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = now() + milliseconds;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Failure('OUT_OF_TIME'));
    }, milliseconds);
  });
  const check = () => {
    if (now() >= end) throw new Failure('OUT_OF_TIME');
  };
  try {
    return await Promise.race([work({ signal: controller.signal, check }), over]);
  } finally {
    clearTimeout(timer);
  }
}
