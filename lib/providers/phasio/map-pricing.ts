import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import { dateOf } from '../../mapping/times';
import { given, present } from '../../mapping/values';
import type { Notes } from '../../notes';
import type { Order } from '../../order';
import type { Pricing } from './schema';

const AT = '/pricing';

/** What the pricing block says, under its canonical names. */
export function toPricing(
  pricing: Pricing,
  currency: Currency,
  notes: Notes,
): Pick<Order, 'totals' | 'taxes' | 'discounts' | 'paymentTerms' | 'reporting'> {
  const tax = amountOf(pricing.taxAmount, currency, AT, 'taxAmount', notes);
  const percentage = decimalOf(pricing.discountPercentage, AT, 'discountPercentage', notes);
  return {
    totals: present({
      total: amountOf(pricing.totalPrice, currency, AT, 'totalPrice', notes),
      tax,
      shipping: amountOf(pricing.shippingFee, currency, AT, 'shippingFee', notes),
      topUp: amountOf(pricing.topUpAmount, currency, AT, 'topUpAmount', notes),
    }),
    taxes: toTaxes(pricing, tax, notes),
    discounts: percentage === undefined ? undefined : [{ kind: 'percentage', percentage }],
    paymentTerms: present({ dueDate: dateOf(pricing.paymentDueDate, AT, 'paymentDueDate', notes) }),
    // In the manufacturer's own currency, which is not stated: a decimal.
    reporting: present({ total: decimalOf(pricing.totalLocalPrice, AT, 'totalLocalPrice', notes) }),
  };
}

function toTaxes(pricing: Pricing, amount: number | undefined, notes: Notes): Order['taxes'] {
  const rate = decimalOf(pricing.taxPercentage, AT, 'taxPercentage', notes);
  const tax = present({
    rate,
    rateUnit: rate === undefined ? undefined : ('percent' as const),
    amount,
    appliesToShipping: given(pricing.applyTaxToShipping),
  });
  return tax && [tax];
}
