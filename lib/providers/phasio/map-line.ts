import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import { given, idOf, listOf, present, textOf } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Report } from '../../reading/report';
import type { Part } from './schema';

type Line = NonNullable<Order['lines']>[number];

/** A part as an order line: what is bought, and how it is made. */
export function toLine(part: Part, currency: Currency, at: string, report: Report): Line | undefined {
  return present({
    id: idOf(part.id),
    manufacturing: toManufacturing(part, currency, at, report),
    name: textOf(part.name),
    quantity: present({ ordered: given(part.quantity) }),
    specificationId: textOf(part.specificationId),
    unitPrice: decimalOf(part.pricePerPart, at, 'pricePerPart', report),
  });
}

function toManufacturing(part: Part, currency: Currency, at: string, report: Report): Line['manufacturing'] {
  return present({
    color: textOf(part.color),
    geometry: present({
      area: given(part.area),
      convexHullVolume: given(part.convexHullVolume),
      depth: given(part.depth),
      height: given(part.height),
      minBoundingBoxVolume: given(part.minBoundingBoxVolume),
      minimumWallThickness: given(part.minimumWallThickness),
      shrinkWrapVolume: given(part.shrinkWrapVolume),
      volume: given(part.volume),
      width: given(part.width),
    }),
    infill: textOf(part.infill),
    material: textOf(part.material),
    postProcessings: listOf(part.postProcessings, `${at}/postProcessings`, ({ name, price }, step) =>
      present({ name: textOf(name), price: amountOf(price, currency, step, 'price', report) }),
    ),
    precision: textOf(part.precision),
    steps: listOf(part.productionSteps, `${at}/productionSteps`, ({ name, sequence }) =>
      present({ name: textOf(name), sequence: given(sequence) }),
    ),
    technology: textOf(part.technology),
  });
}
