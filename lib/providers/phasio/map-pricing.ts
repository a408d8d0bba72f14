import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import { present } from '../../mapping/values';
import type { Order } from '../../order/order';
import type { Pricing } from './schema';

/** What the pricing block says, under its canonical names. */
export function toPricing(
  pricing: Fields<Pricing>,
  currency: Currency,
): Pick<Order, 'totals' | 'taxes' | 'discounts' | 'paymentTerms' | 'reporting'> {
  const tax = pricing.amount('taxAmount', currency);
  const { rate: percentage } = pricing.rate('discountPercentage', 'percent');
  return {
    discounts: percentage === undefined ? undefined : [{ kind: 'percentage', percentage }],
    paymentTerms: present({ dueDate: pricing.date('paymentDueDate') }),
    // In the manufacturer's own currency, which is not stated: a decimal.
    reporting: present({ total: pricing.decimal('totalLocalPrice') }),
    taxes: toTaxes(pricing, tax),
    totals: present({
      shipping: pricing.amount('shippingFee', currency),
      tax,
      topUp: pricing.amount('topUpAmount', currency),
      total: pricing.amount('totalPrice', currency),
    }),
  };
}

function toTaxes(pricing: Fields<Pricing>, amount: number | undefined): Order['taxes'] {
  const { rate, rateUnit } = pricing.rate('taxPercentage', 'percent');
  const tax = present({
    amount,
    appliesToShipping: pricing.flag('applyTaxToShipping'),
    rate,
    rateUnit,
  });
  return tax && [tax];
}
