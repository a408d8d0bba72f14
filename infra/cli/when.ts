import { UsageError } from './exit';
import { AGE_UNITS } from './print';

/** What {@link readWhen} takes, for `--help`. */
export const WHEN = 'an age such as 2h, a time of day such as 02:14, or a time such as 2026-11-25T02:14; UTC';

/** Milliseconds of `90s`, `5m`, `2h`, `3d` or `1w`; undefined for anything else. */
export function parseAge(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * AGE_UNITS[unit as keyof typeof AGE_UNITS];
}

/**
 * The moment that somebody means: so long ago, the last time that clocks showed this in UTC, or a date and time in UTC.
 * @param name the option's, for the error
 * @param now milliseconds since 1970, as the result
 * @throws UsageError
 */
export function readWhen(name: string, text: string, now: number): number {
  const at = momentOf(text, now);
  if (at === undefined || Number.isNaN(at)) throw new UsageError(`--${name} ${text}: expected ${WHEN}`);
  return at;
}

function momentOf(text: string, now: number): number | undefined {
  const age = parseAge(text);
  if (age !== undefined) return now - age;
  if (/^\d\d:\d\d(?::\d\d)?$/.test(text)) {
    const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${text}Z`);
    return today > now ? today - AGE_UNITS.d : today;
  }
  const [, date, time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?$/.exec(text) ?? [];
  return date === undefined ? undefined : Date.parse(`${date}T${time}Z`);
}
