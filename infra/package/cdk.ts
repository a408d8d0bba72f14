/** What an app of another repository imports: `order-events/cdk`. */
export type { OrderEventFilter, TotalRange } from '../stack/order-event-pattern';
export {
  OrderEventSubscription,
  type OrderEventSubscriptionProps,
} from '../stack/order-event-subscription';
export { OrderEvents, type OrderEventsProps } from '../stack/order-events';
