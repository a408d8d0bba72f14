import * as v from 'valibot';
import {
  amount,
  date,
  flag,
  id,
  list,
  measure,
  rate,
  text,
  textId,
  time,
  whole,
} from '../../mapping/field-schemas';

const PostProcessing = v.object({ name: text, price: amount });

const ProductionStep = v.object({ name: text, sequence: whole });

const Part = v.object({
  id,
  specificationId: text,
  name: text,
  technology: text,
  material: text,
  quantity: whole,
  pricePerPart: amount,
  color: text,
  infill: text,
  precision: text,
  volume: measure,
  area: measure,
  width: measure,
  height: measure,
  depth: measure,
  minBoundingBoxVolume: measure,
  minimumWallThickness: measure,
  convexHullVolume: measure,
  shrinkWrapVolume: measure,
  postProcessings: list(PostProcessing),
  productionSteps: list(ProductionStep),
});
export type Part = v.InferOutput<typeof Part>;

const Expense = v.object({ id, name: text, price: amount });

const Pricing = v.object({
  currency: v.pipe(v.string(), v.nonEmpty()),
  totalPrice: amount,
  totalLocalPrice: amount,
  shippingFee: amount,
  taxPercentage: rate,
  taxAmount: amount,
  applyTaxToShipping: flag,
  discountPercentage: rate,
  /** A date in the webhook's documentation, a date-time in the REST API's. */
  paymentDueDate: date,
  topUpAmount: amount,
});
export type Pricing = v.InferOutput<typeof Pricing>;

const Address = v.object({
  /** A text in the webhook's documentation, a number in the REST API's. */
  id: textId,
  street1: text,
  street2: text,
  city: text,
  state: text,
  country: text,
  zip: text,
  name: text,
  phone: text,
  email: text,
  residential: flag,
});
export type Address = v.InferOutput<typeof Address>;

/**
 * The decrypted payload of `ORDER`, `ORDER_UPDATED` and `QUOTE_CONVERTED`, with every documented field. What is
 * not needed to tell the order may be missing or `null`, whatever the documentation says.
 */
export const OrderPayload = v.object({
  /** `int64` at Phasio. */
  orderId: v.pipe(v.number(), v.safeInteger(), v.brand('id')),
  threadId: id,
  quoteNumber: text,
  orderNumber: text,
  customerOrganisationId: id,
  customerOrganisationName: text,
  /** ISO 8601 without an offset. */
  createdDate: time,
  kanbanColumnName: text,
  kanbanColumnSequence: whole,
  paymentStatus: text,
  actorType: text,
  customReference: text,
  parts: v.array(Part),
  expenses: list(Expense),
  pricing: Pricing,
  shipping: v.nullish(v.object({ shippingMethod: text, address: v.nullish(Address) })),
});
export type OrderPayload = v.InferOutput<typeof OrderPayload>;
