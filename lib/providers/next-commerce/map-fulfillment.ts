import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { timeOf } from '../../mapping/times';
import { given, idOf, listOf, present, textOf, wholeOf } from '../../mapping/values';
import { wordOf } from '../../mapping/words';
import type { Order } from '../../order/order';
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
  const { report, timeZone } = context;
  setAsideOtherNumber(fulfillment.order_number, at, context);
  return present<Fulfillment>({
    createdAt: timeOf(fulfillment.created_at, timeZone, at, 'created_at', report),
    deliveryStatus: wordOf(DELIVERY_WORDS, fulfillment.delivery_status, at, 'delivery_status', report),
    id: idOf(fulfillment.id),
    lastEventAt: timeOf(fulfillment.last_event_date, timeZone, at, 'last_event_date', report),
    lines: listOf(fulfillment.line_items, `${at}/line_items`, (line, at) => toLine(line, at, context)),
    locationId: idOf(fulfillment.location_id),
    origin: toOrigin(fulfillment.origin_address, `${at}/origin_address`, report),
    requiresShipping: given(fulfillment.requires_shipping),
    shippingMethod: textOf(fulfillment.shipping_method),
    status: wordOf(SHIPMENT_WORDS, fulfillment.status, at, 'status', report),
    tracking: present({
      carrier: textOf(fulfillment.tracking_carrier),
      carriers: textOf(fulfillment.tracking_carriers),
      code: textOf(fulfillment.tracking_code),
      codes: textOf(fulfillment.tracking_codes),
      url: textOf(fulfillment.tracking_link),
      urls: textOf(fulfillment.tracking_links),
    }),
  });
}

function toLine(line: FulfillmentLine, at: string, context: Context): Line | undefined {
  const { report } = context;
  const currency = currencyAt(line.currency, context.currency, at, context);
  const stated = statedCurrency(currency, context.currency, context);
  const amount = (value: Maybe<string>, key: string) => amountOf(value, currency, at, key, report);
  return present<Line>({
    currency: stated?.code,
    discount: amount(line.total_discount, 'total_discount'),
    fulfilled: wholeOf(line.fulfilled_quantity, at, 'fulfilled_quantity', report),
    id: idOf(line.id),
    imageUrl: textOf(line.product_image),
    lineId: idOf(line.order_line_id),
    minorUnit: stated?.minorUnit,
    name: textOf(line.product_title),
    productId: idOf(line.product_id),
    quantity: given(line.quantity),
    requiresShipping: given(line.requires_shipping),
    returnable: wholeOf(line.returnable_quantity, at, 'returnable_quantity', report),
    returned: wholeOf(line.returned_quantity, at, 'returned_quantity', report),
    service: textOf(line.fulfillment_service),
    sku: textOf(line.sku),
    taxes: toTaxes(line.tax_lines, currency, `${at}/tax_lines`, context),
    total: amount(line.price_incl_tax, 'price_incl_tax'),
    totalExclTax: amount(line.price_excl_tax, 'price_excl_tax'),
  });
}
