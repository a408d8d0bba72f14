import * as v from 'valibot';
import { code, word } from './fields';

export const ORDER_STATUSES = [
  'quote',
  'open',
  'confirmed',
  'in_production',
  'completed',
  'cancelled',
  'archived',
  'unknown',
] as const;
export const PAYMENT_STATUSES = [
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'partially_voided',
  'voided',
  'expired',
  'failed',
  'external',
  'unknown',
] as const;
export const FULFILLMENT_STATUSES = [
  'not_required',
  'unfulfilled',
  'on_hold',
  'processing',
  'partially_fulfilled',
  'fulfilled',
  /** Could not be fulfilled as assigned, perhaps to be refunded: nobody works on the rest. */
  'incomplete',
  'rejected',
  'cancelled',
  'unknown',
] as const;

/** What becomes of one shipment of an order, whatever becomes of the others. */
export const SHIPMENT_STATUSES = ['pending', 'fulfilled', 'cancelled', 'failed', 'unknown'] as const;

/** A known word, and the provider's own text where it stated one. */
export const status = <const W extends readonly string[]>(words: W) =>
  v.strictObject({ value: word(words), native: v.optional(code) });
