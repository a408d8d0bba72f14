import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { OrderContext } from './map-context';
import { reportedAmount, reportingCurrency } from './map-currency';
import type { OrderReportValues } from './schema';

/** The order's amounts in the store's reporting currency: converted, not what was charged. */
export function toReporting(
  values: Fields<OrderReportValues> | undefined,
  context: OrderContext,
): Order['reporting'] {
  if (!values) return undefined;
  const currency = reportingCurrency(values, context);
  return present({
    cost: reportedAmount(values, 'total_cost', currency),
    currency: currency?.code,
    discount: reportedAmount(values, 'total_discount', currency),
    minorUnit: currency?.minorUnit,
    original: present({
      discount: reportedAmount(values, 'original_total_discount', currency),
      shipping: reportedAmount(values, 'original_shipping_incl_tax', currency),
      shippingExclTax: reportedAmount(values, 'original_shipping_excl_tax', currency),
      total: reportedAmount(values, 'original_total_incl_tax', currency),
      totalExclTax: reportedAmount(values, 'original_total_excl_tax', currency),
    }),
    shipping: reportedAmount(values, 'shipping_incl_tax', currency),
    shippingExclTax: reportedAmount(values, 'shipping_excl_tax', currency),
    total: reportedAmount(values, 'total_incl_tax', currency),
    totalExclTax: reportedAmount(values, 'total_excl_tax', currency),
  });
}
