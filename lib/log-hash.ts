import { createHmac } from 'node:crypto';

/**
 * What stands in the log for a text that it must not hold: an order's id, its number, the provider's own event id. A
 * log line can be found by it, and nobody reads the text out of it.
 *
 * The key is the stack's own. Order numbers are guessed easily, so a plain hash of one would be no secret to whoever
 * is given the log; with the key, only those who may also read the stack's outputs can try numbers.
 *
 * @returns 32 hexadecimal digits of HMAC-SHA-256
 */
export const logHash = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
