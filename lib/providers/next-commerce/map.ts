import type { Currency } from '../../currency';
import type { Delivery } from '../../delivery';
import { orderIdOf } from '../../identity';
import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { orderTimeOf } from '../../mapping/times';
import { freeOf, given, idOf, listOf, present, textOf } from '../../mapping/values';
import { orderCurrency, statusOf } from '../../mapping/words';
import type { Order } from '../../order/order';
import type { Reading } from '../../provider';
import type { Report } from '../../reading/report';
import { NAME } from './identify';
import type { Context } from './map-context';
import { toAttribution, toBillingAddress, toCustomer, toShippingAddress } from './map-customer';
import { toDiscounts } from './map-discount';
import { toFulfillment } from './map-fulfillment';
import { toLine } from './map-line';
import { toPayments } from './map-payment';
import { toRefund } from './map-refund';
import { toReporting } from './map-reporting';
import { toOrderTaxes, toTaxes } from './map-tax';
import type { OrderWebhook, Order as TheirOrder } from './schema';
import { FULFILLMENT_STATUS_WORDS, ORDER_STATUS_WORDS, PAYMENT_STATUS_WORDS } from './words';

const AT = '/data';

/** Reads a payload that fits its schema. @throws Failure `UNKNOWN_CURRENCY` */
export function toReading(payload: OrderWebhook, { account, timeZone }: Delivery, report: Report): Reading {
  const { data, webhook } = payload;
  const context: Context = {
    currency: orderCurrency(data.currency, `${AT}/currency`),
    number: data.number,
    report,
    timeZone,
  };
  const order = toOrder(data, orderIdOf(NAME, account, data.number), context);
  return {
    metadata: {
      apiversion: payload.api_version,
      eventid: textOf(payload.event_id),
      webhookid: idOf(webhook.id),
    },
    order,
    test: data.is_test ?? false,
    time: order.updatedAt,
  };
}

function toOrder(order: TheirOrder, id: string, context: Context): Order {
  const { currency, timeZone, report } = context;
  return {
    attribution: toAttribution(order.attribution, `${AT}/attribution`, report),
    billingAddress: toBillingAddress(order.billing_address, `${AT}/billing_address`, report),
    channel: textOf(order.source),
    createdAt: orderTimeOf(order.created_at, timeZone, AT, 'created_at', report),
    currency: currency.code,
    customer: toCustomer(order.user),
    discounts: toDiscounts(order, AT, context),
    fulfillments: listOf(order.fulfillments, `${AT}/fulfillments`, (fulfillment, at) =>
      toFulfillment(fulfillment, at, context),
    ),
    id,
    lines: listOf(order.lines, `${AT}/lines`, (line, at) => toLine(line, at, context)) ?? [],
    metadata: freeOf(order.metadata, AT, 'metadata', report),
    minorUnit: currency.minorUnit,
    number: order.number,
    payments: toPayments(order.transactions, `${AT}/transactions`, context),
    placedAt: orderTimeOf(order.date_placed, timeZone, AT, 'date_placed', report),
    refunds: listOf(order.refunds, `${AT}/refunds`, (refund, at) => toRefund(refund, at, context)),
    reporting: toReporting(order.report_values, `${AT}/report_values`, context),
    shipping: present({
      code: textOf(order.shipping_code),
      method: textOf(order.shipping_method),
      taxes: toTaxes(order.shipping_tax_lines, currency, `${AT}/shipping_tax_lines`, context),
    }),
    shippingAddress: toShippingAddress(order.shipping_address, `${AT}/shipping_address`, report),
    status: present({
      fulfillment: statusOf(
        FULFILLMENT_STATUS_WORDS,
        order.fulfillment_status,
        AT,
        'fulfillment_status',
        report,
      ),
      order: statusOf(ORDER_STATUS_WORDS, order.status, AT, 'status', report),
      payment: statusOf(PAYMENT_STATUS_WORDS, order.payment_status, AT, 'payment_status', report),
    }),
    statusUrl: textOf(order.order_status_url),
    subscriptionLifecycle: textOf(order.subscription_lifecycle),
    subscriptions: listOf(order.subscriptions, `${AT}/subscriptions`, (subscription) =>
      present({ billingCycle: given(subscription.billing_cycle), id: idOf(subscription.id) }),
    ),
    supportsUpsells: given(order.supports_post_purchase_upsells),
    tags: listOf(order.tags, `${AT}/tags`, textOf),
    taxLabel: textOf(order.display_taxes),
    taxes: toOrderTaxes(order.tax_lines, `${AT}/tax_lines`, context),
    totals: toTotals(order, currency, report),
    updatedAt: orderTimeOf(order.updated_at, timeZone, AT, 'updated_at', report),
  };
}

/** `original_…` is the order as it was placed, before any edit. */
function toTotals(order: TheirOrder, currency: Currency, report: Report): Order['totals'] {
  const amount = (value: Maybe<string>, key: string) => amountOf(value, currency, AT, key, report);
  return present({
    cost: amount(order.total_cost, 'total_cost'),
    discount: amount(order.total_discount, 'total_discount'),
    original: present({
      discount: amount(order.original_total_discount, 'original_total_discount'),
      shipping: amount(order.original_shipping_incl_tax, 'original_shipping_incl_tax'),
      shippingExclTax: amount(order.original_shipping_excl_tax, 'original_shipping_excl_tax'),
      total: amount(order.original_total_incl_tax, 'original_total_incl_tax'),
      totalExclTax: amount(order.original_total_excl_tax, 'original_total_excl_tax'),
    }),
    outstanding: amount(order.total_outstanding, 'total_outstanding'),
    shipping: amount(order.shipping_incl_tax, 'shipping_incl_tax'),
    shippingExclTax: amount(order.shipping_excl_tax, 'shipping_excl_tax'),
    shippingTax: amount(order.shipping_tax, 'shipping_tax'),
    tax: amount(order.total_tax, 'total_tax'),
    total: amount(order.total_incl_tax, 'total_incl_tax'),
    totalExclTax: amount(order.total_excl_tax, 'total_excl_tax'),
  });
}
