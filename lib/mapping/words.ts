import { countryCodeOf } from '../country';
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

/** A country by its code of two letters, or the text as it stands where ISO 3166-1 assigns no such code. */
export function countryOf(value: Maybe<string>, at: string, key: string, report: Report): Country {
  if (!value) return {};
  const countryCode = countryCodeOf(value);
  if (countryCode !== undefined) return { countryCode };
  report.notice('UNKNOWN_VALUE', `${at}/${key}`, 'is not a country code that ISO 3166-1 assigns');
  return { country: value };
}
