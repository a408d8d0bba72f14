import * as v from 'valibot';
import { address } from './address';
import { amount, code, minorUnit, time, whole } from './fields';
import { flag, text, textOrList } from './personal-data';
import { SHIPMENT_STATUSES, status } from './status';
import { tax } from './tax';

export const fulfillment = v.strictObject({
  id: v.optional(code),
  /** What became of it at the place that ships; where the parcel is says `deliveryStatus`. */
  status: v.optional(status(SHIPMENT_STATUSES)),
  /** Where the parcel is, in the provider's own word. */
  deliveryStatus: v.optional(code),
  createdAt: v.optional(time),
  lastEventAt: v.optional(time),
  locationId: v.optional(code),
  requiresShipping: v.optional(flag()),
  shippingMethod: v.optional(code),
  /** The merchant's place that it ships from. */
  origin: v.optional(v.strictObject({ address })),
  tracking: v.optional(
    v.strictObject({
      carrier: v.optional(code),
      code: v.optional(text('address')),
      url: v.optional(text('address')),
      /** Of several parcels: a text as the provider wrote it, or a list where it wrote one. */
      carriers: v.optional(textOrList('none')),
      codes: v.optional(textOrList('address')),
      urls: v.optional(textOrList('address')),
    }),
  ),
  lines: v.optional(
    v.array(
      v.strictObject({
        id: v.optional(code),
        lineId: v.optional(code),
        productId: v.optional(code),
        sku: v.optional(code),
        name: v.optional(code),
        imageUrl: v.optional(code),
        quantity: v.optional(whole),
        fulfilled: v.optional(whole),
        returnable: v.optional(whole),
        returned: v.optional(whole),
        total: v.optional(amount),
        totalExclTax: v.optional(amount),
        discount: v.optional(amount),
        currency: v.optional(code),
        minorUnit: v.optional(minorUnit),
        requiresShipping: v.optional(flag()),
        service: v.optional(code),
        taxes: v.optional(v.array(tax)),
      }),
    ),
  ),
});
