import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { timeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf, wholeOf } from '../../mapping/values';
import { wordOf } from '../../mapping/words';
import type { Order } from '../../order';
import { type Context, setAsideOtherNumber } from './map-context';
import { currencyAt, statedCurrency } from './map-currency';
import { toOrigin } from './map-customer';
import { toTaxes } from './map-tax';
import type { FulfillmentLine, Fulfillment as TheirFulfillment } from './schema-fulfillment';
import { DELIVERY_WORDS, SHIPMENT_WORDS } from './words';

type Fulfillment = NonNullable<Order['fulfillments']>[number];
type Line = NonNullable<Fulfillment['lines']>[number];

export function toFulfillment(
  fulfillment: TheirFulfillment,
  at: string,
  context: Context,
): Fulfillment | undefined {
  const { notes, timeZone } = context;
  setAsideOtherNumber(fulfillment.order_number, at, context);
  return present<Fulfillment>({
    id: idOf(fulfillment.id),
    status: wordOf(SHIPMENT_WORDS, fulfillment.status, at, 'status', notes),
    deliveryStatus: wordOf(DELIVERY_WORDS, fulfillment.delivery_status, at, 'delivery_status', notes),
    createdAt: timeOf(fulfillment.created_at, timeZone, at, 'created_at', notes),
    lastEventAt: timeOf(fulfillment.last_event_date, timeZone, at, 'last_event_date', notes),
    locationId: idOf(fulfillment.location_id),
    requiresShipping: given(fulfillment.requires_shipping),
    shippingMethod: textOf(fulfillment.shipping_method),
    origin: toOrigin(fulfillment.origin_address, `${at}/origin_address`, notes),
    tracking: present({
      carrier: textOf(fulfillment.tracking_carrier),
      code: textOf(fulfillment.tracking_code),
      url: textOf(fulfillment.tracking_link),
      carriers: textOf(fulfillment.tracking_carriers),
      codes: textOf(fulfillment.tracking_codes),
      urls: textOf(fulfillment.tracking_links),
    }),
    lines: listOf(fulfillment.line_items, `${at}/line_items`, (line, at) => toLine(line, at, context)),
  });
}

function toLine(line: FulfillmentLine, at: string, context: Context): Line | undefined {
  const { notes } = context;
  const currency = currencyAt(line.currency, context.currency, at, context);
  const stated = statedCurrency(currency, context.currency, context);
  const amount = (value: Maybe<string>, key: string) => amountOf(value, currency, at, key, notes);
  return present<Line>({
    id: idOf(line.id),
    lineId: idOf(line.order_line_id),
    productId: idOf(line.product_id),
    sku: textOf(line.sku),
    name: textOf(line.product_title),
    imageUrl: textOf(line.product_image),
    quantity: given(line.quantity),
    fulfilled: wholeOf(line.fulfilled_quantity, at, 'fulfilled_quantity', notes),
    returnable: wholeOf(line.returnable_quantity, at, 'returnable_quantity', notes),
    returned: wholeOf(line.returned_quantity, at, 'returned_quantity', notes),
    total: amount(line.price_incl_tax, 'price_incl_tax'),
    totalExclTax: amount(line.price_excl_tax, 'price_excl_tax'),
    discount: amount(line.total_discount, 'total_discount'),
    currency: stated?.code,
    minorUnit: stated?.minorUnit,
    requiresShipping: given(line.requires_shipping),
    service: textOf(line.fulfillment_service),
    taxes: toTaxes(line.tax_lines, currency, `${at}/tax_lines`, context),
  });
}
