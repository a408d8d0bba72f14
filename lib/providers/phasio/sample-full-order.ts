import type { SampleOrder } from '../../provider-kit';
import { createRandom, type Random } from '../../random';

/** An order of parts that are made on demand, with every documented field. */
export function fullOrder({ order: orderId, step = 0, lines = 1, text }: SampleOrder): object {
  const random = createRandom(orderId);
  return {
    orderId,
    threadId: orderId + 700_000,
    quoteNumber: `Q-${orderId}`,
    orderNumber: `ORD-${orderId}`,
    customerOrganisationId: 1_000 + random.whole(9_000),
    customerOrganisationName: `${random.pick(NAMES)} Robotics`,
    createdDate: `2026-03-${day(random)}T09:15:00`,
    kanbanColumnName: random.pick(['To print', 'Printing', 'Finishing']),
    kanbanColumnSequence: step,
    paymentStatus: random.pick(['UNPAID', 'PAID', 'PARTIALLY_PAID']),
    actorType: random.pick(['CUSTOMER', 'OPERATOR']),
    customReference: text ?? `PO-2026-${random.whole(9_999)}`,
    parts: Array.from({ length: lines }, (_, i) => part(orderId * 100_000 + i, random)),
    expenses: [{ id: orderId + 2, name: 'Setup fee', price: euros(random, 9_900) }],
    pricing: {
      currency: 'EUR',
      totalPrice: euros(random, 990_000),
      totalLocalPrice: euros(random, 990_000),
      shippingFee: euros(random, 2_900),
      taxPercentage: 19,
      taxAmount: euros(random, 190_000),
      applyTaxToShipping: true,
      discountPercentage: random.whole(20),
      paymentDueDate: `2026-04-${day(random)}`,
      topUpAmount: null,
    },
    shipping: {
      shippingMethod: 'DHL Paket',
      address: {
        id: `addr-${random.whole(9_999)}`,
        street1: `Musterweg ${1 + random.whole(200)}`,
        street2: null,
        city: 'Köln',
        state: null,
        country: 'DE',
        zip: String(10_000 + random.whole(89_999)),
        name: `${random.pick(NAMES)} Robotics`,
        phone: `+49 341 555${random.whole(9_999)}`,
        email: `goods-in-${orderId}@example.com`,
        residential: false,
      },
    },
  };
}

function part(id: number, random: Random): object {
  return {
    id,
    specificationId: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-9${random.hex(3)}-${random.hex(12)}`,
    name: `${random.pick(NAMES)} bracket ${random.whole(99)}`,
    technology: 'SLS',
    material: 'PA12 Nylon',
    quantity: 1 + random.whole(60),
    pricePerPart: euros(random, 9_900),
    color: random.pick(['Black', 'Natural', 'Dyed blue']),
    infill: 'Solid',
    precision: 'Standard',
    volume: euros(random, 99_999),
    area: euros(random, 99_999),
    width: euros(random, 9_999),
    height: euros(random, 9_999),
    depth: euros(random, 9_999),
    minBoundingBoxVolume: random.whole(99_999),
    minimumWallThickness: 1.2,
    convexHullVolume: euros(random, 9_999),
    shrinkWrapVolume: euros(random, 9_999),
    postProcessings: [{ name: 'Bead blasting', price: euros(random, 4_900) }],
    productionSteps: [
      { name: 'Printing', sequence: 1 },
      { name: 'Bead blasting', sequence: 2 },
    ],
  };
}

const NAMES = ['Bramble', 'Alder', 'Hazel', 'Rowan', 'Willow', 'Juniper'];
const euros = (random: Random, belowCents: number): number => random.whole(belowCents) / 100;
const day = (random: Random): string => String(1 + random.whole(28)).padStart(2, '0');
