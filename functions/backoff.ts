/** The first retry comes after about a second, the later ones after up to five minutes. */
const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 300;
/**
 * The part of a delay that chance decides. Small on purpose: even if it is always the shortest, six hours of retries
 * stay below the queue's `maxReceiveCount` of 100, after which SQS would take the message away without a reason.
 */
const JITTER = 0.15;

/**
 * Seconds until the next try, after the message was received `receives` times.
 * @param random from 0 to 1
 */
export function backoffSeconds(receives: number, random: number): number {
  const delay = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (receives - 1));
  return Math.max(FIRST_SECONDS, Math.round(delay * (1 - JITTER * random)));
}
