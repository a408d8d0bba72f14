import { type Currency, currencyOf } from '../currency';
import { Failure } from '../failure';
import type { Report } from '../reading/report';
import type { Maybe } from './maybe';

/** The order's currency. @throws Failure `UNKNOWN_CURRENCY` */
export function orderCurrency(code: Maybe<string>, at: string, key: string, report: Report): Currency {
  const path = `${at}/${key}`;
  const currency = currencyOf(code ?? '');
  if (!currency)
    throw new Failure('UNKNOWN_CURRENCY', [{ path, message: 'expected an ISO 4217 code with a minor unit' }]);
  noticeWithdrawn(currency, path, report);
  return currency;
}

/**
 * The currency of a part of the order: that of what holds the part, where the part states none. An unknown code is
 * kept, with the minor unit of what holds the part, which then stands beside the amounts.
 */
export function partCurrency(
  code: Maybe<string>,
  within: Currency,
  at: string,
  key: string,
  report: Report,
): Currency {
  if (!code || code === within.code) return within;
  const path = `${at}/${key}`;
  const currency = currencyOf(code);
  if (currency) {
    noticeWithdrawn(currency, path, report);
    return currency;
  }
  report.notice('UNKNOWN_VALUE', path, "is not in ISO 4217; amounts have the order's minor unit");
  return { code, minorUnit: within.minorUnit };
}

function noticeWithdrawn({ code, minorUnit, withdrawn }: Currency, path: string, report: Report): void {
  if (withdrawn)
    report.notice(
      'CURRENCY_WITHDRAWN',
      path,
      `is withdrawn from ISO 4217; ${code} had ${minorUnit} decimals`,
    );
}
