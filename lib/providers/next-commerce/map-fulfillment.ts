import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import { type OrderContext, setAsideOtherNumber } from './map-context';
import { currencyOfPart, statedCurrency } from './map-currency';
import { toOrigin } from './map-customer';
import { toTax } from './map-tax';
import type { FulfillmentLine, Fulfillment as TheirFulfillment } from './schema-fulfillment';
import { DELIVERY_WORDS, SHIPMENT_STATUS_WORDS } from './words';

type Fulfillment = NonNullable<Order['fulfillments']>[number];
type Line = NonNullable<Fulfillment['lines']>[number];

export function toFulfillment(
  fulfillment: Fields<TheirFulfillment>,
  context: OrderContext,
): Fulfillment | undefined {
  setAsideOtherNumber(fulfillment, context);
  return present<Fulfillment>({
    createdAt: fulfillment.time('created_at'),
    deliveryStatus: fulfillment.word('delivery_status', DELIVERY_WORDS),
    id: fulfillment.id('id'),
    lastEventAt: fulfillment.time('last_event_date'),
    lines: fulfillment.list('line_items', (line) => toLine(line, context)),
    locationId: fulfillment.id('location_id'),
    origin: toOrigin(fulfillment.object('origin_address')),
    requiresShipping: fulfillment.flag('requires_shipping'),
    shippingMethod: fulfillment.text('shipping_method'),
    status: fulfillment.status('status', SHIPMENT_STATUS_WORDS),
    tracking: present({
      carrier: fulfillment.text('tracking_carrier'),
      carriers: fulfillment.textOrList('tracking_carriers'),
      code: fulfillment.text('tracking_code'),
      codes: fulfillment.textOrList('tracking_codes'),
      url: fulfillment.text('tracking_link'),
      urls: fulfillment.textOrList('tracking_links'),
    }),
  });
}

function toLine(line: Fields<FulfillmentLine>, context: OrderContext): Line | undefined {
  const currency = currencyOfPart(line, context.currency, context);
  const stated = statedCurrency(currency, context.currency, context);
  return present<Line>({
    currency: stated?.code,
    discount: line.amount('total_discount', currency),
    fulfilled: line.wholeText('fulfilled_quantity'),
    id: line.id('id'),
    imageUrl: line.text('product_image'),
    lineId: line.id('order_line_id'),
    minorUnit: stated?.minorUnit,
    name: line.text('product_title'),
    productId: line.id('product_id'),
    quantity: line.whole('quantity'),
    requiresShipping: line.flag('requires_shipping'),
    returnable: line.wholeText('returnable_quantity'),
    returned: line.wholeText('returned_quantity'),
    service: line.text('fulfillment_service'),
    sku: line.text('sku'),
    taxes: line.list('tax_lines', (tax) => toTax(tax, tax.id('tax_id'), currency, context)),
    total: line.amount('price_incl_tax', currency),
    totalExclTax: line.amount('price_excl_tax', currency),
  });
}
