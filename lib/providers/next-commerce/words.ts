/**
 * Every word that Next Commerce documents, and what it means here. Its schema types `status` as any text, and
 * `partially_fulfilled` is only in the filter of its order list.
 */
export const ORDER_STATUS_WORDS = {
  open: 'open',
  archived: 'archived',
  canceled: 'cancelled',
} as const;

export const PAYMENT_STATUS_WORDS = {
  pending: 'pending',
  authorized: 'authorized',
  expiring: 'authorized',
  expired: 'expired',
  paid: 'paid',
  voided: 'voided',
  refunded: 'refunded',
  partially_paid: 'partially_paid',
  partially_refunded: 'partially_refunded',
  partially_voided: 'partially_voided',
} as const;

export const FULFILLMENT_STATUS_WORDS = {
  not_required: 'not_required',
  unfulfilled: 'unfulfilled',
  on_hold: 'on_hold',
  rejected: 'rejected',
  processing: 'processing',
  fulfilled: 'fulfilled',
  /** The assigned location could not fulfil all of it (changelog 2025-01-22): not the same as `partially_fulfilled`. */
  incomplete: 'incomplete',
  partially_fulfilled: 'partially_fulfilled',
} as const;

/** What a transaction does with the money: its amount is positive whatever it does. */
export const TRANSACTION_TYPE_WORDS = {
  authorize: 'authorization',
  debit: 'sale',
  refund: 'refund',
  void: 'void',
} as const;

/** What became of a fulfillment at its location. */
export const SHIPMENT_STATUS_WORDS = {
  success: 'fulfilled',
  canceled: 'cancelled',
} as const;

/** Words that are passed on as they are. */
export const DELIVERY_WORDS: ReadonlySet<string> = new Set([
  'tracking_added',
  'in_transit',
  'out_for_delivery',
  'attempted_delivery',
  'failed_delivery',
  'delivered',
  'delayed',
]);
export const TRANSACTION_WORDS: ReadonlySet<string> = new Set(['succeeded', 'failed']);
export const ADJUSTMENT_WORDS: ReadonlySet<string> = new Set(['refund_shipping', 'refund_discrepancy']);
export const RESTOCK_WORDS: ReadonlySet<string> = new Set(['cancel', 'no_restock', 'return']);
