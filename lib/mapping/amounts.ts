import type { Currency } from '../currency';
import {
  EXACT_DIGITS,
  exactMinorUnits,
  roundArtefacts,
  significantDigits,
  toDecimal,
  toMinorUnits,
  toText,
} from '../money';
import type { Report } from '../reading/report';
import type { Maybe } from './maybe';

/**
 * An amount in the currency's minor unit. Texts are exact; JSON numbers hold fifteen digits for certain. What is
 * finer than the minor unit is rounded half to even with a notice.
 */
export function amountOf(
  value: Maybe<string | number>,
  { minorUnit }: Pick<Currency, 'minorUnit'>,
  at: string,
  key: string,
  report: Report,
): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  const units = exactMinorUnits(text, minorUnit);
  if (!Number.isNaN(units) && (typeof value === 'string' || text.length <= EXACT_DIGITS)) return units;
  return unusualAmount(value, text, minorUnit, `${at}/${key}`, report);
}

/** A rate, as an exact decimal. None is negative: one that is, is set aside. */
export function rateOf(
  value: Maybe<string | number>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  const rate = decimalOf(value, at, key, report);
  if (!rate?.startsWith('-')) return rate;
  report.unfit(`${at}/${key}`, value, 'expected a rate that is not negative');
  return undefined;
}

/** An amount as an exact decimal: one that may be finer than the minor unit, or whose currency is not stated. */
export function decimalOf(
  value: Maybe<string | number>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value);
  if (AS_WE_WRITE_IT.test(text)) return text;
  const path = `${at}/${key}`;
  const decimal = readDecimal(value, text, path, report);
  if (!decimal) return undefined;
  const rounded = typeof value === 'number' ? roundArtefacts(decimal) : decimal;
  if (rounded !== decimal) reportRounded(report, path, toText(decimal), toText(rounded));
  return toText(rounded);
}

function unusualAmount(
  value: string | number,
  text: string,
  minorUnit: number,
  path: string,
  report: Report,
): number | undefined {
  const decimal = readDecimal(value, text, path, report);
  if (!decimal) return undefined;
  const units = toMinorUnits(decimal, minorUnit);
  if (units === undefined) {
    report.unfit(path, value, 'expected an amount within ±(2^53 − 1) minor units');
    return undefined;
  }
  const exact = toText(decimal);
  const taken = toText({ coefficient: BigInt(units), scale: minorUnit });
  if (taken !== exact) reportRounded(report, path, exact, taken);
  else if (
    typeof value === 'number' &&
    (significantDigits(decimal) > EXACT_DIGITS || Math.abs(units) > EXACT_UNITS)
  )
    report.notice(
      'AMOUNT_ROUNDED',
      path,
      `has more digits than a JSON number holds for certain; taken as ${taken}`,
    );
  return units;
}

/** The decimal in a text or JSON number; texts without a digit are absent, anything else is set aside. */
function readDecimal(value: string | number, text: string, path: string, report: Report) {
  if (NO_DIGIT.test(text)) {
    report.notice('AMOUNT_EMPTY', path, 'has no digit');
    return undefined;
  }
  // Only JSON numbers may have an exponent; nobody writes an amount of hundreds of digits.
  const plain = typeof value === 'number' || (text.length <= LONGEST_DECIMAL && !text.includes('e'));
  const decimal = plain ? toDecimal(text) : undefined;
  if (!decimal) report.unfit(path, value, 'expected a decimal');
  return decimal;
}

function reportRounded(report: Report, path: string, exact: string, taken: string): void {
  report.notice('AMOUNT_ROUNDED', path, `is exactly ${exact}; taken as ${taken}`);
}

/** Short enough for any JSON number, and without zeros that say nothing: most decimals are. */
const AS_WE_WRITE_IT = /^(?:0|[1-9]\d{0,6})(?:\.\d{0,6}[1-9])?$/;
/** With more minor units than that, even the last of them may have been lost when the number was read. */
const EXACT_UNITS = 10 ** EXACT_DIGITS - 1;
const NO_DIGIT = /^-?\.?$/;
const LONGEST_DECIMAL = 64;
