import * as v from 'valibot';

const text = v.nullish(v.string());
const flag = v.nullish(v.boolean());
/** Amounts are JSON numbers. */
const amount = v.nullish(v.pipe(v.number(), v.brand('amount')));
const rate = v.nullish(v.pipe(v.number(), v.brand('rate')));
const measure = v.nullish(v.pipe(v.number(), v.brand('measure')));
const date = v.nullish(v.pipe(v.string(), v.brand('date')));
const time = v.nullish(v.pipe(v.string(), v.brand('time')));
/** Ids, quantities and sequences are `int64` at Phasio. */
const int64 = v.pipe(v.number(), v.safeInteger());
const id = v.nullish(v.pipe(v.number(), v.safeInteger(), v.brand('id')));
const whole = v.nullish(v.pipe(v.number(), v.safeInteger(), v.brand('whole')));

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
  postProcessings: v.nullish(v.array(PostProcessing)),
  productionSteps: v.nullish(v.array(ProductionStep)),
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
  id: v.nullish(v.pipe(v.union([v.string(), int64]), v.brand('id'))),
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
  expenses: v.nullish(v.array(Expense)),
  pricing: Pricing,
  shipping: v.nullish(v.object({ shippingMethod: text, address: v.nullish(Address) })),
});
export type OrderPayload = v.InferOutput<typeof OrderPayload>;
