import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Part } from './schema';

type Line = NonNullable<Order['lines']>[number];

/** A part as an order line: what is bought, and how it is made. */
export function toLine(part: Fields<Part>, currency: Currency): Line | undefined {
  return present({
    id: part.id('id'),
    manufacturing: toManufacturing(part, currency),
    name: part.text('name'),
    quantity: present({ ordered: part.whole('quantity') }),
    specificationId: part.text('specificationId'),
    unitPrice: part.decimal('pricePerPart'),
  });
}

function toManufacturing(part: Fields<Part>, currency: Currency): Line['manufacturing'] {
  return present({
    color: part.text('color'),
    geometry: present({
      area: part.measure('area'),
      convexHullVolume: part.measure('convexHullVolume'),
      depth: part.measure('depth'),
      height: part.measure('height'),
      minBoundingBoxVolume: part.measure('minBoundingBoxVolume'),
      minimumWallThickness: part.measure('minimumWallThickness'),
      shrinkWrapVolume: part.measure('shrinkWrapVolume'),
      volume: part.measure('volume'),
      width: part.measure('width'),
    }),
    infill: part.text('infill'),
    material: part.text('material'),
    postProcessings: part.list('postProcessings', (step) =>
      present({ name: step.text('name'), price: step.amount('price', currency) }),
    ),
    precision: part.text('precision'),
    steps: part.list('productionSteps', (step) =>
      present({ name: step.text('name'), sequence: step.whole('sequence') }),
    ),
    technology: part.text('technology'),
  });
}
