import { type CanonicalEvent, isOrderEvent } from '../../lib/order/canonical-event';
import { CUSTOMER_REDACTED, type OrderEvent } from '../../lib/order/order-event';
import type { EventReader, OrderReader } from '../../lib/provider';

/** An event that has to carry an order. */
export function orderEventOf(event: CanonicalEvent): OrderEvent {
  if (!isOrderEvent(event)) throw new Error(`${event.metadata.type} carries no order`);
  return event;
}

/** Those of a provider's readers that read orders, by the provider's word for the event. */
export const orderReadersOf = (events: Readonly<Record<string, EventReader>>): [string, OrderReader][] =>
  Object.entries(events).flatMap(([event, reader]) =>
    reader.type === CUSTOMER_REDACTED ? [] : [[event, reader]],
  );
