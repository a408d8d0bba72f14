import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import { toTax } from './map-tax';
import type { Fulfillment2023, Line2023, Order2023, Product, Stockrecord } from './schema-2023-02-10';
import { SHIPMENT_STATUS_WORDS } from './words';

type Line = NonNullable<Order['lines']>[number];
type Fulfillment = NonNullable<Order['fulfillments']>[number];

/** A line of API version 2023-02-10: its product and stock record stand below it. */
export function toLine2023(line: Fields<Line2023>, context: OrderContext): Line | undefined {
  const product = line.object('product');
  const currency = currencyOfLine(line, context);
  const stated = currency === context.currency ? undefined : currency;
  return present<Line>({
    cost: present({
      total: line.amount('total_cost', currency),
      unit: line.decimal('unit_cost'),
    }),
    createdAt: line.time('created_at'),
    currency: stated?.code,
    giftCard: line.flag('is_gift_card'),
    id: line.id('id'),
    metadata: line.free('metadata'),
    minorUnit: stated?.minorUnit,
    name: product?.text('title'),
    productId: product?.id('id'),
    quantity: present({ ordered: line.whole('quantity') }),
    sku: line.object('stockrecord')?.text('partner_sku'),
    taxes: line.list('tax_lines', (tax) => toTax(tax, tax.id('tax_id'), currency, context)),
    total: line.amount('price_incl_tax', currency),
    totalExclTax: line.amount('price_excl_tax', currency),
    updatedAt: line.time('updated_at'),
    upsell: line.flag('is_upsell'),
    url: product?.text('url'),
  });
}

function currencyOfLine(line: Fields<Line2023>, { currency: order }: OrderContext): Currency {
  const stated = line.text('price_currency');
  if (stated !== undefined && stated !== order.code)
    line.notice('CURRENCY_DIFFERS', 'price_currency', "is not the order's currency");
  return line.currency('price_currency', order);
}

/** A fulfillment of API version 2023-02-10. */
export const toFulfillment2023 = (fulfillment: Fields<Fulfillment2023>): Fulfillment | undefined =>
  present<Fulfillment>({
    createdAt: fulfillment.time('date_created'),
    id: fulfillment.id('id'),
    lastEventAt: fulfillment.time('last_event_date'),
    requiresShipping: fulfillment.flag('requires_shipping'),
    status: fulfillment.status('status', SHIPMENT_STATUS_WORDS),
    tracking: present({
      carrier: fulfillment.text('carrier'),
      code: fulfillment.text('tracking_code'),
      url: fulfillment.text('tracking_link'),
    }),
  });

/**
 * What the older version documents and the canonical order has no place for: prices before discounts, the catalogue's
 * product, the stock. Each stands beside the id of its line or fulfillment.
 */
export function toExtensions2023(order: Fields<Order2023>): Record<string, unknown> | undefined {
  return present({
    fulfillments: order.list('fulfillments', (fulfillment) =>
      withId(fulfillment.value('id'), {
        lines: fulfillment.free('lines'),
        reference: fulfillment.free('reference'),
      }),
    ),
    lines: order.list('lines', (line) =>
      withId(line.value('id'), {
        price_excl_tax_excl_discounts: line.free('price_excl_tax_excl_discounts'),
        price_incl_tax_excl_discounts: line.free('price_incl_tax_excl_discounts'),
        product: toProduct(line.object('product')),
        stockrecord: toStockrecord(line.object('stockrecord')),
      }),
    ),
  });
}

function withId<T extends object>(id: unknown, fields: T) {
  return present(fields) && { id: id ?? undefined, ...fields };
}

const toProduct = (product: Fields<Product> | undefined) =>
  product &&
  present({
    categories: product.free('categories'),
    children: product.free('children'),
    date_created: product.free('date_created'),
    date_updated: product.free('date_updated'),
    description: product.free('description'),
    enable_subscription: product.free('enable_subscription'),
    external_tax_code: product.free('external_tax_code'),
    images: product.free('images'),
    interval: product.free('interval'),
    interval_counts: product.free('interval_counts'),
    is_discountable: product.free('is_discountable'),
    is_public: product.free('is_public'),
    meta_description: product.free('meta_description'),
    meta_title: product.free('meta_title'),
    metadata: product.free('metadata'),
    ranking: product.free('ranking'),
    rating: product.free('rating'),
    recommended_products: product.free('recommended_products'),
    slug: product.free('slug'),
    structure: product.free('structure'),
    template: product.free('template'),
    variant_attributes: product.free('variant_attributes'),
  });

const toStockrecord = (stockrecord: Fields<Stockrecord> | undefined) =>
  stockrecord &&
  present({
    id: stockrecord.free('id'),
    low_stock_threshold: stockrecord.free('low_stock_threshold'),
    num_allocated: stockrecord.free('num_allocated'),
    num_in_stock: stockrecord.free('num_in_stock'),
    price: stockrecord.free('price'),
    price_currency: stockrecord.free('price_currency'),
    price_retail: stockrecord.free('price_retail'),
  });
