import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import { currencyOfPart, reportedAmount, reportingCurrency, statedCurrency } from './map-currency';
import type { AmountReportValues, Tax as TheirTax } from './schema-line';

type Tax = NonNullable<Order['taxes']>[number];

/** A tax of the order, a line or the shipping: its id has two names. `within` is the currency of what it belongs to. */
export function toTax(
  tax: Fields<TheirTax>,
  id: string | undefined,
  within: Currency,
  context: OrderContext,
): Tax | undefined {
  const currency = currencyOfPart(tax, within, context);
  const stated = tax.text('currency') ? statedCurrency(currency, within, context) : undefined;
  const { rate, rateUnit } = tax.rate('rate', 'unstated');
  return present<Tax>({
    amount: tax.amount('amount', currency),
    currency: stated?.code,
    id,
    minorUnit: stated?.minorUnit,
    name: tax.text('tax_title'),
    rate,
    rateUnit,
    reporting: toReportedAmount(tax.object('report_values'), context),
    source: tax.text('source'),
  });
}

/** The `report_values` of what has one amount: a tax, a transaction. */
export function toReportedAmount(values: Fields<AmountReportValues> | undefined, context: OrderContext) {
  if (!values) return undefined;
  const currency = reportingCurrency(values, context);
  return present({
    amount: reportedAmount(values, 'amount', currency),
    currency: currency?.code,
    minorUnit: currency?.minorUnit,
  });
}
