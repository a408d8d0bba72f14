import * as v from 'valibot';

const text = v.nullish(v.string());
const flag = v.nullish(v.boolean());
/** Amounts, rates and measurements: JSON numbers. */
const number = v.nullish(v.number());
const safe = v.pipe(v.number(), v.safeInteger());
/** Ids, quantities and sequences are whole, and `int64` at Phasio. */
const whole = v.nullish(safe);

const PostProcessing = v.object({ name: text, price: number });

const ProductionStep = v.object({ name: text, sequence: whole });

const Part = v.object({
  id: whole,
  specificationId: text,
  name: text,
  technology: text,
  material: text,
  quantity: whole,
  pricePerPart: number,
  color: text,
  infill: text,
  precision: text,
  volume: number,
  area: number,
  width: number,
  height: number,
  depth: number,
  minBoundingBoxVolume: number,
  minimumWallThickness: number,
  convexHullVolume: number,
  shrinkWrapVolume: number,
  postProcessings: v.nullish(v.array(PostProcessing)),
  productionSteps: v.nullish(v.array(ProductionStep)),
});
export type Part = v.InferOutput<typeof Part>;

const Expense = v.object({ id: whole, name: text, price: number });

const Pricing = v.object({
  currency: v.pipe(v.string(), v.nonEmpty()),
  totalPrice: number,
  totalLocalPrice: number,
  shippingFee: number,
  taxPercentage: number,
  taxAmount: number,
  applyTaxToShipping: flag,
  discountPercentage: number,
  /** A date in the webhook's documentation, a date-time in the REST API's. */
  paymentDueDate: text,
  topUpAmount: number,
});
export type Pricing = v.InferOutput<typeof Pricing>;

const Address = v.object({
  /** A text in the webhook's documentation, a number in the REST API's. */
  id: v.nullish(v.union([v.string(), safe])),
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
  orderId: safe,
  threadId: whole,
  quoteNumber: text,
  orderNumber: text,
  customerOrganisationId: whole,
  customerOrganisationName: text,
  /** ISO 8601 without an offset. */
  createdDate: text,
  kanbanColumnName: text,
  kanbanColumnSequence: whole,
  paymentStatus: text,
  actorType: text,
  customReference: text,
  parts: v.array(Part),
  expenses: v.nullish(v.array(Expense)),
  pricing: Pricing,
  shipping: v.nullish(v.object({ shippingMethod: text, address: v.nullish(Address) })),
});
export type OrderPayload = v.InferOutput<typeof OrderPayload>;
