import * as v from 'valibot';
import { code, money, reported, reporting, time } from './fields';
import { flag, text } from './personal-data';

export const payment = v.strictObject({
  id: v.optional(code),
  parentId: v.optional(code),
  type: v.optional(code),
  status: v.optional(code),
  amount: v.optional(money),
  method: v.optional(text('payment')),
  at: v.optional(time),
  externalId: v.optional(text('payment')),
  gateway: v.optional(
    v.strictObject({ id: v.optional(code), name: v.optional(code), type: v.optional(code) }),
  ),
  card: v.optional(
    v.strictObject({ firstSix: v.optional(text('payment')), lastFour: v.optional(text('payment')) }),
  ),
  threeDS: v.optional(
    v.strictObject({ used: v.optional(flag()), optimized: v.optional(flag()), flow: v.optional(code) }),
  ),
  responseCode: v.optional(code),
  statementDescriptor: v.optional(text('payment')),
  disputed: v.optional(flag()),
  external: v.optional(flag()),
  test: v.optional(flag()),
  initialRetry: v.optional(flag()),
  reporting: v.optional(reporting({ amount: v.optional(reported) })),
});
