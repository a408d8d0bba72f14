import { ORDER_EVENT_TYPES, OrderEvent } from '../order/order-event';
import { shapeOf } from './shape-of';

/**
 * What this library knows of the contract. The package's build evaluates this file and puts the values in its place, so
 * that a subscriber's bundle holds neither the schemas nor valibot.
 */
export const CONTRACT = {
  /** The event types that this library reads. */
  types: ORDER_EVENT_TYPES as readonly string[],
  shape: shapeOf(OrderEvent),
};
