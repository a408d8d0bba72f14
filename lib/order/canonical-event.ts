import type { CustomerRedacted } from './customer-redacted';
import type { OrderEvent } from './order-event';

/** Every event that we publish. `metadata.type` says which it is; only an `OrderEvent` has `data.order`. */
export type CanonicalEvent = OrderEvent | CustomerRedacted;

/** Whether an event carries an order. */
export const isOrderEvent = (event: CanonicalEvent): event is OrderEvent => 'order' in event.data;
