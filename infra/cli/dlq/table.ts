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
export const noneOf = (seen: number): string =>
  seen === 0 ? 'No dead letters.' : `None of ${plural(seen, 'dead letter')} matches.`;

/** Enough of an id to name it, as `show` takes it. */
export const shortId = (id: string): string => id.slice(0, 12);
