import * as v from 'valibot';
import { code, time, whole } from './fields';
import { flag } from './personal-data';

/** So many different article numbers stand in a summary, each of at most so many characters. */
export const SUMMARY_SKUS = { most: 100, longest: 200 } as const;

/**
 * What rules want to match and the order says only in lists. It is made of the order alone, and says nothing that the
 * order does not say.
 */
export const summary = v.strictObject({
  /** How many lines the order has. */
  lineCount: whole,
  /** The quantities of all lines together, what was removed not counted; absent where a line states none. */
  unitCount: v.optional(whole),
  /** The different article numbers of the lines, in their sequence: the first hundred, none above 200 characters. */
  skus: v.optional(v.array(code)),
  /** Present, and true, where not every article number is in `skus`. */
  skusCut: v.optional(v.pipe(v.literal(true), v.metadata({ personalData: 'none' }))),
  /** Whether money was paid back, all or in part; absent where the provider says nothing of payments or refunds. */
  hasRefund: v.optional(flag()),
  /** Whether a payment is disputed; absent where the provider says of no payment whether it is. */
  hasDispute: v.optional(flag()),
  /** When money was first taken successfully; absent where the provider does not let it be told. */
  firstPaidAt: v.optional(time),
});
export type Summary = v.InferOutput<typeof summary>;
