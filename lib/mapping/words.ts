import { type Currency, currencyOf } from '../currency';
import { Failure } from '../failure';
import type { Report } from '../reading/report';
import type { Maybe } from './maybe';

/** Our word for the provider's, which stands beside it. */
export interface StatusOf<W extends string> {
  readonly value: W | 'unknown';
  readonly native: string;
}

/** The known word for the provider's, which is kept beside it. */
export function statusOf<W extends string>(
  words: Readonly<Record<string, W>>,
  native: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): StatusOf<W> | undefined {
  if (!native) return undefined;
  const value = Object.hasOwn(words, native) ? words[native] : undefined;
  if (value !== undefined) return { native, value };
  report.notice('UNKNOWN_VALUE', `${at}/${key}`, 'is not a documented word');
  return { native, value: 'unknown' };
}

/** The provider's word as it stands, with a notice where its documentation does not have it. */
export function wordOf(
  words: ReadonlySet<string>,
  value: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (!value) return undefined;
  if (!words.has(value)) report.notice('UNKNOWN_VALUE', `${at}/${key}`, 'is not a documented word');
  return value;
}

/** A country by its code, or as the provider wrote it. */
export interface Country {
  readonly countryCode?: string;
  readonly country?: string;
}

/** ISO 3166-1 alpha-2, or the text as it stands where it is not two letters. */
export function countryOf(value: Maybe<string>, at: string, key: string, report: Report): Country {
  if (!value) return {};
  if (/^[A-Za-z]{2}$/.test(value)) return { countryCode: value.toUpperCase() };
  report.notice('UNKNOWN_VALUE', `${at}/${key}`, 'is not a country of two letters');
  return { country: value };
}

/** The order's currency. @throws Failure `UNKNOWN_CURRENCY` */
export function orderCurrency(code: string, path: string): Currency {
  const currency = currencyOf(code);
  if (currency) return currency;
  throw new Failure('UNKNOWN_CURRENCY', [{ path, message: 'expected an ISO 4217 code with a minor unit' }]);
}

/**
 * The currency of a part of the order: the order's where the part states none. An unknown code is kept, with the
 * order's minor unit, which then stands beside the amounts.
 */
export function partCurrency(
  code: Maybe<string>,
  order: Currency,
  at: string,
  key: string,
  report: Report,
): Currency {
  if (!code || code === order.code) return order;
  const currency = currencyOf(code);
  if (currency) return currency;
  report.notice('UNKNOWN_VALUE', `${at}/${key}`, "is not in ISO 4217; amounts have the order's minor unit");
  return { code, minorUnit: order.minorUnit };
}
