import { EXACT_DIGITS, significantDigits, toDecimal } from '../money';
import { isCredential, LOOKS_LIKE_CREDENTIAL, WITHHELD } from '../reading/credentials';
import type { Report } from '../reading/report';
import type { Maybe } from './maybe';

/** A text; the empty one is absent. */
export const textOf = (value: Maybe<string>): string | undefined => (value ? value : undefined);

/** An id as a text, of a whole number or of its digits. */
export function idOf(
  value: Maybe<string | number>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (typeof value === 'number') return String(value);
  if (!value || DIGITS.test(value)) return textOf(value);
  report.unfit(`${at}/${key}`, value, 'expected a whole number');
  return undefined;
}

/** A measurement, of a number or of its digits. */
export function measureOf(
  value: Maybe<string | number>,
  at: string,
  key: string,
  report: Report,
): number | undefined {
  if (typeof value === 'number') return value;
  if (!value) return undefined;
  const decimal = value.length <= LONGEST_MEASURE ? toDecimal(value) : undefined;
  if (decimal && significantDigits(decimal) <= EXACT_DIGITS) return Number(value);
  report.unfit(`${at}/${key}`, value, 'expected a number');
  return undefined;
}

/**
 * The texts of what is one text or a list of them, without those that say nothing; nothing where another value is among
 * them. A whole number is the text of its digits.
 */
export function textsIn(value: string | number | readonly unknown[]): readonly string[] | undefined {
  const items = (typeof value === 'object' ? value : [value]).filter((item) => item !== null && item !== '');
  const texts = items.map((item) => (isWhole(item) ? String(item) : item));
  return texts.every((item) => typeof item === 'string') ? texts : undefined;
}

/** As `JSON.parse` has it, or with more digits than a number holds. */
const isWhole = (value: unknown): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);

/** The only text as it is, several as a list. */
export const oneOrAll = (texts: readonly string[]): string | string[] =>
  texts.length === 1 ? (texts[0] as string) : [...texts];

/** A whole number, or one that its provider writes as a text. One that JavaScript cannot hold is an issue. */
export function wholeOf(
  value: Maybe<string | number>,
  at: string,
  key: string,
  report: Report,
): number | undefined {
  if (typeof value === 'number') return value;
  if (!value) return undefined;
  const whole = WHOLE.test(value) ? Number(value) : undefined;
  if (whole === undefined) report.unfit(`${at}/${key}`, value, 'expected a whole number');
  else if (!Number.isSafeInteger(whole))
    report.missing(`${at}/${key}`, 'expected a whole number, found one beyond ±(2^53 − 1)');
  return whole;
}

/** First and last name as one, where there is any. */
export const nameOf = (first: Maybe<string>, last: Maybe<string>): string | undefined =>
  textOf([first, last].filter(Boolean).join(' '));

/** The object, or nothing where nothing in it is present but `constant`, which says nothing alone. */
export function present<T extends object>(value: T, constant?: keyof T): T | undefined {
  for (const key in value) if (value[key] !== undefined && key !== constant) return value;
  return undefined;
}

/** A provider's free JSON, without credentials; absent where it holds nothing. */
export function freeOf(value: unknown, at: string, key: string, report: Report): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'object' && Object.keys(value).length === 0) return undefined;
  return report.free(`${at}/${key}`, value);
}

/** A text that a shopper or a merchant wrote, unless it is a credential; the empty one is absent. */
export function writtenOf(
  value: Maybe<string>,
  at: string,
  key: string | number,
  report: Report,
): string | undefined {
  if (!value || !isCredential(value)) return textOf(value);
  report.notice('VALUE_WITHHELD', `${at}/${key}`, LOOKS_LIKE_CREDENTIAL);
  return WITHHELD;
}

const WHOLE = /^-?\d{1,64}$/;
/** As a number has them, so that the text is no other one. */
const DIGITS = /^(?:0|-?[1-9]\d{0,63})$/;
const LONGEST_MEASURE = 64;
