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
