import { eventIdOf, orderIdOf } from '../../identity';
import type { Identity, Unidentified } from '../../provider';

export const NAME = 'next-commerce';

/**
 * The event's id stays the same when Next Commerce sends the event again, so that it identifies the delivery;
 * without one its bytes do. An order's number is unique within its store.
 */
export function identify({ verified, body, account }: Unidentified): Identity {
  const payload = parse(verified);
  const eventId = textAt(payload, 'event_id');
  const number = textAt(fieldOf(payload, 'data'), 'number');
  return {
    id: eventId === undefined ? eventIdOf([NAME, account], body) : eventIdOf([NAME, account, eventId]),
    event: textAt(payload, 'event_type'),
    orderKey: number === undefined ? undefined : orderIdOf(NAME, account, number),
  };
}

function parse(verified: Unidentified['verified']): unknown {
  if (typeof verified !== 'string') return undefined;
  try {
    return JSON.parse(verified);
  } catch {
    return undefined;
  }
}

export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
