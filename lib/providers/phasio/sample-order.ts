import type { SampleOrder } from '../../provider-kit';

/** An invented order, as the event would carry it. The sums of an order of one line add up. */
export function sampleOrder({ event, order, step = 0, lines = 1, text }: SampleOrder): object {
  const placed = event !== 'ORDER';
  return {
    orderId: order,
    threadId: order + 7,
    quoteNumber: `Q-${order}`,
    orderNumber: event === 'ORDER_UPDATED' ? `ORD-${order}` : null,
    customerOrganisationId: 678,
    customerOrganisationName: 'Bramble Robotics',
    createdDate: '2026-11-02T09:15:00',
    kanbanColumnName: placed ? 'To print' : null,
    kanbanColumnSequence: placed ? 1 : null,
    paymentStatus: event === 'ORDER_UPDATED' ? 'PAID' : 'UNPAID',
    actorType: 'CUSTOMER',
    customReference: text ?? `PO-2026-${step}`,
    parts: Array.from({ length: lines }, (_, i) => ({ ...PART, id: order * MOST_LINES + i })),
    expenses: [{ id: order + 2, name: 'Setup Fee', price: 25 }],
    pricing: {
      currency: 'EUR',
      totalPrice: 391.51,
      totalLocalPrice: 391.51,
      shippingFee: 12,
      taxPercentage: 19,
      taxAmount: 62.51,
      applyTaxToShipping: true,
      discountPercentage: null,
      paymentDueDate: '2026-12-02',
      topUpAmount: null,
    },
    shipping: {
      shippingMethod: 'DHL Paket',
      address: {
        id: 'addr-204',
        street1: 'Musterweg 12',
        street2: null,
        city: 'Leipzig',
        state: null,
        country: 'DE',
        zip: '04109',
        name: 'Bramble Robotics',
        phone: '+49 341 5550100',
        email: 'goods-in@example.com',
        residential: false,
      },
    },
  };
}

/** An order's lines are numbered within it. */
const MOST_LINES = 100_000;

const PART = {
  specificationId: '7b1c9a64-3f0e-4f6b-9d55-2f6c8f0a1e42',
  name: 'Gripper finger',
  technology: 'SLS',
  material: 'PA12 Nylon',
  quantity: 40,
  pricePerPart: 6.85,
  color: 'Black',
  infill: null,
  precision: 'Standard',
  volume: 9.42,
  area: 51.3,
  width: 62,
  height: 18.5,
  depth: 12,
  minBoundingBoxVolume: 13764,
  minimumWallThickness: 1.2,
  convexHullVolume: 11.8,
  shrinkWrapVolume: 10.1,
  postProcessings: [{ name: 'Bead Blasting', price: 18 }],
  productionSteps: [
    { name: 'Printing', sequence: 1 },
    { name: 'Bead Blasting', sequence: 2 },
  ],
};
