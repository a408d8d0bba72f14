import { createHash } from 'node:crypto';

/**
 * What a provider may call an order: 1 to 256 characters, none of them half of one (a lone
 * surrogate, which UTF-8 cannot hold: two such names would be one). A longer name is no name: it would be a cell, an index and a
 * message attribute that nobody can use. With it a delivery has no order on the queue, and its reading fails there.
 */
export const ORDER_NAME = /^\P{Surrogate}{1,256}$/u;
/** For schemas, beside {@link ORDER_NAME}. */
export const ORDER_NAME_EXPECTED = 'a text of 1 to 256 whole characters';

/** The canonical id of an order, everywhere: on the queue, in the event and as its subject. */
export const orderIdOf = (provider: string, account: string, theirId: string): string =>
  `${provider}:${account}:${theirId}`;

/** The provider's own id of an order: what follows provider and account, which hold no colon. */
export const theirIdOf = (orderId: string): string => orderId.replace(/^[^:]*:[^:]*:/, '');

/** The subject of events about a customer; the group of such a delivery on the queue. */
export const customerIdOf = (provider: string, account: string, theirId: string): string =>
  `${provider}:${account}:customer:${theirId}`;

/**
 * The event's id: hex SHA-256 over what makes a delivery the same one again. The parts go in as a JSON list,
 * so that no two lists of parts can read the same.
 */
export function eventIdOf(parts: readonly string[], body?: Uint8Array): string {
  const hash = createHash('sha256').update(JSON.stringify(parts));
  if (body) hash.update(body);
  return hash.digest('hex');
}
