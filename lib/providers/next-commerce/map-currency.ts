import type { Currency } from '../../currency';
import type { Fields } from '../../mapping/fields';
import type { KeyOfKind } from '../../mapping/kinds';
import type { Maybe } from '../../mapping/maybe';
import type { OrderContext } from './map-context';

type WithCurrency = Fields<{ readonly currency?: Maybe<string> }>;

/** The currency of a part of the order, with a notice where it is not the order's. `within`: of what holds the part. */
export function currencyOfPart(
  part: WithCurrency,
  within: Currency,
  { currency: order }: OrderContext,
): Currency {
  const currency = part.currency('currency', within);
  const stated = part.text('currency');
  if (stated !== undefined && stated !== order.code)
    part.notice('CURRENCY_DIFFERS', 'currency', "is not the order's currency");
  return currency;
}

/** The currency as the part itself states it: left out where it goes without saying. */
export const statedCurrency = (
  currency: Currency,
  within: Currency,
  { currency: order }: OrderContext,
): Currency | undefined => (currency === order && within === order ? undefined : currency);

/** The currency of `report_values`, into which the store converts; `undefined` where they state none. */
export const reportingCurrency = (values: WithCurrency, { currency }: OrderContext): Currency | undefined =>
  values.text('currency') === undefined ? undefined : values.currency('currency', currency);

/** An amount of `report_values`: without their currency its minor unit is unknown, and it is a decimal. */
export const reportedAmount = <T extends object>(
  values: Fields<T>,
  key: KeyOfKind<T, 'amount'>,
  currency: Currency | undefined,
): number | string | undefined => (currency ? values.amount(key, currency) : values.decimal(key));
