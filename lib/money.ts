/**
 * Exact money. An amount is an integer in the currency's minor unit; a rate is a decimal string.
 * Nothing here calculates with binary fractions: texts go in, integers and texts come out.
 */

/** Digits beyond the fifteenth of a JSON number are artefacts: an IEEE 754 double guarantees no more. */
export const EXACT_DIGITS = 15;

/**
 * The amount `text` in minor units of a currency with `digits` decimals: `('12.5', 2)` → `1250`.
 * `NaN` where it is not exactly that: not a decimal, finer than the minor unit, beyond safe integers.
 */
export function exactMinorUnits(text: string, digits: number): number {
  const negative = text.charCodeAt(0) === MINUS;
  let units = 0;
  let seen = 0;
  let decimals = -1;
  for (let i = negative ? 1 : 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit >= 0 && digit <= 9) {
      seen++;
      if (decimals < digits) {
        units = units * 10 + digit;
        if (decimals >= 0) decimals++;
      } else if (digit !== 0) return Number.NaN;
    } else if (digit === POINT && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (seen === 0) return Number.NaN;
  for (let missing = digits - Math.max(decimals, 0); missing > 0; missing--) units *= 10;
  if (units > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return negative && units !== 0 ? -units : units;
}

/** A decimal number taken apart: `coefficient × 10^-scale`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

/** Reads `-12.50`, `.5`, `5.` and, from JSON numbers, `1e-7`. `undefined` where there is no digit or no decimal. */
export function toDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const scale = fraction.length - Number(exponent);
  const coefficient = BigInt(`${whole}${fraction}`) * (sign ? -1n : 1n);
  return scale < 0 ? { coefficient: coefficient * 10n ** BigInt(-scale), scale: 0 } : { coefficient, scale };
}

/** `decimal` rounded half to even to at most `scale` decimals; below zero, to tens, hundreds and so on. */
export function roundHalfEven(decimal: Decimal, scale: number): Decimal {
  if (decimal.scale <= scale) return decimal;
  const unit = 10n ** BigInt(decimal.scale - scale);
  const quotient = decimal.coefficient / unit;
  const rest = decimal.coefficient % unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > unit || (twice === unit && quotient % 2n !== 0n);
  const coefficient = up ? quotient + (decimal.coefficient < 0n ? -1n : 1n) : quotient;
  return scale < 0 ? { coefficient: coefficient * 10n ** BigInt(-scale), scale: 0 } : { coefficient, scale };
}

/** The decimal's minor units, rounded half to even; `undefined` beyond JavaScript's safe integers. */
export function toMinorUnits(decimal: Decimal, digits: number): number | undefined {
  const { coefficient, scale } = roundHalfEven(decimal, digits);
  const units = Number(coefficient * 10n ** BigInt(digits - scale));
  return Number.isSafeInteger(units) ? units : undefined;
}

/** As a text without exponent and trailing zeros: `12.50` → `12.5`, `-0` → `0`. */
export function toText({ coefficient, scale }: Decimal): string {
  const negative = coefficient < 0n;
  const padded = (negative ? -coefficient : coefficient).toString().padStart(scale + 1, '0');
  const point = padded.length - scale;
  const fraction = padded.slice(point).replace(/0+$/, '');
  return `${negative ? '-' : ''}${padded.slice(0, point)}${fraction ? `.${fraction}` : ''}`;
}

/** How many digits the decimal states, leading and trailing zeros left aside. */
export function significantDigits({ coefficient }: Decimal): number {
  return coefficient.toString().replace('-', '').replace(/0+$/, '').length;
}

/** Rounded half to even to the digits that a JSON number holds for certain. */
export function roundArtefacts(decimal: Decimal): Decimal {
  if (significantDigits(decimal) <= EXACT_DIGITS) return decimal;
  const { length } = decimal.coefficient.toString().replace('-', '');
  return roundHalfEven(decimal, decimal.scale - (length - EXACT_DIGITS));
}

const ZERO = 48;
const MINUS = 45;
/** The full stop, counted from the digit zero. */
const POINT = 46 - ZERO;
const DECIMAL = /^(-?)(\d*)\.?(\d*)(?:e([+-]\d{1,3}))?$/;
