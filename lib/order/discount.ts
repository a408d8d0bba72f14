import * as v from 'valibot';
import { amount, code, rate, time, word } from './fields';

export const discount = v.strictObject({
  kind: word(['offer', 'voucher', 'percentage']),
  name: v.optional(code),
  description: v.optional(code),
  amount: v.optional(amount),
  percentage: v.optional(rate),
  code: v.optional(code),
  voucherName: v.optional(code),
  startsAt: v.optional(time),
  endsAt: v.optional(time),
});
