/**
 * JSON as RFC 8785 writes it: no spaces, keys sorted by their UTF-16 code units, numbers and texts as `JSON.stringify`
 * writes them. What is `undefined` is left out, as there.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const fields = Object.entries(value).filter(([, child]) => child !== undefined);
  return `{${sortByKey(fields).map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`)}}`;
}

/** Sorts as RFC 8785 does: by UTF-16 code units, whatever the language of the keys. */
export const sortByKey = <T>(fields: [string, T][]): [string, T][] =>
  fields.sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * Whether all objects in a value have their keys sorted, so that `JSON.stringify` writes RFC 8785. JavaScript itself
 * puts keys like `10` first, in the sequence of their numbers.
 */
export function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const [key, child] of Object.entries(value)) {
    if (key < last || !isSorted(child)) return false;
    last = key;
  }
  return true;
}
