import type { CUSTOMER_REDACTED, OrderEventType } from '../../order/order-event';

/** Next Commerce's events that carry an order, and what they become. */
export const ORDER_EVENTS = {
  'order.created': 'order.created.v1',
  'order.updated': 'order.updated.v1',
} as const satisfies Record<string, OrderEventType>;

/** Its events that say whose data to erase. */
export const CUSTOMER_EVENTS = {
  'customer.redacted': 'customer.redacted.v1',
} as const satisfies Record<string, typeof CUSTOMER_REDACTED>;

/** Every event that is read. */
export const EVENTS = { ...ORDER_EVENTS, ...CUSTOMER_EVENTS };
