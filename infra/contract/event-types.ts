import type { GenericSchema } from 'valibot';
import { CUSTOMER_REDACTED_SCHEMA, CustomerRedacted } from '../../lib/order/customer-redacted';
import { DATA_SCHEMA, type EventType, OrderEvent } from '../../lib/order/order-event';

/** What the contract says of one type of event. */
export interface EventTypeEntry {
  /** The name of its `detail` in the contract. */
  readonly name: string;
  readonly schema: GenericSchema;
  /** The URI of its JSON Schema. */
  readonly dataschema: string;
  /** When it comes. */
  readonly comes: string;
}

export const EVENT_TYPE_ENTRIES: Readonly<Record<EventType, EventTypeEntry>> = {
  'order.created.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    dataschema: DATA_SCHEMA,
    comes: 'An order was made at the provider. It can come more than once for one order.',
  },
  'order.updated.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    dataschema: DATA_SCHEMA,
    comes: 'An order changed. The event holds the whole order as it is now, not the change.',
  },
  'order.confirmed.v1': {
    name: 'OrderEvent',
    schema: OrderEvent,
    dataschema: DATA_SCHEMA,
    comes:
      'A quote became an order, or the merchant said yes to it. It can come more than once for one order.',
  },
  'customer.redacted.v1': {
    name: 'CustomerRedacted',
    schema: CustomerRedacted,
    dataschema: CUSTOMER_REDACTED_SCHEMA,
    comes: "A customer's data have to be erased: by us, and by every subscriber that kept them.",
  },
};
