import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import { currencyOfPart, reportedAmount, reportingCurrency, statedCurrency } from './map-currency';
import { toTax } from './map-tax';
import type { LineProperty, LineReportValues, Line as TheirLine } from './schema-line';

type Line = NonNullable<Order['lines']>[number];

/** Their prices of a line are totals of the line after discount, not prices of one unit. */
export function toLine(line: Fields<TheirLine>, context: OrderContext): Line | undefined {
  const currency = currencyOfPart(line, context.currency, context);
  const stated = statedCurrency(currency, context.currency, context);
  return present<Line>({
    cost: present({
      total: line.amount('total_cost', currency),
      unit: line.decimal('unit_cost'),
    }),
    createdAt: line.time('created_at'),
    currency: stated?.code,
    discount: line.amount('total_discount', currency),
    giftCard: line.flag('is_gift_card'),
    id: line.id('id'),
    imageUrl: line.text('product_image'),
    metadata: line.free('metadata'),
    minorUnit: stated?.minorUnit,
    name: line.text('product_title'),
    original: present({
      discount: line.amount('original_total_discount', currency),
      total: line.amount('original_price_incl_tax', currency),
      totalExclTax: line.amount('original_price_excl_tax', currency),
    }),
    productId: line.id('product_id'),
    properties: line.list('properties', toProperty),
    quantity: present({
      current: line.whole('current_quantity'),
      editable: line.whole('editable_quantity'),
      fulfillable: line.whole('fulfillable_quantity'),
      ordered: line.whole('quantity'),
    }),
    reporting: toReporting(line.object('report_values'), context),
    requiresShipping: line.flag('requires_shipping'),
    sku: line.text('sku'),
    taxes: line.list('tax_lines', (tax) => toTax(tax, tax.id('tax_id'), currency, context)),
    total: line.amount('price_incl_tax', currency),
    totalExclTax: line.amount('price_excl_tax', currency),
    updatedAt: line.time('updated_at'),
    upsell: line.flag('is_upsell'),
    url: line.text('product_url'),
    variant: line.text('variant_title'),
    variantId: line.id('variant_id'),
  });
}

function toReporting(values: Fields<LineReportValues> | undefined, context: OrderContext): Line['reporting'] {
  if (!values) return undefined;
  const currency = reportingCurrency(values, context);
  return present({
    cost: present({
      total: reportedAmount(values, 'total_cost', currency),
      unit: values.decimal('unit_cost'),
    }),
    currency: currency?.code,
    discount: reportedAmount(values, 'total_discount', currency),
    minorUnit: currency?.minorUnit,
    original: present({
      discount: reportedAmount(values, 'original_total_discount', currency),
      total: reportedAmount(values, 'original_price_incl_tax', currency),
      totalExclTax: reportedAmount(values, 'original_price_excl_tax', currency),
    }),
    total: reportedAmount(values, 'price_incl_tax', currency),
    totalExclTax: reportedAmount(values, 'price_excl_tax', currency),
  });
}

/** What a shopper had written on the product, in the shopper's own words: keys and values may be anything. */
const toProperty = (property: Fields<LineProperty>) =>
  present({ key: property.written('key'), value: property.written('value') });
