import * as v from 'valibot';
import { CUSTOMER_REDACTED, metadataOf, Notice, unmapped } from './order-event';
import { text } from './personal-data';

/** The JSON Schema of the event; an additive change raises the last number. */
export const CUSTOMER_REDACTED_SCHEMA = 'urn:order-events:customer-redacted:1.0';

/** Whose data are to be erased. */
export const redactedCustomer = v.strictObject({
  /** The provider's id of the customer: the same as `customer.id` of their orders. */
  id: text('personal'),
});

/**
 * The `detail` of `customer.redacted.v1`: a person asked to be forgotten, and the provider tells everybody who has their
 * data. It says who, and nothing else about them.
 */
export const CustomerRedacted = v.strictObject({
  metadata: metadataOf([CUSTOMER_REDACTED]),
  data: v.strictObject({
    customer: redactedCustomer,
    notices: v.array(Notice),
    unmapped,
  }),
});
export type CustomerRedacted = v.InferOutput<typeof CustomerRedacted>;
