import type { GenericSchema } from 'valibot';
import { type EventType, OrderEvent } from '../../lib/order/order-event';

/** What the contract says of one type of event. */
export interface EventTypeEntry {
  /** The name of its `detail` in the contract. */
  readonly name: string;
  readonly schema: GenericSchema;
  /** When it comes. */
  readonly comes: string;
}

export const EVENT_TYPE_ENTRIES: Readonly<Record<EventType, EventTypeEntry>> = {
  'order.created.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    comes: 'An order was made at the provider. It can come more than once for one order.',
  },
  'order.updated.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    comes: 'An order changed. The event holds the whole order as it is now, not the change.',
  },
  'order.confirmed.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    comes:
      'A quote became an order, or the merchant said yes to it. It can come more than once for one order.',
  },
};
