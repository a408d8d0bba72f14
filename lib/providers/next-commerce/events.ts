import type { EventType } from '../../order/order-event';

/** Next Commerce's events that carry an order, and what they become. */
export const EVENTS = {
  'order.created': 'order.created.v1',
  'order.updated': 'order.updated.v1',
} as const satisfies Record<string, EventType>;
