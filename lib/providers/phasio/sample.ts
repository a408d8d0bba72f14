import { randomInt } from 'node:crypto';

/** An invented order with a new identity on each call, as the event would carry it. Its sums add up. */
export function sample(event: string): string {
  const orderId = randomInt(1_000_000, 2 ** 47);
  const placed = event !== 'ORDER';
  return JSON.stringify({
    orderId,
    threadId: orderId + 7,
    quoteNumber: `Q-${orderId}`,
    orderNumber: event === 'ORDER_UPDATED' ? `ORD-${orderId}` : null,
    customerOrganisationId: 678,
    customerOrganisationName: 'Bramble Robotics',
    createdDate: '2026-11-02T09:15:00',
    kanbanColumnName: placed ? 'To print' : null,
    kanbanColumnSequence: placed ? 1 : null,
    paymentStatus: event === 'ORDER_UPDATED' ? 'PAID' : 'UNPAID',
    actorType: 'CUSTOMER',
    customReference: 'PO-2026-0117',
    parts: [
      {
        id: orderId + 1,
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
      },
    ],
    expenses: [{ id: orderId + 2, name: 'Setup Fee', price: 25 }],
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
  });
}
