import { randomUUID } from 'node:crypto';

/** A number that a double cannot hold: its digits, as they were written. */
export class ExactNumber {
  constructor(readonly text: string) {}

  toJSON(): string {
    return TAG + this.text;
  }
}

export type ExactScalar = null | boolean | number | string | ExactNumber;
export type ExactObject = { [key: string]: ExactJson };
export type ExactJson = ExactScalar | ExactJson[] | ExactObject;

/** No text that anybody sends holds this. */
const TAG = `\u0000${randomUUID()}:`;
const TAGGED = new RegExp(`"\\\\u0000${TAG.slice(1)}([^"]+)"`, 'g');

/** Only text like this can hold a number that a double cannot: one of 16 digits, or with an exponent of three. */
const SUSPECT = /(?:^|[:,[])\s*-?(?:\d[\d.]{15}|[\d.]+[eE][+-]?\d{3})/;
const STRING_OR_NUMBER = /"(?:[^"\\]+|\\.)*"|-?\d[\d.eE+-]*/g;

/** `JSON.parse` that loses no digit: a number that a double cannot hold becomes an `ExactNumber`. */
export function parseExactJson(text: string): ExactJson {
  const parsed = JSON.parse(text) as ExactJson;
  if (!SUSPECT.test(text)) return parsed;
  const tagged = text.replace(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isDouble(token) ? token : JSON.stringify(TAG + token),
  );
  return JSON.parse(tagged, (_, value: ExactJson) =>
    typeof value === 'string' && value.startsWith(TAG) ? new ExactNumber(value.slice(TAG.length)) : value,
  ) as ExactJson;
}

/** The text of a value of `parseExactJson`, with its numbers as they were written. */
export function exactJsonText(value: ExactJson): string {
  return JSON.stringify(value).replace(TAGGED, '$1');
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** Whether the decimal `text` is what its nearest double is written as. */
function isDouble(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && decimal(text) === decimal(String(value));
}

/** One spelling for each decimal: digits without zeros at either end, and a power of ten. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
