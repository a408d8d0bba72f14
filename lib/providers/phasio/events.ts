import type { OrderEventType } from '../../order/order-event';

/** Phasio's triggers that carry an order, and what they become. */
export const EVENTS = {
  ORDER: 'order.created.v1',
  ORDER_UPDATED: 'order.updated.v1',
  QUOTE_CONVERTED: 'order.confirmed.v1',
} as const satisfies Record<string, OrderEventType>;

/** Every trigger that Phasio's documentation or its OpenAPI names. */
export const TRIGGERS: ReadonlySet<string> = new Set([
  ...Object.keys(EVENTS),
  'CART_CREATED',
  'CART_UPDATED',
  'CUSTOMER_COMMENTED',
  'CUSTOMER_ORGANISATION_CREATED',
  'CUSTOMER_ORGANISATION_UPDATED',
  'MANUFACTURER_COMMENTED',
  'REVISION',
  'SPECIFICATION_CREATED',
  'WORKFLOW_PROGRESS_PARTS',
]);
