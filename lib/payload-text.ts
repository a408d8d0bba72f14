import { parseJson, pointerBelow } from './json';

/** What the JSON text of a payload says, beyond the value that `JSON.parse` makes of it. */
export interface Payload {
  /** Whole numbers beyond ±(2^53 − 1) are `bigint`: as a number, such an id would be another one. */
  readonly value: unknown;
  /**
   * JSON Pointers of keys that stand twice in one object, of the first hundred. `JSON.parse` keeps the last of their
   * values, and no word of the others.
   */
  duplicateKeys(): readonly string[];
}

/** Reads a payload's text; `undefined` where it is not JSON. */
export function parsePayload(text: string): Payload | undefined {
  const value = parseJson(text);
  if (value === undefined) return undefined;
  const { members, hasLongNumber } = scan(text);
  const integers = hasLongNumber ? unsafeIntegersIn(text) : [];
  return {
    value: integers.length > 0 ? parseWith(integers, text) : value,
    duplicateKeys: () => (members === membersOf(value) ? [] : findDuplicateKeys(text)),
  };
}

/** Numbers of fewer digits are safe. */
const LONG_DIGITS = 16;
/** Longer numbers are no id. */
const MOST_DIGITS = 100;
const MOST_DUPLICATES = 100;

/** How many members all objects of a JSON text have: one for each colon outside of strings. */
function scan(text: string): { readonly members: number; readonly hasLongNumber: boolean } {
  let members = 0;
  let digits = 0;
  let hasLongNumber = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isDigit(code)) {
      if (++digits === LONG_DIGITS) hasLongNumber = true;
      continue;
    }
    digits = 0;
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === COLON) members++;
  }
  return { members, hasLongNumber };
}

interface Token {
  readonly start: number;
  readonly end: number;
}

function unsafeIntegersIn(text: string): Token[] {
  const found: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, i);
      if (isUnsafeInteger(text.slice(i, Math.min(end, i + MOST_DIGITS + 1)))) found.push({ start: i, end });
      i = end - 1;
    }
  }
  return found;
}

const isUnsafeInteger = (token: string): boolean =>
  token.length <= MOST_DIGITS && /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));

/** Parses once more, with those numbers as texts of a mark that stands nowhere else, and makes numbers of them again. */
function parseWith(integers: readonly Token[], text: string): unknown {
  let mark = 'integer:';
  while (text.includes(mark)) mark += ':';
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of integers) {
    parts.push(text.slice(from, start), `"${mark}${text.slice(start, end)}"`);
    from = end;
  }
  parts.push(text.slice(from));
  const root = { value: parseJson(parts.join('')) };
  const holders: object[] = [root];
  for (let holder = holders.pop(); holder; holder = holders.pop())
    for (const [key, value] of Object.entries(holder))
      if (typeof value === 'object' && value !== null) holders.push(value);
      else if (typeof value === 'string' && value.startsWith(mark))
        // As JSON.parse sets it: `__proto__` is a key like any other.
        Object.defineProperty(holder, key, {
          value: BigInt(value.slice(mark.length)),
          configurable: true,
          enumerable: true,
          writable: true,
        });
  return root.value;
}

/** How many members the objects of a value have. */
function membersOf(value: unknown): number {
  let members = 0;
  const holders: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let holder = holders.pop(); holder; holder = holders.pop())
    if (Array.isArray(holder)) {
      for (const item of holder) if (typeof item === 'object' && item !== null) holders.push(item);
    } else
      for (const key in holder) {
        const child = holder[key as keyof typeof holder] as unknown;
        members++;
        if (typeof child === 'object' && child !== null) holders.push(child);
      }
  return members;
}

interface Frame {
  /** Of an object, the keys that it has so far. */
  readonly keys?: Set<string>;
  /** The key, or the position in a list, where the text is. */
  step: string | number;
}

function findDuplicateKeys(text: string): string[] {
  const found: string[] = [];
  const frames: Frame[] = [];
  for (let i = 0; i < text.length && found.length < MOST_DUPLICATES; i++) {
    const code = text.charCodeAt(i);
    const frame = frames.at(-1);
    if (code === OBJECT) frames.push({ keys: new Set(), step: '' });
    else if (code === LIST) frames.push({ step: 0 });
    else if (code === OBJECT_END || code === LIST_END) frames.pop();
    else if (code === COMMA && typeof frame?.step === 'number') frame.step++;
    else if (code === QUOTE) {
      const end = endOfString(text, i);
      if (frame?.keys && isKey(text, end + 1)) {
        const key = String(parseJson(text.slice(i, end + 1)));
        frame.step = key;
        if (frame.keys.has(key))
          found.push(
            pointerBelow(
              '',
              frames.map(({ step }) => step),
            ),
          );
        frame.keys.add(key);
      }
      i = end;
    }
  }
  return found;
}

/** Whether a colon comes next. */
function isKey(text: string, from: number): boolean {
  let i = from;
  while (text.charCodeAt(i) <= SPACE) i++;
  return text.charCodeAt(i) === COLON;
}

/** The position of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, position: number): boolean {
  let i = position - 1;
  while (text.charCodeAt(i) === BACKSLASH) i--;
  return (position - i) % 2 === 0;
}

function endOfNumber(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && NUMBER_CHARACTERS.has(text.charCodeAt(i))) i++;
  return i;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const NUMBER_CHARACTERS = new Set([...'0123456789.eE+-'].map((character) => character.charCodeAt(0)));
const [QUOTE, BACKSLASH, COLON, COMMA, MINUS, SPACE] = [0x22, 0x5c, 0x3a, 0x2c, 0x2d, 0x20];
const [OBJECT, OBJECT_END, LIST, LIST_END] = [0x7b, 0x7d, 0x5b, 0x5d];
