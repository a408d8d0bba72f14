/**
 * JSON as RFC 8785 writes it, in UTF-8: no spaces, keys sorted by their UTF-16 code units, numbers and texts as
 * `JSON.stringify` writes them. What is `undefined` is left out, as there.
 *
 * The bytes are good until the next call: they are hashed, not kept.
 */
export function canonicalJson(value: unknown): Uint8Array {
  end = 0;
  put(value);
  return bytes.subarray(0, end);
}

/** Written byte by byte: a text would have to be put together first, and then encoded again to be hashed. */
let bytes = Buffer.allocUnsafe(65_536);
let end = 0;

type Fields = Readonly<Record<string, unknown>>;

function put(value: unknown): void {
  if (typeof value === 'string') putText(value);
  else if (Array.isArray(value)) putList(value);
  else if (typeof value === 'object' && value !== null) putFields(value as Fields);
  else if (Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 31)
    putWhole(value as number);
  else putAscii(Number.isFinite(value) || typeof value === 'boolean' ? `${value}` : 'null');
}

function putList(items: readonly unknown[]): void {
  const opening = end;
  for (let i = 0; i < items.length; i++) {
    putByte(COMMA);
    put(items[i]);
  }
  close(opening, OPENING_BRACKET, CLOSING_BRACKET);
}

function putFields(fields: Fields): void {
  const opening = end;
  const values = Object.values(fields);
  for (const { position, label } of sortedKeys(fields)) {
    const value = values[position];
    if (value === undefined) continue;
    putBytes(label);
    put(value);
  }
  close(opening, OPENING_BRACE, CLOSING_BRACE);
}

/** Every item has a comma before it: the first one's place is where the list or object opens. */
function close(opening: number, openingByte: number, closingByte: number): void {
  if (end === opening) putByte(openingByte);
  else bytes[opening] = openingByte;
  putByte(closingByte);
}

/** Anything but plain ASCII takes the slow way. */
function putText(text: string): void {
  makeRoom(text.length + 2);
  const [into, start] = [bytes, end];
  into[start] = QUOTE;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < FIRST_PLAIN || unit > LAST_PLAIN || unit === QUOTE || unit === BACKSLASH) {
      putEncoded(JSON.stringify(text));
      return;
    }
    into[start + 1 + i] = unit;
  }
  into[start + 1 + text.length] = QUOTE;
  end = start + text.length + 2;
}

function putEncoded(json: string): void {
  makeRoom(json.length * LONGEST_UNIT);
  end += bytes.write(json, end);
}

/** Amounts are most of an order's numbers: digit by digit, without a text in between. */
function putWhole(value: number): void {
  let digits = 1;
  for (let power = 10; power <= value; power *= 10) digits++;
  makeRoom(digits);
  for (let at = end + digits - 1, rest = value; at >= end; at--) {
    bytes[at] = ZERO + (rest % 10);
    rest = (rest / 10) | 0;
  }
  end += digits;
}

function putAscii(text: string): void {
  makeRoom(text.length);
  const [into, start] = [bytes, end];
  for (let i = 0; i < text.length; i++) into[start + i] = text.charCodeAt(i);
  end = start + text.length;
}

function putBytes(more: Uint8Array): void {
  makeRoom(more.length);
  const [into, start] = [bytes, end];
  for (let i = 0; i < more.length; i++) into[start + i] = more[i] as number;
  end = start + more.length;
}

function putByte(byte: number): void {
  makeRoom(1);
  bytes[end++] = byte;
}

function makeRoom(length: number): void {
  if (end + length <= bytes.length) return;
  const larger = Buffer.allocUnsafe((end + length) * 2);
  larger.set(bytes.subarray(0, end));
  bytes = larger;
}

/** A key of an object, in its sorted place. */
interface Key {
  /** Where the object itself has it. */
  readonly position: number;
  /** What is written before its value: a comma, the key and a colon. */
  readonly label: Uint8Array;
}

/** The keys of objects as they follow each other, with their sorted sequence where one has ended. */
interface Sequence {
  /** The key that came first after this one, and where it leads: nearly always the only one. */
  key: string | undefined;
  first: Sequence | undefined;
  others: Map<string, Sequence> | undefined;
  sorted: readonly Key[] | undefined;
}

/** Sorting is the dearest step, and objects of the same keys come again and again. */
function sortedKeys(fields: Fields): readonly Key[] {
  let sequence = start;
  for (const key in fields)
    sequence =
      key === sequence.key
        ? (sequence.first as Sequence)
        : (sequence.others?.get(key) ?? remember(sequence, key));
  sequence.sorted ??= sortKeys(Object.keys(fields));
  return sequence.sorted;
}

const newSequence = (): Sequence => ({
  key: undefined,
  first: undefined,
  others: undefined,
  sorted: undefined,
});

let start = newSequence();
let remembered = 0;
/** Free fields and pointers can be any keys, of any length: after so many bytes, about, we begin anew. */
const MOST_REMEMBERED = 1_000_000;
/** What a key takes beside its text. */
const KEY_BYTES = 64;

function remember(sequence: Sequence, key: string): Sequence {
  remembered += KEY_BYTES + key.length;
  if (remembered > MOST_REMEMBERED) {
    start = newSequence();
    remembered = 0;
  }
  const next = newSequence();
  if (sequence.key === undefined) {
    sequence.key = key;
    sequence.first = next;
  } else {
    sequence.others ??= new Map();
    sequence.others.set(key, next);
  }
  return next;
}

const sortKeys = (keys: readonly string[]): readonly Key[] =>
  keys
    .map((key, position) => ({ key, position, label: Buffer.from(`,${JSON.stringify(key)}:`) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

const QUOTE = 0x22;
const COMMA = 0x2c;
const ZERO = 0x30;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;
/** In UTF-8 a code unit of a text takes at most three bytes. */
const LONGEST_UNIT = 3;
