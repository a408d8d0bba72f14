import { amountOf, decimalOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { timeOf } from '../../mapping/times';
import { freeOf, given, idOf, listOf, present, textOf } from '../../mapping/values';
import type { Order } from '../../order/order';
import { isCredentialName, WITHHELD } from '../../reading/credentials';
import type { Report } from '../../reading/report';
import type { Context } from './map-context';
import { currencyAt, reportedOf, reportingCurrency, statedCurrency } from './map-currency';
import { toTaxes } from './map-tax';
import type { LineReportValues, Line as TheirLine } from './schema-line';

type Line = NonNullable<Order['lines']>[number];

/** Their prices of a line are totals of the line after discount, not prices of one unit. */
export function toLine(line: TheirLine, at: string, context: Context): Line | undefined {
  const { report, timeZone } = context;
  const currency = currencyAt(line.currency, context.currency, at, context);
  const stated = statedCurrency(currency, context.currency, context);
  const amount = (value: Maybe<string>, key: string) => amountOf(value, currency, at, key, report);
  return present<Line>({
    cost: present({
      total: amount(line.total_cost, 'total_cost'),
      unit: decimalOf(line.unit_cost, at, 'unit_cost', report),
    }),
    createdAt: timeOf(line.created_at, timeZone, at, 'created_at', report),
    currency: stated?.code,
    discount: amount(line.total_discount, 'total_discount'),
    giftCard: given(line.is_gift_card),
    id: idOf(line.id),
    imageUrl: textOf(line.product_image),
    metadata: freeOf(line.metadata, at, 'metadata', report),
    minorUnit: stated?.minorUnit,
    name: textOf(line.product_title),
    original: present({
      discount: amount(line.original_total_discount, 'original_total_discount'),
      total: amount(line.original_price_incl_tax, 'original_price_incl_tax'),
      totalExclTax: amount(line.original_price_excl_tax, 'original_price_excl_tax'),
    }),
    productId: idOf(line.product_id),
    properties: listOf(line.properties, `${at}/properties`, (property, at) =>
      toProperty(property, at, report),
    ),
    quantity: present({
      current: given(line.current_quantity),
      editable: given(line.editable_quantity),
      fulfillable: given(line.fulfillable_quantity),
      ordered: given(line.quantity),
    }),
    reporting: toReporting(line.report_values, `${at}/report_values`, context),
    requiresShipping: given(line.requires_shipping),
    sku: textOf(line.sku),
    taxes: toTaxes(line.tax_lines, currency, `${at}/tax_lines`, context),
    total: amount(line.price_incl_tax, 'price_incl_tax'),
    totalExclTax: amount(line.price_excl_tax, 'price_excl_tax'),
    updatedAt: timeOf(line.updated_at, timeZone, at, 'updated_at', report),
    upsell: given(line.is_upsell),
    url: textOf(line.product_url),
    variant: textOf(line.variant_title),
    variantId: idOf(line.variant_id),
  });
}

function toReporting(values: Maybe<LineReportValues>, at: string, context: Context): Line['reporting'] {
  if (!values) return undefined;
  const { report } = context;
  const currency = reportingCurrency(values, at, context);
  const amount = (value: Maybe<string>, key: string) => reportedOf(value, currency, at, key, report);
  return present({
    cost: present({
      total: amount(values.total_cost, 'total_cost'),
      unit: decimalOf(values.unit_cost, at, 'unit_cost', report),
    }),
    currency: currency?.code,
    discount: amount(values.total_discount, 'total_discount'),
    minorUnit: currency?.minorUnit,
    original: present({
      discount: amount(values.original_total_discount, 'original_total_discount'),
      total: amount(values.original_price_incl_tax, 'original_price_incl_tax'),
      totalExclTax: amount(values.original_price_excl_tax, 'original_price_excl_tax'),
    }),
    total: amount(values.price_incl_tax, 'price_incl_tax'),
    totalExclTax: amount(values.price_excl_tax, 'price_excl_tax'),
  });
}

/** What a shopper had written on the product. Its key is a name too, so that it can name a credential. */
function toProperty(
  { key, value }: { readonly key?: Maybe<string>; readonly value?: Maybe<string> },
  at: string,
  report: Report,
) {
  if (!key || !isCredentialName(key)) return present({ key: textOf(key), value: textOf(value) });
  const path = `${at}/value`;
  const setAside = Object.hasOwn(report.unmapped, path);
  if (setAside) report.unmapped[path] = WITHHELD;
  if (value || setAside) report.notice('VALUE_WITHHELD', path, 'is named like a credential');
  return { key, value: value ? WITHHELD : undefined };
}
