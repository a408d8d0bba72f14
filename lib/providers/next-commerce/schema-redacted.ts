import * as v from 'valibot';
import { OrderWebhook } from './schema';

const RedactedCustomer = v.object({
  /** The `user.id` of their orders. */
  id: v.pipe(v.number(), v.safeInteger(), v.brand('id')),
});

/** `customer.redacted`: connected apps have to remove this customer's data. */
export const CustomerWebhook = v.object({ ...OrderWebhook.entries, data: RedactedCustomer });
export type CustomerWebhook = v.InferOutput<typeof CustomerWebhook>;
