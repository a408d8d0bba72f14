import * as v from 'valibot';
import { amount, reported, reporting } from './fields';

export const originalLine = {
  /** The whole line or order as it was placed, after discount, with tax. */
  total: v.optional(amount),
  /** The same without tax. */
  totalExclTax: v.optional(amount),
  /** What had been taken off when it was placed, as a positive number. */
  discount: v.optional(amount),
};
export const reportedLine = {
  total: v.optional(reported),
  totalExclTax: v.optional(reported),
  discount: v.optional(reported),
};

/**
 * The totals of an order, the same for every provider. All but `original` are those of the order as it is now, after
 * edits. Refunds are not subtracted by us: they stand in `refunds` and `payments`.
 */
export const totals = v.strictObject({
  /** The grand total after edits and discounts, with tax, shipping included; refunds are not taken off by us. */
  total: v.optional(amount),
  /** The same as `total`, without tax. */
  totalExclTax: v.optional(amount),
  /**
   * The lines together, after edits and discounts, with tax, before shipping and fees: as the provider states it, or the
   * sum of `lines[].total` where every line states one in the order's currency. The provider's README says which.
   */
  subtotal: v.optional(amount),
  /** All tax in `total`, that of shipping included. */
  tax: v.optional(amount),
  /** What is taken off in `total`, after edits, as a positive number. */
  discount: v.optional(amount),
  /** What is still to be paid after edits, with tax; negative where money is owed to the customer. */
  outstanding: v.optional(amount),
  /** What the goods cost the merchant, after edits, without tax as far as the provider says. */
  cost: v.optional(amount),
  /** The part of `total` that is for shipping, with tax as far as the provider says. */
  shipping: v.optional(amount),
  /** The same as `shipping`, without tax. */
  shippingExclTax: v.optional(amount),
  /** The part of `tax` that is for shipping. */
  shippingTax: v.optional(amount),
  /** What was added to `total` to reach the provider's minimum order. */
  topUp: v.optional(amount),
  /** As the order was placed, before any edit or refund. */
  original: v.optional(
    v.strictObject({ ...originalLine, shipping: v.optional(amount), shippingExclTax: v.optional(amount) }),
  ),
});

/** The totals of the same names, converted by the provider into its reporting currency: not what was charged. */
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
