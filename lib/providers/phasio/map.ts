import { orderIdOf } from '../../identity';
import { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderEventType } from '../../order/order-event';
import type { Report } from '../../reading/report';
import { NAME } from './identify';
import { toLine } from './map-line';
import { toPricing } from './map-pricing';
import type { Address, OrderPayload } from './schema';
import { PAYMENT_STATUS_WORDS } from './words';

/** What the mapping has to know beside the payload. */
export interface Origin {
  readonly account: string;
  /** IANA zone of the payload's times. */
  readonly timeZone?: string | undefined;
  /** What the event is: without a number, only some events say where the order stands. */
  readonly type: OrderEventType;
}

/**
 * The canonical order of a payload that fits its schema.
 * @throws Failure `UNKNOWN_CURRENCY`
 */
export function toOrder(payload: OrderPayload, { account, timeZone, type }: Origin, report: Report): Order {
  const order = new Fields(payload, '', { amountsAre: 'number', report, timeZone });
  const theirPricing = order.object('pricing');
  const currency = theirPricing.orderCurrency('currency');
  const pricing = toPricing(theirPricing, currency);
  const shipping = order.object('shipping');
  return {
    createdAt: order.orderTime('createdDate'),
    currency: currency.code,
    customer: toCustomer(order),
    discounts: pricing.discounts,
    fees: order.list('expenses', (expense) =>
      present({
        amount: expense.amount('price', currency),
        id: expense.id('id'),
        name: expense.text('name'),
      }),
    ),
    id: orderIdOf(NAME, account, String(order.value('orderId'))),
    lines: order.list('parts', (part) => toLine(part, currency)) ?? [],
    minorUnit: currency.minorUnit,
    number: order.text('orderNumber'),
    paymentTerms: pricing.paymentTerms,
    production: present({
      stage: order.text('kanbanColumnName'),
      stageSequence: order.whole('kanbanColumnSequence'),
    }),
    quoteNumber: order.text('quoteNumber'),
    references: toReferences(order),
    reporting: pricing.reporting,
    shipping: present({ method: shipping?.text('shippingMethod') }),
    shippingAddress: toAddress(shipping?.object('address')),
    status: present({
      order: toOrderStatus(payload, type),
      payment: order.status('paymentStatus', PAYMENT_STATUS_WORDS),
    }),
    taxes: pricing.taxes,
    totals: pricing.totals,
  };
}

/**
 * An order gets its number once its payment is confirmed. Without one it is a quote as long as it was only created; an
 * update may follow the acceptance of the quote, and says nothing. A number that was set aside for its type says neither.
 */
function toOrderStatus(payload: OrderPayload, type: OrderEventType) {
  if (payload.orderNumber || type === 'order.confirmed.v1') return { value: 'confirmed' } as const;
  const setAside = payload.orderNumber === undefined && 'orderNumber' in payload;
  return type === 'order.created.v1' && !setAside ? ({ value: 'quote' } as const) : undefined;
}

function toCustomer(order: Fields<OrderPayload>): Order['customer'] {
  const customer: Order['customer'] = {
    id: order.id('customerOrganisationId'),
    kind: 'organisation',
    name: order.text('customerOrganisationName'),
  };
  return present(customer, 'kind');
}

function toAddress(address: Fields<Address> | undefined): Order['shippingAddress'] {
  if (!address) return undefined;
  const { countryCode, country } = address.country('country');
  return present({
    city: address.text('city'),
    country,
    countryCode,
    email: address.text('email'),
    id: address.textId('id'),
    line1: address.text('street1'),
    line2: address.text('street2'),
    name: address.text('name'),
    phone: address.text('phone'),
    postalCode: address.text('zip'),
    region: address.text('state'),
    residential: address.flag('residential'),
  });
}

function toReferences(order: Fields<OrderPayload>): Order['references'] {
  const [thread, customer] = [order.id('threadId'), order.text('customReference')];
  const references: Order['references'] = [];
  if (thread) references.push({ type: 'thread', value: thread });
  if (customer) references.push({ type: 'customer', value: customer });
  return references.length > 0 ? references : undefined;
}
