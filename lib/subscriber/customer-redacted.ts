import { fieldOf } from '../json';
import type { CustomerRedacted } from './order-event';
import { OrderEventError, typeOf } from './parse';

/** The type of such an event. */
export const CUSTOMER_REDACTED: CustomerRedacted['metadata']['type'] = 'customer.redacted.v1';

/**
 * Reads the `detail` of `customer.redacted.v1`. `data.customer.id` is the `customer.id` of the person's orders with the
 * same `metadata.provider` and `metadata.account`.
 * @throws OrderEventError
 */
export function parseCustomerRedacted(detail: unknown): CustomerRedacted {
  const id = fieldOf(fieldOf(fieldOf(detail, 'data'), 'customer'), 'id');
  // What says whose data they are is looked at.
  if (typeOf(detail) === CUSTOMER_REDACTED && typeof id === 'string') return detail as CustomerRedacted;
  const issue = { path: '/data/customer/id', message: 'is missing' };
  throw new OrderEventError('NOT_AN_ORDER_EVENT', issue);
}
