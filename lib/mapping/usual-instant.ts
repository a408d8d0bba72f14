/**
 * The UTC of a time as nearly all are written, `2026-03-02T09:15:04.218905+01:00`, where it is the same day in UTC.
 * It says what `readInstant` says, at a fraction of its price; `undefined` for any other text.
 */
export function usualInstant(text: string): string | undefined {
  if (!USUAL.test(text)) return undefined;
  const end = text.length - OFFSET_LENGTH;
  const offset = minutesAt(text, end + 1);
  const clock = CLOCK[minutesAt(text, 11) + (text[end] === '+' ? -offset : offset)];
  return clock && `${text.slice(0, 11)}${clock}${`${text.slice(16, end)}Z`}`;
}

/** Every month has 28 days: what comes after them is left to the calendar. */
const USUAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?[+-](?:[01]\d|2[0-3]):[0-5]\d$/;
const OFFSET_LENGTH = 6;

/** `09:15` as minutes. */
const minutesAt = (text: string, at: number): number => digitsAt(text, at) * 60 + digitsAt(text, at + 3);
const digitsAt = (text: string, at: number): number =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - '0'.charCodeAt(0) * 11;

const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
/** Every minute of a day. */
const CLOCK = Array.from({ length: 1_440 }, (_, i) => `${two(i / 60)}:${two(i % 60)}`);
