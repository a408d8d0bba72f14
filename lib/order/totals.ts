import * as v from 'valibot';
import { amount, reported, reporting } from './fields';

export const originalLine = {
  total: v.optional(amount),
  totalExclTax: v.optional(amount),
  discount: v.optional(amount),
};
export const reportedLine = {
  total: v.optional(reported),
  totalExclTax: v.optional(reported),
  discount: v.optional(reported),
};

export const totals = v.strictObject({
  /** The grand total: shipping included, discounts taken. */
  total: v.optional(amount),
  totalExclTax: v.optional(amount),
  tax: v.optional(amount),
  /** What was taken off, as a positive number. */
  discount: v.optional(amount),
  outstanding: v.optional(amount),
  cost: v.optional(amount),
  shipping: v.optional(amount),
  shippingExclTax: v.optional(amount),
  shippingTax: v.optional(amount),
  /** What was added to reach the provider's minimum order. */
  topUp: v.optional(amount),
  /** As the order was placed, before any edit. */
  original: v.optional(
    v.strictObject({ ...originalLine, shipping: v.optional(amount), shippingExclTax: v.optional(amount) }),
  ),
});

/** The totals in the provider's reporting currency. */
export const reportedTotals = reporting({
  total: v.optional(reported),
  totalExclTax: v.optional(reported),
  discount: v.optional(reported),
  cost: v.optional(reported),
  shipping: v.optional(reported),
  shippingExclTax: v.optional(reported),
  original: v.optional(
    v.strictObject({
      ...reportedLine,
      shipping: v.optional(reported),
      shippingExclTax: v.optional(reported),
    }),
  ),
});
