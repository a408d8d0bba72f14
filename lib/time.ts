/**
 * Exact time. Texts in ISO 8601 become UTC in RFC 3339 with the precision that they state;
 * `Date` holds whole milliseconds only, so that fractions are carried as text.
 */

/** A point in time that was read from a text. */
export interface Instant {
  /** For example `2024-12-09T07:00:20.931086Z`. */
  readonly utc: string;
  /** The text had no offset: the zone was taken from the endpoint, or UTC. */
  readonly zoneAssumed: boolean;
  /** The text had no offset and the zone's clocks showed this time twice, or never. */
  readonly unclear: boolean;
}

/** Shaped like a date but not in the calendar, or with an impossible hour, offset or zone. */
export const IMPOSSIBLE = 'impossible';

/**
 * Reads a date-time: `2024-12-09T02:00:20.931086-05:00`, `2025-06-15T10:30` (no seconds, no offset), `2025-07-15`.
 * `zone` is an IANA name for texts without an offset. Of a time that happens twice the earlier is taken; one that
 * clocks skip is moved on by the skipped hour (as RFC 5545 and `Temporal` do).
 */
export function readInstant(text: string, zone = 'UTC'): Instant | typeof IMPOSSIBLE | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date = '', hour = '00', minute = '00', second = '00', fraction = '', offset] = match;
  // UTC as computers keep it has no leap seconds: the one before stands for it.
  const leap = second === '60';
  const local = toEpoch(`${date}T${hour}:${minute}:${leap ? '59' : second}`);
  if (local === undefined) return IMPOSSIBLE;
  if (offset !== undefined) {
    const shift = offsetMilliseconds(offset);
    return shift === undefined ? IMPOSSIBLE : instant(local - shift, fraction, false, false);
  }
  const { epoch, unclear } = fromLocal(local, zone);
  return instant(epoch, fraction, true, unclear);
}

/** Reads a calendar date, also out of a date-time: `2025-07-15`, `2025-07-15T00:00:00` → `2025-07-15`. */
export function readDate(text: string): string | undefined {
  if (DATE.test(text)) return toEpoch(`${text}T00:00:00`) === undefined ? undefined : text;
  const instant = readInstant(text);
  return instant === undefined || instant === IMPOSSIBLE ? undefined : text.slice(0, 10);
}

/**
 * Microseconds since 1970 as 16 digits, so that texts compare as the times do. A time before 1970 is all zeros; one
 * after the sixteenth digit, in 2286, all nines.
 */
export function toSequence(utc: string): string {
  const milliseconds = Date.parse(`${utc.slice(0, 19)}Z`);
  if (milliseconds < 0) return '0'.repeat(16);
  if (milliseconds >= 1e13) return '9'.repeat(16);
  const fraction = utc.slice(20, -1).slice(0, 6).padEnd(6, '0');
  return `${milliseconds / 1000}${fraction}`.padStart(16, '0');
}

/** Whether this machine knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    return zoneFormat(zone) !== undefined;
  } catch {
    return false;
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;
const MINUTE = 60_000;
const DAY = 86_400_000;
const YEAR_0 = Date.parse('0000-01-01T00:00:00Z');
const YEAR_10000 = Date.parse('9999-12-31T23:59:59Z') + 1000;

function instant(
  epoch: number,
  fraction: string,
  zoneAssumed: boolean,
  unclear: boolean,
): Instant | typeof IMPOSSIBLE {
  // An offset can push a time out of the four digits that RFC 3339 has for the year.
  if (epoch < YEAR_0 || epoch >= YEAR_10000) return IMPOSSIBLE;
  const seconds = new Date(epoch).toISOString().slice(0, -5);
  return { utc: `${seconds}${fraction && `.${fraction}`}Z`, zoneAssumed, unclear };
}

/** Milliseconds of a date-time read as UTC; `undefined` where the calendar or the clock does not have it. */
function toEpoch(text: string): number | undefined {
  const epoch = Date.parse(`${text}Z`);
  // A day that the month does not have, like the hour 24, has become another day.
  return new Date(epoch).getUTCDate() === Number(text.slice(8, 10)) ? epoch : undefined;
}

function offsetMilliseconds(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE;
}

/** When the zone's clocks show `local`: the earlier of two times; after a gap, what would have come next. */
function fromLocal(local: number, zone: string): { epoch: number; unclear: boolean } {
  const day = Math.floor(local / DAY);
  const before = local - offsetOn(day - 1, zone);
  const after = local - offsetOn(day + 2, zone);
  // No zone changes its clocks twice within three days.
  if (before === after) return { epoch: before, unclear: false };
  const possible = [before, after].filter((epoch) => localAt(epoch, zone) === local);
  return { epoch: possible[0] ?? before, unclear: possible.length !== 1 };
}

const offsets = new Map<string, number>();
const OFFSETS_KEPT = 10_000;

/** How far the zone's clocks are ahead of UTC as that day begins in UTC. Asking a formatter costs 10 µs. */
function offsetOn(day: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const key = `${day} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size === OFFSETS_KEPT) offsets.clear();
    const epoch = Math.min(Math.max(day, FIRST_DAY), LAST_DAY) * DAY;
    offset = localAt(epoch, zone) - epoch;
    offsets.set(key, offset);
  }
  return offset;
}

/** Beyond these a clock shows years that have no four digits. */
const FIRST_DAY = Date.parse('0001-01-02T00:00:00Z') / DAY;
const LAST_DAY = Date.parse('9999-12-31T00:00:00Z') / DAY;

/** What a clock in the zone shows at `epoch`, as if it were UTC, to the second. */
function localAt(epoch: number, zone: string): number {
  const part: Record<string, string> = {};
  for (const { type, value } of zoneFormat(zone).formatToParts(epoch)) part[type] = value;
  const { year = '', month, day, hour, minute, second } = part;
  return Date.parse(`${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`) + (epoch % 1000);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a thousand times more than using it. */
function zoneFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}
