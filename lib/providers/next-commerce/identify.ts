import { eventIdOf, ORDER_NAME, orderIdOf } from '../../identity';
import { fieldOf } from '../../json';
import { parsePayload } from '../../payload-text';
import type { Identity, Unidentified } from '../../provider';

export const NAME = 'next-commerce';

/**
 * The event's id stays the same when Next Commerce sends the event again, so it identifies the delivery; without one
 * its bytes do. Two webhooks may be sent one event, each in the API version that it was made with: those are two
 * deliveries. An order's number is unique within its store.
 */
export function identify({ verified, body, account }: Unidentified): Identity {
  const payload = typeof verified === 'string' ? parsePayload(verified)?.value : undefined;
  const eventId = textAt(payload, 'event_id');
  const number = textAt(fieldOf(payload, 'data'), 'number');
  const isNamed = number !== undefined && ORDER_NAME.test(number);
  return {
    id:
      eventId === undefined
        ? eventIdOf([NAME, account], body)
        : eventIdOf([NAME, account, eventId, textAt(payload, 'api_version') ?? '', webhookIn(payload)]),
    event: textAt(payload, 'event_type'),
    orderKey: isNamed ? orderIdOf(NAME, account, number) : undefined,
  };
}

/** The webhook's id as a text; empty where the payload does not state it. */
function webhookIn(payload: unknown): string {
  const id = fieldOf(fieldOf(payload, 'webhook'), 'id');
  return ['number', 'bigint', 'string'].includes(typeof id) ? String(id) : '';
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
