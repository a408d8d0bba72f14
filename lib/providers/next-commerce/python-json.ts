/**
 * JSON as Python's `json.dumps` writes it: `, ` and `: ` between the parts, anything but printable ASCII escaped.
 * It works on the text, in one pass: the order of keys and the digits of numbers stay as they are.
 * `undefined` where the text is broken in a way that the new form would mend.
 */
export function toPythonJson(json: string): string | undefined {
  const written: string[] = [];
  let from = 0;
  for (;;) {
    const quote = json.indexOf('"', from);
    const between = quote < 0 ? json.slice(from) : json.slice(from, quote);
    if (SPLIT_TOKEN.test(between)) return undefined;
    written.push(between.replace(SPACES, '').replace(SEPARATORS, '$& '));
    if (quote < 0) return written.join('');

    const end = endOfString(json, quote);
    if (end < 0) return undefined;
    const content = writeContent(json.slice(quote + 1, end));
    if (content === undefined) return undefined;
    written.push('"', content, '"');
    from = end + 1;
  }
}

/** `1 2` and `tru e` are not JSON, and must not become it. */
const SPLIT_TOKEN = /[^\t\n\r ,:[\]{}][\t\n\r ]+[^\t\n\r ,:[\]{}]/;
const SPACES = /[\t\n\r ]+/g;
const SEPARATORS = /[,:]/g;

/** Where the string that begins at `quote` ends: at the first quote after an even number of backslashes. */
function endOfString(json: string, quote: number): number {
  let end = json.indexOf('"', quote + 1);
  while (end >= 0 && backslashesBefore(json, end) % 2 === 1) end = json.indexOf('"', end + 1);
  return end;
}

function backslashesBefore(json: string, end: number): number {
  let start = end;
  while (json[start - 1] === '\\') start--;
  return end - start;
}

/** What stands in a string; `undefined` where a control character or an escape is none of JSON's. */
function writeContent(content: string): string | undefined {
  let broken = false;
  const written = content.replace(UNLIKE_PYTHON, (found) => {
    const character = writeCharacter(found);
    broken ||= character === undefined;
    return character ?? '';
  });
  return broken ? undefined : written;
}

const UNLIKE_PYTHON = /\\u[0-9a-fA-F]{4}|\\.|[^ -~]/g;

function writeCharacter(found: string): string | undefined {
  if (found.length === 6) return writeUnit(Number.parseInt(found.slice(2), 16));
  if (found.length === 1) return found < ' ' ? undefined : writeUnit(found.charCodeAt(0));
  if (found === '\\/') return '/';
  return ESCAPES.has(found) ? found : undefined;
}

function writeUnit(unit: number): string {
  const short = SHORT_ESCAPES[unit];
  if (short) return short;
  if (unit >= 0x20 && unit <= 0x7e) return String.fromCharCode(unit);
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

const SHORT_ESCAPES: Readonly<Record<number, string>> = {
  8: '\\b',
  9: '\\t',
  10: '\\n',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};
const ESCAPES: ReadonlySet<string> = new Set(Object.values(SHORT_ESCAPES));
