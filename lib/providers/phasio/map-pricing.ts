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
    discounts: percentage === undefined ? undefined : [{ kind: 'percentage', percentage }],
    paymentTerms: present({ dueDate: dateOf(pricing.paymentDueDate, AT, 'paymentDueDate', notes) }),
    // In the manufacturer's own currency, which is not stated: a decimal.
    reporting: present({ total: decimalOf(pricing.totalLocalPrice, AT, 'totalLocalPrice', notes) }),
    taxes: toTaxes(pricing, tax, notes),
    totals: present({
      shipping: amountOf(pricing.shippingFee, currency, AT, 'shippingFee', notes),
      tax,
      topUp: amountOf(pricing.topUpAmount, currency, AT, 'topUpAmount', notes),
      total: amountOf(pricing.totalPrice, currency, AT, 'totalPrice', notes),
    }),
  };
}

function toTaxes(pricing: Pricing, amount: number | undefined, notes: Notes): Order['taxes'] {
  const rate = decimalOf(pricing.taxPercentage, AT, 'taxPercentage', notes);
  const tax = present({
    amount,
    appliesToShipping: given(pricing.applyTaxToShipping),
    rate,
    rateUnit: rate === undefined ? undefined : ('percent' as const),
  });
  return tax && [tax];
}
