import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import { dateOf } from '../../mapping/times';
import { given, present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Report } from '../../reading/report';
import type { Pricing } from './schema';

const AT = '/pricing';

/** What the pricing block says, under its canonical names. */
export function toPricing(
  pricing: Pricing,
  currency: Currency,
  report: Report,
): Pick<Order, 'totals' | 'taxes' | 'discounts' | 'paymentTerms' | 'reporting'> {
  const tax = amountOf(pricing.taxAmount, currency, AT, 'taxAmount', report);
  const percentage = decimalOf(pricing.discountPercentage, AT, 'discountPercentage', report);
  return {
    discounts: percentage === undefined ? undefined : [{ kind: 'percentage', percentage }],
    paymentTerms: present({ dueDate: dateOf(pricing.paymentDueDate, AT, 'paymentDueDate', report) }),
    // In the manufacturer's own currency, which is not stated: a decimal.
    reporting: present({ total: decimalOf(pricing.totalLocalPrice, AT, 'totalLocalPrice', report) }),
    taxes: toTaxes(pricing, tax, report),
    totals: present({
      shipping: amountOf(pricing.shippingFee, currency, AT, 'shippingFee', report),
      tax,
      topUp: amountOf(pricing.topUpAmount, currency, AT, 'topUpAmount', report),
      total: amountOf(pricing.totalPrice, currency, AT, 'totalPrice', report),
    }),
  };
}

function toTaxes(pricing: Pricing, amount: number | undefined, report: Report): Order['taxes'] {
  const rate = decimalOf(pricing.taxPercentage, AT, 'taxPercentage', report);
  const tax = present({
    amount,
    appliesToShipping: given(pricing.applyTaxToShipping),
    rate,
    rateUnit: rate === undefined ? undefined : ('percent' as const),
  });
  return tax && [tax];
}
