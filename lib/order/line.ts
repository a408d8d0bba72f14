import * as v from 'valibot';
import { amount, code, decimal, minorUnit, reported, reporting, time, whole } from './fields';
import { manufacturing } from './manufacturing';
import { flag, free, text } from './personal-data';
import { tax } from './tax';
import { originalLine, reportedLine } from './totals';

export const line = v.strictObject({
  id: v.optional(code),
  productId: v.optional(code),
  variantId: v.optional(code),
  specificationId: v.optional(code),
  sku: v.optional(code),
  name: v.optional(code),
  variant: v.optional(code),
  imageUrl: v.optional(code),
  url: v.optional(code),
  quantity: v.optional(
    v.strictObject({
      /** Ever ordered on this line. */
      ordered: v.optional(whole),
      /** Ordered and not removed since. */
      current: v.optional(whole),
      /** How many can still be changed or removed. */
      editable: v.optional(whole),
      /** How many can be fulfilled now. */
      fulfillable: v.optional(whole),
      /** How many were fulfilled, returns included. */
      fulfilled: v.optional(whole),
      /** How many of the fulfilled ones came back. */
      returned: v.optional(whole),
      /** What the quantities count, in the provider's own word: pieces, kilograms, hours. */
      unit: v.optional(code),
    }),
  ),
  /** The price of one unit, where the provider states one. */
  unitPrice: v.optional(decimal),
  /** The whole line, not one unit, after edits and discount, with tax; refunds are not taken off by us. */
  total: v.optional(amount),
  /** The same without tax. */
  totalExclTax: v.optional(amount),
  /** What is taken off in `total`, as a positive number. */
  discount: v.optional(amount),
  original: v.optional(v.strictObject(originalLine)),
  cost: v.optional(v.strictObject({ unit: v.optional(decimal), total: v.optional(amount) })),
  /** Only where it is not the order's currency; the line's amounts are then in it. */
  currency: v.optional(code),
  minorUnit: v.optional(minorUnit),
  taxes: v.optional(v.array(tax)),
  reporting: v.optional(
    reporting({
      ...reportedLine,
      original: v.optional(v.strictObject(reportedLine)),
      cost: v.optional(v.strictObject({ unit: v.optional(decimal), total: v.optional(reported) })),
    }),
  ),
  requiresShipping: v.optional(flag()),
  giftCard: v.optional(flag()),
  upsell: v.optional(flag()),
  manufacturing: v.optional(manufacturing),
  metadata: v.optional(free('personal')),
  properties: v.optional(
    v.array(v.strictObject({ key: v.optional(text('personal')), value: v.optional(text('personal')) })),
  ),
  createdAt: v.optional(time),
  updatedAt: v.optional(time),
});
