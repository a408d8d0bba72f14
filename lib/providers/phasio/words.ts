import type { PAYMENT_STATUSES } from '../../order/status';

/** Phasio's words for the payment, from its documentation and three versions of its API. */
export const PAYMENT_STATUS_WORDS = {
  UNPAID: 'pending',
  PROCESSING: 'pending',
  IN_PROGRESS: 'pending',
  CONFIRMED: 'authorized',
  PARTIALLY_PAID: 'partially_paid',
  PAID: 'paid',
  FAILED: 'failed',
  REFUNDED: 'refunded',
  EXTERNALLY_TRACKED: 'external',
} as const satisfies Record<string, (typeof PAYMENT_STATUSES)[number]>;
