import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { partCurrency } from '../../mapping/words';
import type { Notes } from '../../notes';
import type { Context } from './map-context';

/** The currency of a part of the order, with a notice where it is not the order's. `within`: of what holds the part. */
export function currencyAt(
  code: Maybe<string>,
  within: Currency,
  at: string,
  { currency: order, notes }: Context,
): Currency {
  const currency = partCurrency(code, within, at, 'currency', notes);
  if (code && code !== order.code)
    notes.notice('CURRENCY_DIFFERS', `${at}/currency`, "is not the order's currency");
  return currency;
}

/** The currency as the part itself states it: left out where it goes without saying. */
export const statedCurrency = (currency: Currency, within: Currency, { currency: order }: Context) =>
  currency === order && within === order ? undefined : currency;

/** The currency of `report_values`, into which the store converts; `undefined` where they state none. */
export const reportingCurrency = (
  values: { readonly currency?: Maybe<string> },
  at: string,
  { currency, notes }: Context,
): Currency | undefined =>
  values.currency ? partCurrency(values.currency, currency, at, 'currency', notes) : undefined;

/** An amount of `report_values`: without their currency its minor unit is unknown. */
export const reportedOf = (
  value: Maybe<string>,
  currency: Currency | undefined,
  at: string,
  key: string,
  notes: Notes,
): number | string | undefined =>
  currency ? amountOf(value, currency, at, key, notes) : decimalOf(value, at, key, notes);
