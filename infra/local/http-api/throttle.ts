import type { Clock } from '../clock';

/** A stage's or a route's throttling: `rate` requests per second on average, `burst` at once. */
export interface ThrottleLimits {
  readonly rate: number;
  readonly burst: number;
}

/** A token bucket. Each call takes a token, and answers false where there is none. */
export function createThrottle(limits: ThrottleLimits, clock: Clock): () => boolean {
  let tokens = limits.burst;
  let filled = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(limits.burst, tokens + ((now - filled) / 1000) * limits.rate);
    filled = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
