import { fieldOf } from '../json';
import type * as writer from '../order/customer-redacted';
import type { Metadata, Open } from './order-event';
import { OrderEventError, typeOf } from './parse';

/** The `detail` of an event that says whose data have to be erased. */
export interface CustomerRedacted {
  readonly metadata: Omit<Metadata, 'type'> & { readonly type: typeof CUSTOMER_REDACTED };
  readonly data: Open<writer.CustomerRedacted['data']>;
}

/** The type of such an event. */
export const CUSTOMER_REDACTED = 'customer.redacted.v1' satisfies writer.CustomerRedacted['metadata']['type'];

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
