import type { Report } from '../reading/report';
import { IMPOSSIBLE, type Instant, readDate, readInstant } from '../time';
import type { Maybe } from './maybe';
import { usualInstant } from './usual-instant';

/** A point in time. What is no date is set aside; so is an impossible one. */
export function timeOf(
  value: Maybe<string>,
  zone: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (!value) return undefined;
  return usualInstant(value) ?? utcOf(readInstant(value, zone ?? undefined), value, zone, at, key, report);
}

/** A point in the order's own life: an impossible one means that the order cannot be told. */
export function orderTimeOf(
  value: Maybe<string>,
  zone: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (!value) return undefined;
  const usual = usualInstant(value);
  if (usual !== undefined) return usual;
  const instant = readInstant(value, zone ?? undefined);
  if (instant !== IMPOSSIBLE) return utcOf(instant, value, zone, at, key, report);
  report.missing(`${at}/${key}`, 'expected a date-time that exists');
  return undefined;
}

/** Whether a time is later than clocks that are wrong, or a zone that was assumed, could make it. */
export const isFarAfter = (time: string, receivedAt: string): boolean =>
  Date.parse(time) - Date.parse(receivedAt) > FAR_AFTER_MILLISECONDS;

const FAR_AFTER_MILLISECONDS = 86_400_000;

/** A calendar date, `YYYY-MM-DD`. */
export function dateOf(value: Maybe<string>, at: string, key: string, report: Report): string | undefined {
  if (!value) return undefined;
  const date = readDate(value);
  if (date === undefined) report.unfit(`${at}/${key}`, value, 'expected a date in ISO 8601');
  return date;
}

function utcOf(
  instant: ReturnType<typeof readInstant>,
  value: string,
  zone: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): string | undefined {
  if (instant === undefined || instant === IMPOSSIBLE) {
    report.unfit(`${at}/${key}`, value, 'expected a date-time in ISO 8601');
    return undefined;
  }
  reportAssumptions(instant, zone, at, key, report);
  return instant.utc;
}

function reportAssumptions(
  { utc, zoneAssumed, unclear }: Instant,
  zone: Maybe<string>,
  at: string,
  key: string,
  report: Report,
): void {
  if (zoneAssumed && !zone) report.notice('TIME_ZONE_ASSUMED', `${at}/${key}`, 'has no offset; taken as UTC');
  if (unclear)
    report.notice('TIME_UNCLEAR', `${at}/${key}`, `was shown twice or never by the clocks; taken as ${utc}`);
}
