import { printable } from './printable';
import type { Style, Tone } from './style';

/** Lines for a terminal of 80 columns. Whatever somebody else wrote in them is made printable. */
export interface Rows {
  /** What became of a delivery. */
  delivery(cells: DeliveryCells): void;
  /** Words and values, as many as there is room for, and the rest below. */
  words(time: string, tone: Tone, message: string, values: readonly string[]): void;
  /** Something about the line above. */
  detail(text: string): void;
  /** A line of ours. */
  note(text: string): void;
  /** A line of somebody else, as long as it is. */
  plain(text: string): void;
}

export interface DeliveryCells {
  /** `hh:mm:ss` */
  readonly time: string;
  /** What is a warning or bad is marked also where there are no colours. */
  readonly tone: Tone;
  readonly outcome: string;
  readonly provider: unknown;
  readonly order: string | undefined;
  /** An event type, or the provider's own word. */
  readonly type: unknown;
  readonly id: unknown;
}

export interface RowsOptions {
  readonly write: (line: string) => void;
  readonly style: Style;
  /** The names of the providers: their column is as wide as the longest. */
  readonly providers: readonly string[];
}

const COLUMNS = 80;
/** Behind the time and the mark. */
const INDENT = 11;
const ORDER_WIDTH = 15;
const TYPE_WIDTH = 9;
const OUTCOME_WIDTH = 13;

export function createRows({ write, style, providers }: RowsOptions): Rows {
  const providerWidth = Math.max(...providers.map((name) => name.length));

  function wrapped(start: string, words: readonly string[], shown = start): void {
    let line = shown;
    let length = start.length;
    for (const word of words.map(printable)) {
      if (length + 1 + word.length > COLUMNS && length >= INDENT) {
        write(line);
        line = ' '.repeat(INDENT - 1);
        length = line.length;
      }
      const space = length === 0 ? '' : ' ';
      line += space + word;
      length += space.length + word.length;
    }
    write(line);
  }

  return {
    delivery({ time, tone, outcome, provider, order, type, id }) {
      const cells = [
        cell(provider, providerWidth),
        cell(order, ORDER_WIDTH),
        cell(type === undefined ? undefined : shortType(String(type)), TYPE_WIDTH),
        style[tone](outcome.padEnd(OUTCOME_WIDTH)),
        id === undefined ? '' : printable(shortId(id)),
      ];
      write(`${head(time, tone)} ${cells.join(' ')}`.trimEnd());
    },
    words(time, tone, message, values) {
      const text = printable(message);
      wrapped(`${head(time, tone)} ${text}`, values, `${head(time, tone)} ${style[tone](text)}`);
    },
    detail: (text) => wrapped(' '.repeat(INDENT - 1), text.split(' ')),
    note: (text) => wrapped('', text.split(' ')),
    plain: (text) => write(printable(text)),
  };
}

/** Enough of an id to name it. */
export const shortId = (id: unknown): string => String(id).slice(0, 12);

/** `order.created.v1` and a provider's own word, in as few letters as tell it. */
const shortType = (type: string): string => type.replace(/^(?:order|customer)\./, '').replace(/\.v\d+$/, '');

const head = (time: string, tone: Tone): string =>
  `${time.padEnd(8)} ${tone === 'warn' || tone === 'bad' ? '!' : ' '}`;

function cell(value: unknown, width: number): string {
  const text = printable(value === undefined ? '' : String(value).slice(0, width + 1));
  return (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
}
