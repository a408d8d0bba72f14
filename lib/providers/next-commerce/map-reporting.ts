import type { Maybe } from '../../mapping/maybe';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Context } from './map-context';
import { reportedOf, reportingCurrency } from './map-currency';
import type { OrderReportValues } from './schema';

/** The order's amounts in the store's reporting currency: converted, not what was charged. */
export function toReporting(
  values: Maybe<OrderReportValues>,
  at: string,
  context: Context,
): Order['reporting'] {
  if (!values) return undefined;
  const currency = reportingCurrency(values, at, context);
  const amount = (value: Maybe<string>, key: string) => reportedOf(value, currency, at, key, context.report);
  return present({
    cost: amount(values.total_cost, 'total_cost'),
    currency: currency?.code,
    discount: amount(values.total_discount, 'total_discount'),
    minorUnit: currency?.minorUnit,
    original: present({
      discount: amount(values.original_total_discount, 'original_total_discount'),
      shipping: amount(values.original_shipping_incl_tax, 'original_shipping_incl_tax'),
      shippingExclTax: amount(values.original_shipping_excl_tax, 'original_shipping_excl_tax'),
      total: amount(values.original_total_incl_tax, 'original_total_incl_tax'),
      totalExclTax: amount(values.original_total_excl_tax, 'original_total_excl_tax'),
    }),
    shipping: amount(values.shipping_incl_tax, 'shipping_incl_tax'),
    shippingExclTax: amount(values.shipping_excl_tax, 'shipping_excl_tax'),
    total: amount(values.total_incl_tax, 'total_incl_tax'),
    totalExclTax: amount(values.total_excl_tax, 'total_excl_tax'),
  });
}
