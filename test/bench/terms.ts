import { type Row, rowOf } from './row';

/** Dollars by what they are paid for. */
export type Terms = Readonly<Record<string, number>>;

/** What the terms come to. */
export const sumOf = (terms: Terms): number =>
  Object.values(terms).reduce((sum, dollars) => sum + dollars, 0);

/** A row of the sum, and one for each term. */
export const rowsOfTerms = (name: string, terms: Terms, limit: Row['gate'] = null): Row[] => [
  rowOf({ name, value: sumOf(terms), unit: '$', gate: limit, goal: limit }),
  ...Object.entries(terms).map(([term, value]) => rowOf({ name: `  ${term}`, value, unit: '$' })),
];
