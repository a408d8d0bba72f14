import type { JsonObject } from '../service';
import { invalid, optionalNumber, optionalText } from './input';

const MOST = 100;

/** The part of a list that `Limit` and `NextToken` ask for, and the token of the next part, if there is one. */
export function page<Item>(items: readonly Item[], input: JsonObject): { items: Item[]; next: JsonObject } {
  const limit = optionalNumber(input, 'Limit', 1, MOST) ?? MOST;
  const token = optionalText(input, 'NextToken', { max: 2048 });
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isSafeInteger(from) || from < 0) throw invalid('Invalid NextToken.');
  const to = from + limit;
  const next = to < items.length ? { NextToken: Buffer.from(String(to)).toString('base64url') } : {};
  return { items: items.slice(from, to), next };
}
