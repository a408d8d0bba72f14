import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import type { Notes } from '../../notes';
import type { Order } from '../../order';
import type { Part } from './schema';

type Line = NonNullable<Order['lines']>[number];

/** A part as an order line: what is bought, and how it is made. */
export function toLine(part: Part, currency: Currency, at: string, notes: Notes): Line | undefined {
  return present({
    id: idOf(part.id),
    specificationId: textOf(part.specificationId),
    name: textOf(part.name),
    quantity: present({ ordered: given(part.quantity) }),
    unitPrice: decimalOf(part.pricePerPart, at, 'pricePerPart', notes),
    manufacturing: toManufacturing(part, currency, at, notes),
  });
}

function toManufacturing(part: Part, currency: Currency, at: string, notes: Notes): Line['manufacturing'] {
  return present({
    technology: textOf(part.technology),
    material: textOf(part.material),
    color: textOf(part.color),
    infill: textOf(part.infill),
    precision: textOf(part.precision),
    geometry: present({
      volume: given(part.volume),
      area: given(part.area),
      width: given(part.width),
      height: given(part.height),
      depth: given(part.depth),
      minBoundingBoxVolume: given(part.minBoundingBoxVolume),
      minimumWallThickness: given(part.minimumWallThickness),
      convexHullVolume: given(part.convexHullVolume),
      shrinkWrapVolume: given(part.shrinkWrapVolume),
    }),
    postProcessings: listOf(part.postProcessings, `${at}/postProcessings`, ({ name, price }, step) =>
      present({ name: textOf(name), price: amountOf(price, currency, step, 'price', notes) }),
    ),
    steps: listOf(part.productionSteps, `${at}/productionSteps`, ({ name, sequence }) =>
      present({ name: textOf(name), sequence: given(sequence) }),
    ),
  });
}
