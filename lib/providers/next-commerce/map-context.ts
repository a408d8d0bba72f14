import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import type { Maybe } from '../../mapping/maybe';

/** What the parts of an order need to know of the whole. */
export interface OrderContext {
  readonly number: string;
  readonly currency: Currency;
}

/** Parts repeat the order's number. It is left out where it is the same, and set aside where it is not. */
export function setAsideOtherNumber(
  part: Fields<{ readonly order_number?: Maybe<string> }>,
  { number }: OrderContext,
): void {
  const stated = part.text('order_number');
  if (stated !== undefined && stated !== number) part.setAside('order_number', "expected the order's number");
}
