import * as v from 'valibot';
import { amount, code, reported, reporting, time, whole } from './fields';
import { payment } from './payment';
import { text } from './personal-data';

export const refundAmounts = { amount: v.optional(amount), amountExclTax: v.optional(amount) };
export const reportedRefund = v.optional(
  reporting({ amount: v.optional(reported), amountExclTax: v.optional(reported) }),
);

export const refund = v.strictObject({
  id: v.optional(code),
  createdAt: v.optional(time),
  note: v.optional(text('personal')),
  /** Who at the merchant refunded. */
  userId: v.optional(text('personal')),
  /** What was paid back, with tax: the sum of the successful payments. */
  amount: v.optional(amount),
  /** What the lines and adjustments are worth, with tax, paid back or not. */
  returned: v.optional(amount),
  /** The same without tax. */
  returnedExclTax: v.optional(amount),
  lines: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(code),
        lineId: v.optional(code),
        locationId: v.optional(code),
        quantity: v.optional(whole),
        ...refundAmounts,
        restock: v.optional(code),
        reporting: reportedRefund,
      }),
    ),
  ),
  adjustments: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(code),
        type: v.optional(code),
        ...refundAmounts,
        reporting: reportedRefund,
      }),
    ),
  ),
  payments: v.optional(v.array(payment)),
  reporting: v.optional(
    reporting({
      amount: v.optional(reported),
      returned: v.optional(reported),
      returnedExclTax: v.optional(reported),
    }),
  ),
});
