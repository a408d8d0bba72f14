import { customerIdOf, eventIdOf, ORDER_NAME, orderIdOf } from '../../identity';
import { fieldOf } from '../../json';
import { parsePayload } from '../../payload-text';
import type { Identity, Unidentified } from '../../provider';
import { CUSTOMER_EVENTS } from './events';

export const NAME = 'next-commerce';

/**
 * The event's id stays the same when Next Commerce sends the event again, so it identifies the delivery; without one
 * its bytes do. Two webhooks may be sent one event, each in the API version that it was made with: those are two
 * deliveries. An order's number is unique within its store, and so is a customer's id.
 */
export function identify({ verified, body, account }: Unidentified): Identity {
  const payload = typeof verified === 'string' ? parsePayload(verified)?.value : undefined;
  const eventId = textAt(payload, 'event_id');
  const event = textAt(payload, 'event_type');
  return {
    id:
      eventId === undefined
        ? eventIdOf([NAME, account], body)
        : eventIdOf([
            NAME,
            account,
            eventId,
            textAt(payload, 'api_version') ?? '',
            numberAt(fieldOf(payload, 'webhook'), 'id'),
          ]),
    event,
    orderKey: subjectIn(fieldOf(payload, 'data'), event, account),
  };
}

/** The canonical id of what an event is about; `undefined` where the payload does not state it. */
function subjectIn(data: unknown, event: string | undefined, account: string): string | undefined {
  if (event !== undefined && Object.hasOwn(CUSTOMER_EVENTS, event)) {
    const id = numberAt(data, 'id');
    return id === '' ? undefined : customerIdOf(NAME, account, id);
  }
  const number = textAt(data, 'number');
  return number !== undefined && ORDER_NAME.test(number) ? orderIdOf(NAME, account, number) : undefined;
}

/** An id as a text; empty where there is none. */
function numberAt(value: unknown, key: string): string {
  const id = fieldOf(value, key);
  return ['number', 'bigint', 'string'].includes(typeof id) ? String(id) : '';
}

function textAt(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' && text !== '' ? text : undefined;
}
