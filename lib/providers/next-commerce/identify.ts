import { eventIdOf, ORDER_NAME, orderIdOf } from '../../identity';
import { fieldOf, parseJson } from '../../json';
import type { Identity, Unidentified } from '../../provider';

export const NAME = 'next-commerce';

/**
 * The event's id stays the same when Next Commerce sends the event again, so that it identifies the delivery;
 * without one its bytes do. An order's number is unique within its store.
 */
export function identify({ verified, body, account }: Unidentified): Identity {
  const payload = typeof verified === 'string' ? parseJson(verified) : undefined;
  const eventId = textAt(payload, 'event_id');
  const number = textAt(fieldOf(payload, 'data'), 'number');
  const isNamed = number !== undefined && ORDER_NAME.test(number);
  return {
    id: eventId === undefined ? eventIdOf([NAME, account], body) : eventIdOf([NAME, account, eventId]),
    event: textAt(payload, 'event_type'),
    orderKey: isNamed ? orderIdOf(NAME, account, number) : undefined,
  };
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
