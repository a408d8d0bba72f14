import type { EventType } from '../../order/order-event';

/** Phasio's triggers that carry an order, and what they become. */
export const EVENTS = {
  ORDER: 'order.created.v1',
  ORDER_UPDATED: 'order.updated.v1',
  QUOTE_CONVERTED: 'order.confirmed.v1',
} as const satisfies Record<string, EventType>;
