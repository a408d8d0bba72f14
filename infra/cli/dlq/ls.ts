import type { Summary } from './dead-letter';
import type { Filter } from './filter';
import { plural, printAge, printNone, printTable, shortId } from './print';
import { reasonOf } from './reason';
import type { Session } from './session';

/** For people; a program takes `--json`, where every dead letter is a row. */
const MOST_ROWS = 40;
const HEAD = ['REASON', 'PROVIDER', 'ACCOUNT', 'ORDER', 'COUNT', 'OLDEST', 'NEWEST', 'FIRST ID'];

/** Lists dead letters: for people grouped by reason, provider, account and order. */
export async function ls(session: Session, filter: Filter, json: boolean): Promise<number> {
  const summaries: Summary[] = [];
  await session.survey(filter, ({ summary }) => void summaries.push(summary));
  // Whoever reads the list may act on it: the dead letters are visible before it is.
  await session.close();
  if (session.signal.aborted) return 0;
  const { out } = session.terminal;
  if (json) session.terminal.json(summaries);
  else if (summaries.length === 0) out(printNone(session.seen()));
  else for (const line of printGroups(summaries, session.now())) out(line);
  return 0;
}

function printGroups(summaries: readonly Summary[], now: number): string[] {
  const groups = groupByOrder(summaries);
  const rows = groups
    .slice(0, MOST_ROWS)
    .map(({ first, count, oldest, newest }) => [
      reasonOf(first),
      first.provider ?? '?',
      first.account ?? '?',
      first.orderKey ?? '?',
      count,
      printAge(now - oldest),
      printAge(now - newest),
      shortId(first.id),
    ]);
  const more = groups.length - rows.length;
  return [
    ...printTable(HEAD, rows),
    ...(more > 0 ? [`… and ${plural(more, 'group')} more: use a filter, or --json`] : []),
    '',
    ...printTotals(summaries),
  ];
}

interface Group {
  /** The oldest dead letter. */
  first: Summary;
  count: number;
  oldest: number;
  newest: number;
}

/** The largest groups first, then the oldest. */
function groupByOrder(summaries: readonly Summary[]): Group[] {
  const groups = new Map<string, Group>();
  for (const summary of summaries) {
    const key = JSON.stringify([reasonOf(summary), summary.provider, summary.account, summary.orderKey]);
    const at = Date.parse(summary.deadAt ?? '') || 0;
    const known = groups.get(key);
    if (!known) {
      groups.set(key, { first: summary, count: 1, oldest: at, newest: at });
      continue;
    }
    known.count += 1;
    if (at < known.oldest) [known.first, known.oldest] = [summary, at];
    known.newest = Math.max(known.newest, at);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.oldest - b.oldest);
}

function printTotals(summaries: readonly Summary[]): string[] {
  const counts = new Map<string, number>();
  for (const summary of summaries) counts.set(reasonOf(summary), (counts.get(reasonOf(summary)) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => [count, reason]);
  return [`${plural(summaries.length, 'dead letter')}:`, ...printTable(['', ''], rows).slice(1)];
}
