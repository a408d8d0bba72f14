/** A cell; numbers stand at the right. */
export type Cell = string | number;

/** Rows in columns as wide as their widest cell. */
export function printTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const right = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const width = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  return [head, ...rows].map((row) =>
    head
      .map((_, column) => {
        const text = String(row[column] ?? '');
        return right[column] ? text.padStart(width[column] ?? 0) : text.padEnd(width[column] ?? 0);
      })
      .join('  ')
      .trimEnd(),
  );
}

export const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Where nothing is to be shown: whether nothing is there, or the filters leave nothing. */
export const printNone = (seen: number): string =>
  seen === 0 ? 'No dead letters.' : `None of ${plural(seen, 'dead letter')} matches.`;

/** Enough of an id to name it, as `show` takes it. */
export const shortId = (id: string): string => id.slice(0, 12);

/** Milliseconds. */
export const AGE_UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** The age in its largest whole unit: `47s`, `12m`, `3h`, `9d`. */
export function printAge(milliseconds: number): string {
  const units = ['d', 'h', 'm'] as const;
  const unit = units.find((one) => milliseconds >= AGE_UNITS[one]) ?? 's';
  return `${Math.max(0, Math.floor(milliseconds / AGE_UNITS[unit]))}${unit}`;
}

/** An AWS error by name and message: they speak of queues and rights, not of payloads. */
export const printError = (error: unknown): string =>
  error instanceof Error
    ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}`
    : String(error);
