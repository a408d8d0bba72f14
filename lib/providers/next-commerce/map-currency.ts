import type { Currency } from '../../currency';
import { amountOf, decimalOf } from '../../mapping/amounts';
import type { Maybe } from '../../mapping/maybe';
import { partCurrency } from '../../mapping/words';
import type { Report } from '../../reading/report';
import type { Context } from './map-context';

/** The currency of a part of the order, with a notice where it is not the order's. `within`: of what holds the part. */
export function currencyAt(
  code: Maybe<string>,
  within: Currency,
  at: string,
  { currency: order, report }: Context,
): Currency {
  const currency = partCurrency(code, within, at, 'currency', report);
  if (code && code !== order.code)
    report.notice('CURRENCY_DIFFERS', `${at}/currency`, "is not the order's currency");
  return currency;
}

/** The currency as the part itself states it: left out where it goes without saying. */
export const statedCurrency = (currency: Currency, within: Currency, { currency: order }: Context) =>
  currency === order && within === order ? undefined : currency;

/** The currency of `report_values`, into which the store converts; `undefined` where they state none. */
export const reportingCurrency = (
  values: { readonly currency?: Maybe<string> },
  at: string,
  { currency, report }: Context,
): Currency | undefined =>
  values.currency ? partCurrency(values.currency, currency, at, 'currency', report) : undefined;

/** An amount of `report_values`: without their currency its minor unit is unknown. */
export const reportedOf = (
  value: Maybe<string>,
  currency: Currency | undefined,
  at: string,
  key: string,
  report: Report,
): number | string | undefined =>
  currency ? amountOf(value, currency, at, key, report) : decimalOf(value, at, key, report);
