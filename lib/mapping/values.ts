import type { Report } from '../reading/report';
import type { Maybe } from './maybe';

/**
 * What mappings are written with. Each function takes a value that fits its schema, with the pointer of the object
 * that holds it and its key, which are only put together where there is something to say.
 */

/** A text; the empty one is absent. */
export const textOf = (value: Maybe<string>): string | undefined => (value ? value : undefined);

/** An id as a text: numbers become their digits. */
export const idOf = (value: Maybe<string | number>): string | undefined =>
  value === null || value === undefined || value === '' ? undefined : String(value);

/** A whole number that its provider writes as a text. One that JavaScript cannot hold means that no order is told. */
export function wholeOf(value: Maybe<string>, at: string, key: string, report: Report): number | undefined {
  if (!value) return undefined;
  const whole = WHOLE.test(value) ? Number(value) : undefined;
  if (whole === undefined) report.unfit(`${at}/${key}`, value, 'expected a whole number');
  else if (!Number.isSafeInteger(whole))
    report.missing(`${at}/${key}`, 'expected a whole number, found one beyond ±(2^53 − 1)');
  return whole;
}

/** `null` is absent. */
export const given = <T>(value: Maybe<T>): T | undefined => value ?? undefined;

/** First and last name as one, where there is any. */
export const nameOf = (first: Maybe<string>, last: Maybe<string>): string | undefined =>
  textOf([first, last].filter(Boolean).join(' '));

/** The object, or nothing where nothing in it is present but `constant`, which says nothing alone. */
export function present<T extends object>(value: T, constant?: keyof T): T | undefined {
  for (const key in value) if (value[key] !== undefined && key !== constant) return value;
  return undefined;
}

/** Each item of a list with its pointer; items that were set aside are left out, and an empty list is absent. */
export function listOf<T, R>(
  items: Maybe<readonly Maybe<T>[]>,
  pointer: string,
  map: (item: T, at: string) => R | undefined,
): R[] | undefined {
  if (!items) return undefined;
  const mapped: R[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const result = item === undefined || item === null ? undefined : map(item, `${pointer}/${i}`);
    if (result !== undefined) mapped.push(result);
  }
  return mapped.length > 0 ? mapped : undefined;
}

/** A provider's free JSON, without credentials; absent where it holds nothing. */
export function freeOf(value: unknown, at: string, key: string, report: Report): unknown {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'object' && Object.keys(value).length === 0) return undefined;
  return report.free(`${at}/${key}`, value);
}

const WHOLE = /^-?\d{1,64}$/;
