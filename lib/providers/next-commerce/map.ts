import type { Currency } from '../../currency';
import type { Delivery } from '../../delivery';
import { orderIdOf } from '../../identity';
import { amountOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { orderTimeOf } from '../../mapping/times';
import { freeOf, given, idOf, listOf, present, textOf } from '../../mapping/values';
import { orderCurrency, statusOf } from '../../mapping/words';
import type { Notes } from '../../notes';
import type { Order } from '../../order';
import type { Reading } from '../../provider';
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
export function toReading(payload: OrderWebhook, { account, timeZone }: Delivery, notes: Notes): Reading {
  const { data, webhook } = payload;
  const context: Context = {
    number: data.number,
    currency: orderCurrency(data.currency, `${AT}/currency`),
    timeZone,
    notes,
  };
  const order = toOrder(data, orderIdOf(NAME, account, data.number), context);
  return {
    order,
    time: order.updatedAt,
    test: data.is_test ?? false,
    metadata: {
      eventid: textOf(payload.event_id),
      apiversion: payload.api_version,
      webhookid: idOf(webhook.id),
    },
  };
}

function toOrder(order: TheirOrder, id: string, context: Context): Order {
  const { currency, timeZone, notes } = context;
  return {
    id,
    number: order.number,
    status: present({
      order: statusOf(ORDER_STATUS_WORDS, order.status, AT, 'status', notes),
      payment: statusOf(PAYMENT_STATUS_WORDS, order.payment_status, AT, 'payment_status', notes),
      fulfillment: statusOf(
        FULFILLMENT_STATUS_WORDS,
        order.fulfillment_status,
        AT,
        'fulfillment_status',
        notes,
      ),
    }),
    placedAt: orderTimeOf(order.date_placed, timeZone, AT, 'date_placed', notes),
    createdAt: orderTimeOf(order.created_at, timeZone, AT, 'created_at', notes),
    updatedAt: orderTimeOf(order.updated_at, timeZone, AT, 'updated_at', notes),
    currency: currency.code,
    minorUnit: currency.minorUnit,
    totals: toTotals(order, currency, notes),
    taxLabel: textOf(order.display_taxes),
    taxes: toOrderTaxes(order.tax_lines, `${AT}/tax_lines`, context),
    lines: listOf(order.lines, `${AT}/lines`, (line, at) => toLine(line, at, context)) ?? [],
    discounts: toDiscounts(order, AT, context),
    shipping: present({
      method: textOf(order.shipping_method),
      code: textOf(order.shipping_code),
      taxes: toTaxes(order.shipping_tax_lines, currency, `${AT}/shipping_tax_lines`, context),
    }),
    customer: toCustomer(order.user),
    billingAddress: toBillingAddress(order.billing_address, `${AT}/billing_address`, notes),
    shippingAddress: toShippingAddress(order.shipping_address, `${AT}/shipping_address`, notes),
    payments: toPayments(order.transactions, `${AT}/transactions`, context),
    refunds: listOf(order.refunds, `${AT}/refunds`, (refund, at) => toRefund(refund, at, context)),
    fulfillments: listOf(order.fulfillments, `${AT}/fulfillments`, (fulfillment, at) =>
      toFulfillment(fulfillment, at, context),
    ),
    reporting: toReporting(order.report_values, `${AT}/report_values`, context),
    attribution: toAttribution(order.attribution, `${AT}/attribution`, notes),
    subscriptions: listOf(order.subscriptions, `${AT}/subscriptions`, (subscription) =>
      present({ id: idOf(subscription.id), billingCycle: given(subscription.billing_cycle) }),
    ),
    subscriptionLifecycle: textOf(order.subscription_lifecycle),
    channel: textOf(order.source),
    tags: listOf(order.tags, `${AT}/tags`, textOf),
    metadata: freeOf(order.metadata, AT, 'metadata', notes),
    statusUrl: textOf(order.order_status_url),
    supportsUpsells: given(order.supports_post_purchase_upsells),
  };
}

/** `original_…` is the order as it was placed, before any edit. */
function toTotals(order: TheirOrder, currency: Currency, notes: Notes): Order['totals'] {
  const amount = (value: Maybe<string>, key: string) => amountOf(value, currency, AT, key, notes);
  return present({
    total: amount(order.total_incl_tax, 'total_incl_tax'),
    totalExclTax: amount(order.total_excl_tax, 'total_excl_tax'),
    tax: amount(order.total_tax, 'total_tax'),
    discount: amount(order.total_discount, 'total_discount'),
    outstanding: amount(order.total_outstanding, 'total_outstanding'),
    cost: amount(order.total_cost, 'total_cost'),
    shipping: amount(order.shipping_incl_tax, 'shipping_incl_tax'),
    shippingExclTax: amount(order.shipping_excl_tax, 'shipping_excl_tax'),
    shippingTax: amount(order.shipping_tax, 'shipping_tax'),
    original: present({
      total: amount(order.original_total_incl_tax, 'original_total_incl_tax'),
      totalExclTax: amount(order.original_total_excl_tax, 'original_total_excl_tax'),
      discount: amount(order.original_total_discount, 'original_total_discount'),
      shipping: amount(order.original_shipping_incl_tax, 'original_shipping_incl_tax'),
      shippingExclTax: amount(order.original_shipping_excl_tax, 'original_shipping_excl_tax'),
    }),
  });
}
