import { printable } from './printable';

/** A cell; numbers stand at the right. */
export type Cell = string | number;

/** Characters of a cell: enough for every name that we choose, and for an order's usual number. */
const CELL_LIMIT = 64;
/** Characters of a value that stands alone in its line. */
const VALUE_LIMIT = 1_000;

/** Rows in columns as wide as their widest cell. What others wrote is made printable first, and cut. */
export function printTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const table = [head, ...rows].map((row) => head.map((_, column) => printCell(row[column] ?? '')));
  const right = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const width = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((text, column) =>
        right[column] ? text.padStart(width[column] ?? 0) : text.padEnd(width[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** A value that others wrote, for a line of its own: printable, and cut where it is too long to read. */
export const printValue = (value: unknown): string => cut(String(value), VALUE_LIMIT);

const printCell = (cell: Cell): string => cut(String(cell), CELL_LIMIT);

function cut(text: string, limit: number): string {
  // Escaping only lengthens a text, so what is left out here would be cut below.
  const shown = printable(text.slice(0, limit + 1));
  if (shown.length <= limit) return shown;
  return `${shown.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Where nothing is to be shown: whether nothing is there, or the filters leave nothing. */
export const printNone = (seen: number, queues: number): string =>
  seen === 0
    ? `No dead letters in ${plural(queues, 'queue')}.`
    : `None of ${plural(seen, 'dead letter')} matches.`;

/** Enough of an id to name it, as `show` takes it. */
export const shortId = (id: string): string => printable(id.slice(0, 12));

/** Milliseconds. */
export const AGE_UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** The age in its largest whole unit: `47s`, `12m`, `3h`, `9d`. */
export function printAge(milliseconds: number): string {
  const units = ['d', 'h', 'm'] as const;
  const unit = units.find((one) => milliseconds >= AGE_UNITS[one]) ?? 's';
  return `${Math.max(0, Math.floor(milliseconds / AGE_UNITS[unit]))}${unit}`;
}

/** When something happened: the time of day in UTC, with its date where that is not today's. */
export function printClock(milliseconds: number, now: number): string {
  const [began, today] = [new Date(milliseconds).toISOString(), new Date(now).toISOString()];
  const date = began.slice(0, 10) === today.slice(0, 10) ? '' : `${began.slice(0, 10)} `;
  return `${date}${began.slice(11, 16)}`;
}

/** An AWS error by name and message, in one line: they speak of queues and rights, not of payloads. */
export function printError(error: unknown): string {
  if (error instanceof AggregateError) return printError(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const [message = ''] = error.message.split('\n');
  return error.name === 'Error' ? message : `${error.name}: ${message}`;
}

/** What a file system calls it: `ENOSPC`. */
export const printFileError = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : printError(error);
