import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { idOf, listOf, present, textOf } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Context } from './map-context';
import { currencyAt, reportedOf, reportingCurrency, statedCurrency } from './map-currency';
import type { OrderTaxLine, TaxLine } from './schema-line';

type Tax = NonNullable<Order['taxes']>[number];

/** The taxes of a line or of the shipping. `within` is the currency of what they belong to. */
export const toTaxes = (
  taxes: Maybe<readonly TaxLine[]>,
  within: Currency,
  at: string,
  context: Context,
): Tax[] | undefined => listOf(taxes, at, (tax, at) => toTax(tax.tax_id, tax, within, at, context));

/** The taxes of the whole order. */
export const toOrderTaxes = (
  taxes: Maybe<readonly OrderTaxLine[]>,
  at: string,
  context: Context,
): Tax[] | undefined => listOf(taxes, at, (tax, at) => toTax(tax.id, tax, context.currency, at, context));

function toTax(
  id: Maybe<number>,
  tax: Omit<OrderTaxLine, 'id'>,
  within: Currency,
  at: string,
  context: Context,
): Tax | undefined {
  const currency = currencyAt(tax.currency, within, at, context);
  const stated = tax.currency ? statedCurrency(currency, within, context) : undefined;
  const rate = decimalOf(tax.rate, at, 'rate', context.report);
  return present<Tax>({
    amount: amountOf(tax.amount, currency, at, 'amount', context.report),
    currency: stated?.code,
    id: idOf(id),
    minorUnit: stated?.minorUnit,
    name: textOf(tax.tax_title),
    rate,
    rateUnit: rate === undefined ? undefined : 'unstated',
    reporting: toReportedAmount(tax.report_values, `${at}/report_values`, context),
    source: textOf(tax.source),
  });
}

/** The `report_values` of what has one amount: a tax, a transaction. */
export function toReportedAmount(
  values: Maybe<{ readonly amount?: Maybe<string>; readonly currency?: Maybe<string> }>,
  at: string,
  context: Context,
) {
  if (!values) return undefined;
  const currency = reportingCurrency(values, at, context);
  return present({
    amount: reportedOf(values.amount, currency, at, 'amount', context.report),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
  });
}
