import { exactMinorUnits } from '../money';

/** What an amount is an amount of; an order and a payment's `amount` have both. */
export interface Currency {
  /** ISO 4217. */
  readonly currency: string;
  /** Decimals of the currency: 2 for EUR, 0 for JPY, 3 for KWD. */
  readonly minorUnit: number;
}

/**
 * Minor units as a decimal text with all the currency's decimals, for databases and other systems.
 * @example toDecimalText(137500, 2) // '1375.00'
 * @throws RangeError where the amount is no whole number of minor units
 */
export function toDecimalText(amount: number, minorUnit: number): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError('The amount is not a whole number of minor units.');
  const digits = String(Math.abs(amount)).padStart(minorUnit + 1, '0');
  const point = digits.length - minorUnit;
  const decimals = minorUnit > 0 ? `.${digits.slice(point)}` : '';
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${decimals}`;
}

/**
 * A decimal text as minor units, exactly.
 * @example toMinorUnits('1375', 2) // 137500
 * @throws RangeError where the text is no decimal, is finer than the minor unit or beyond what a number holds exactly
 */
export function toMinorUnits(text: string, minorUnit: number): number {
  const units = exactMinorUnits(text, minorUnit);
  if (Number.isNaN(units))
    throw new RangeError(`The text is not a decimal with at most ${minorUnit} decimals.`);
  return units;
}

/**
 * An amount as people read it.
 * @param currency the order, or whatever else states `currency` and `minorUnit`
 * @param locale a BCP 47 language tag
 * @example formatAmount(137500, order, 'de-DE') // '1.375,00 €'
 * @throws RangeError where the amount is no whole number of minor units
 */
export function formatAmount(
  amount: number,
  { currency, minorUnit }: Currency,
  locale: string | readonly string[] = 'en',
): string {
  const format = new Intl.NumberFormat([locale].flat(), {
    style: 'currency',
    currency,
    // Of some currencies Intl shows fewer decimals than ISO 4217 gives them.
    minimumFractionDigits: minorUnit,
    maximumFractionDigits: minorUnit,
  });
  // A text: as a number, large amounts would lose digits.
  return format.format(toDecimalText(amount, minorUnit) as Intl.StringNumericLiteral);
}
