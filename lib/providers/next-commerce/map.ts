import type { Currency } from '../../currency';
import type { Delivery } from '../../delivery';
import { orderIdOf } from '../../identity';
import { Fields } from '../../mapping/fields';
import { subtotalOf } from '../../mapping/subtotal';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Reading } from '../../provider';
import type { Report } from '../../reading/report';
import { NAME } from './identify';
import { toExtensions2023, toFulfillment2023, toLine2023 } from './map-2023-02-10';
import type { OrderContext } from './map-context';
import { toAttribution, toBillingAddress, toCustomer, toShippingAddress } from './map-customer';
import { toDiscounts, type WithDiscounts } from './map-discount';
import { toFulfillment } from './map-fulfillment';
import { toLine } from './map-line';
import { firstPaidAt, toPayment } from './map-payment';
import { toRefund } from './map-refund';
import { toReporting } from './map-reporting';
import { toTax } from './map-tax';
import type { OrderWebhook, Order as TheirOrder } from './schema';
import type { OrderWebhook2023 } from './schema-2023-02-10';
import { FULFILLMENT_STATUS_WORDS, ORDER_STATUS_WORDS, PAYMENT_STATUS_WORDS } from './words';

/** Reads a valid payload of API version 2024-04-01. @throws Failure `UNKNOWN_CURRENCY` */
export function toReading(payload: OrderWebhook, delivery: Delivery, report: Report): Reading {
  const webhook = fieldsOf(payload, delivery, report);
  const order = webhook.object('data');
  return toReadingOf(webhook.common<AnyWebhook>(), order.common<AnyOrder>(), delivery, {
    fulfillments: (context) =>
      order.list('fulfillments', (fulfillment) => toFulfillment(fulfillment, context)),
    lines: (context) => order.list('lines', (line) => toLine(line, context)),
  });
}

/** Reads a valid payload of API version 2023-02-10 into the same order. @throws Failure `UNKNOWN_CURRENCY` */
export function toReading2023(payload: OrderWebhook2023, delivery: Delivery, report: Report): Reading {
  const webhook = fieldsOf(payload, delivery, report);
  const order = webhook.object('data');
  const reading = toReadingOf(webhook.common<AnyWebhook>(), order.common<AnyOrder>(), delivery, {
    fulfillments: () => order.list('fulfillments', toFulfillment2023),
    lines: (context) => order.list('lines', (line) => toLine2023(line, context)),
  });
  return { ...reading, extensions: toExtensions2023(order) };
}

type AnyOrder = Omit<TheirOrder, 'fulfillments' | 'lines'>;
type AnyWebhook = Omit<OrderWebhook, 'data'>;
type Lines = NonNullable<Order['lines']>;

/** The parts whose shape depends on the version. */
interface Parts {
  fulfillments(context: OrderContext): Order['fulfillments'];
  lines(context: OrderContext): Order['lines'];
}

const fieldsOf = <T extends object>(payload: T, { timeZone }: Delivery, report: Report): Fields<T> =>
  new Fields(payload, '', { amountsAre: 'string', report, timeZone });

function toReadingOf(
  webhook: Fields<AnyWebhook>,
  theirs: Fields<AnyOrder>,
  { account, receivedAt }: Delivery,
  parts: Parts,
): Reading {
  const number = theirs.value('number');
  const currency = theirs.orderCurrency('currency');
  const order = toOrder(theirs, orderIdOf(NAME, account, number), { currency, number }, parts);
  return {
    firstPaidAt: firstPaidAt(order.payments),
    metadata: toMetadata(webhook),
    order,
    test: theirs.flag('is_test') ?? false,
    time: theirs.changeTime('updated_at', order.updatedAt, receivedAt),
  };
}

/** What the webhook says of itself. */
export const toMetadata = (webhook: Fields<AnyWebhook>): Reading['metadata'] => ({
  apiversion: webhook.text('api_version'),
  eventid: webhook.text('event_id'),
  webhookid: webhook.object('webhook')?.id('id'),
});

function toOrder(order: Fields<AnyOrder>, id: string, context: OrderContext, parts: Parts): Order {
  const { currency, number } = context;
  const lines = parts.lines(context) ?? [];
  return {
    attribution: toAttribution(order.object('attribution')),
    billingAddress: toBillingAddress(order.object('billing_address')),
    channel: order.text('source'),
    createdAt: order.orderTime('created_at'),
    currency: currency.code,
    customer: toCustomer(order.object('user')),
    discounts: toDiscounts(order.common<WithDiscounts>(), context),
    fulfillments: parts.fulfillments(context),
    id,
    lines,
    metadata: order.free('metadata'),
    minorUnit: currency.minorUnit,
    number,
    payments: order.list('transactions', (transaction) => toPayment(transaction, context)),
    placedAt: order.orderTime('date_placed'),
    refunds: order.list('refunds', (refund) => toRefund(refund, context)),
    reporting: toReporting(order.object('report_values'), context),
    shipping: present({
      code: order.text('shipping_code'),
      method: order.text('shipping_method'),
      taxes: order.list('shipping_tax_lines', (tax) => toTax(tax, tax.id('tax_id'), currency, context)),
    }),
    shippingAddress: toShippingAddress(order.object('shipping_address')),
    status: present({
      fulfillment: order.status('fulfillment_status', FULFILLMENT_STATUS_WORDS),
      order: order.status('status', ORDER_STATUS_WORDS),
      payment: order.status('payment_status', PAYMENT_STATUS_WORDS),
    }),
    statusUrl: order.text('order_status_url'),
    subscriptionLifecycle: order.text('subscription_lifecycle'),
    subscriptions: order.list('subscriptions', (subscription) =>
      present({ billingCycle: subscription.whole('billing_cycle'), id: subscription.id('id') }),
    ),
    supportsUpsells: order.flag('supports_post_purchase_upsells'),
    tags: order.texts('tags'),
    taxLabel: order.text('display_taxes'),
    taxes: order.list('tax_lines', (tax) => toTax(tax, tax.id('id'), currency, context)),
    totals: toTotals(order, lines, currency),
    updatedAt: order.orderTime('updated_at'),
  };
}

/** `original_…` is the order as it was placed, before any edit. */
function toTotals(order: Fields<AnyOrder>, lines: Lines, currency: Currency): Order['totals'] {
  return present({
    cost: order.amount('total_cost', currency),
    discount: order.amount('total_discount', currency),
    original: present({
      discount: order.amount('original_total_discount', currency),
      shipping: order.amount('original_shipping_incl_tax', currency),
      shippingExclTax: order.amount('original_shipping_excl_tax', currency),
      total: order.amount('original_total_incl_tax', currency),
      totalExclTax: order.amount('original_total_excl_tax', currency),
    }),
    outstanding: order.amount('total_outstanding', currency),
    shipping: order.amount('shipping_incl_tax', currency),
    shippingExclTax: order.amount('shipping_excl_tax', currency),
    shippingTax: order.amount('shipping_tax', currency),
    subtotal: subtotalOf(lines),
    tax: order.amount('total_tax', currency),
    total: order.amount('total_incl_tax', currency),
    totalExclTax: order.amount('total_excl_tax', currency),
  });
}
