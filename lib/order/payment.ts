import * as v from 'valibot';
import { code, money, reported, reporting, time, word } from './fields';
import { flag, text } from './personal-data';

/** What a payment does with the money. */
export const PAYMENT_KINDS = ['authorization', 'capture', 'sale', 'refund', 'void', 'unknown'] as const;

export const payment = v.strictObject({
  id: v.optional(code),
  parentId: v.optional(code),
  /**
   * What it does with the money, whatever became of it (`status`): `authorization` holds it, `capture` takes what was
   * held, `sale` takes it at once, `refund` gives it back, `void` lets go of what was held. Whoever sums amounts needs it.
   */
  kind: v.optional(word(PAYMENT_KINDS)),
  /** The provider's own word for `kind`. */
  type: v.optional(code),
  /** The provider's own word. */
  status: v.optional(code),
  /** Positive whatever the kind is. */
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
    v.strictObject({
      used: v.optional(flag()),
      optimized: v.optional(flag()),
      /** Tried again without it. */
      downgradeRetry: v.optional(flag()),
      flow: v.optional(code),
    }),
  ),
  responseCode: v.optional(code),
  statementDescriptor: v.optional(text('payment')),
  disputed: v.optional(flag()),
  external: v.optional(flag()),
  test: v.optional(flag()),
  initialRetry: v.optional(flag()),
  reporting: v.optional(reporting({ amount: v.optional(reported) })),
});
