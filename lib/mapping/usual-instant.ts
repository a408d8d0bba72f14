/**
 * The UTC of a time as nearly all are written, `2026-03-02T09:15:04.218905+01:00`, where it is the same day in UTC.
 * It says what `readInstant` says, at a fraction of its price; `undefined` for any other text.
 */
export function usualInstant(text: string): string | undefined {
  if (text.length < SHORTEST || !USUAL.test(text)) return undefined;
  const end = text.length - OFFSET_LENGTH;
  const offset = minutesAt(text, end + 1);
  const minutes = minutesAt(text, 11) + (text[end] === '+' ? -offset : offset);
  if (minutes < 0 || minutes >= MINUTES_OF_A_DAY) return undefined;
  const clock = `${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}`;
  return `${text.slice(0, 11)}${clock}${`${text.slice(16, end)}Z`}`;
}

/** Every month has 28 days: what comes after them is left to the calendar. */
const USUAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?[+-](?:[01]\d|2[0-3]):[0-5]\d$/;
const SHORTEST = '2026-03-02T09:15:04+01:00'.length;
const OFFSET_LENGTH = 6;

/** `09:15` as minutes. */
const minutesAt = (text: string, at: number): number => digitsAt(text, at) * 60 + digitsAt(text, at + 3);
const digitsAt = (text: string, at: number): number =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - '0'.charCodeAt(0) * 11;

const MINUTES_OF_A_DAY = 1_440;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
