import { UsageError } from '../exit';
import { plural, printClock, printNone, printTable, printValue, shortId } from '../print';
import { type Line, printLines } from '../terminal';
import type { Summary } from './dead-letter';
import type { Filter } from './filter';
import { placeOf, reasonOf } from './reason';
import type { Session } from './session';

export const LS_OPTIONS = {
  by: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export interface LsOptions {
  readonly by: 'reason' | 'order';
  /** Groups for people, dead letters for programs. */
  readonly limit: number;
  readonly json: boolean;
}

/** @throws UsageError for a word that is none of those expected */
export function readLsOptions(values: {
  readonly by?: string | undefined;
  readonly limit?: string | undefined;
  readonly json?: boolean | undefined;
}): LsOptions {
  const { by = 'reason', limit, json = false } = values;
  if (by !== 'reason' && by !== 'order') throw new UsageError(`--by ${by}: expected reason or order`);
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError(`--limit ${limit}: expected a whole number from 1`);
  const most = json ? Number.POSITIVE_INFINITY : MOST_GROUPS;
  return { by, json, limit: limit === undefined ? most : Number(limit) };
}

const MOST_GROUPS = 40;

/** Lists dead letters: for people in groups, for programs one by one. */
export async function ls(session: Session, filter: Filter, { by, limit, json }: LsOptions): Promise<number> {
  const listed: Listed[] = [];
  await session.survey(filter, (deadLetter) => {
    listed.push({ summary: deadLetter.summary, place: placeOf(deadLetter) });
  });
  // Whoever reads the list may act on it: the dead letters are visible before it is.
  await session.close();
  if (session.signal.aborted) return 0;
  const { terminal } = session;
  if (json) terminal.json(listed.slice(0, limit).map(({ summary }) => summary));
  else if (listed.length === 0) terminal.out(printNone(session.seen(), session.queues));
  else {
    const print = by === 'reason' ? printByReason : printByOrder;
    printLines(terminal, print(listed, limit, session.now()));
  }
  return 0;
}

interface Listed {
  readonly summary: Summary;
  /** Where it failed first. */
  readonly place: string;
}

/** `25 × SCHEMA_MISMATCH /pricing/currency is missing · some-shop · since 02:14 UTC · 5d41402abc4b` */
function printByReason(listed: readonly Listed[], limit: number, now: number): Line[] {
  const groups = group(listed, ({ summary: { code, provider }, place }) => [code, place, provider]);
  const width = String(groups[0]?.count).length;
  const lines = groups.slice(0, limit).map(({ first: { summary, place }, count, oldest }) => {
    const reason = [summary.code ?? 'no reason recorded', place].filter(Boolean).join(' ');
    const since = `since ${printClock(oldest, now)} UTC`;
    const parts = [printValue(reason), printValue(summary.provider ?? '?'), since, shortId(summary.id)];
    return [`${String(count).padStart(width)} × ${parts.join(' · ')}`, 'bad'] as const;
  });
  return [
    ...lines,
    ...printMore(groups.length - lines.length),
    '',
    `${plural(listed.length, 'dead letter')}.`,
  ];
}

const HEAD = ['REASON', 'PROVIDER', 'ACCOUNT', 'ORDER', 'COUNT', 'OLDEST UTC', 'NEWEST UTC', 'FIRST ID'];

function printByOrder(listed: readonly Listed[], limit: number, now: number): Line[] {
  const groups = group(listed, ({ summary }) => [
    reasonOf(summary),
    summary.provider,
    summary.account,
    summary.orderKey,
  ]);
  const rows = groups
    .slice(0, limit)
    .map(({ first: { summary }, count, oldest, newest }) => [
      reasonOf(summary),
      summary.provider ?? '?',
      summary.account ?? '?',
      summary.orderKey ?? '?',
      count,
      printClock(oldest, now),
      printClock(newest, now),
      shortId(summary.id),
    ]);
  const reasons = group(listed, ({ summary }) => [reasonOf(summary)]);
  const totals = reasons.map(({ first, count }) => [count, reasonOf(first.summary)]);
  const [head = '', ...lines] = printTable(HEAD, rows);
  return [
    [head, 'dim'],
    ...lines,
    ...printMore(groups.length - rows.length),
    '',
    `${plural(listed.length, 'dead letter')}:`,
    ...printTable(['', ''], totals).slice(1),
  ];
}

const printMore = (more: number): string[] =>
  more > 0 ? [`… and ${plural(more, 'group')} more: use a filter, or a larger --limit`] : [];

interface Group {
  /** The oldest dead letter. */
  first: Listed;
  count: number;
  oldest: number;
  newest: number;
}

/** The largest groups first, then the oldest. */
function group(listed: readonly Listed[], nameOf: (one: Listed) => readonly unknown[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of listed) {
    const name = JSON.stringify(nameOf(one));
    const at = Date.parse(one.summary.deadAt ?? '') || 0;
    const known = groups.get(name);
    if (!known) {
      groups.set(name, { first: one, count: 1, oldest: at, newest: at });
      continue;
    }
    known.count += 1;
    if (at < known.oldest) [known.first, known.oldest] = [one, at];
    known.newest = Math.max(known.newest, at);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.oldest - b.oldest);
}
