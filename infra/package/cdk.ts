/** What an app of another repository imports: `order-events/cdk`. */
export { OrderEvents, type OrderEventsProps } from '../stack/order-events';
