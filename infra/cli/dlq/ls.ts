import { printAge } from './age';
import type { Filter } from './filter';
import { reasonOf } from './reason';
import type { Session } from './session';
import type { Summary } from './summary';
import { noneOf, plural, printTable, shortId } from './table';

/** For people; a program takes `--json`, where every letter is a row. */
const MOST_ROWS = 40;

/** Lists dead letters: for people grouped by reason, provider, account and order. */
export async function ls(session: Session, filter: Filter, json: boolean): Promise<number> {
  const summaries: Summary[] = [];
  await session.survey(filter, ({ summary }) => void summaries.push(summary));
  // Whoever reads the list may act on it: the letters are visible before it is.
  await session.close();
  if (session.signal.aborted) return 0;
  const { out } = session.terminal;
  if (json) {
    out(JSON.stringify(summaries, null, 2));
    return 0;
  }
  if (summaries.length === 0) {
    out(noneOf(session.seen()));
    return 0;
  }
  const groups = group(summaries);
  const rows = groups
    .slice(0, MOST_ROWS)
    .map(({ first, count, oldest, newest }) => [
      reasonOf(first),
      first.provider ?? '?',
      first.account ?? '?',
      first.orderKey ?? '?',
      count,
      printAge(session.now() - oldest),
      printAge(session.now() - newest),
      shortId(first.id),
    ]);
  for (const line of printTable(
    ['REASON', 'PROVIDER', 'ACCOUNT', 'ORDER', 'LETTERS', 'OLDEST', 'NEWEST', 'FIRST ID'],
    rows,
  ))
    out(line);
  const more = groups.length - rows.length;
  if (more > 0) out(`… and ${plural(more, 'group')} more: narrow it down, or --json`);
  out('');
  for (const line of totals(summaries)) out(line);
  return 0;
}

interface Group {
  /** The oldest letter. */
  first: Summary;
  count: number;
  oldest: number;
  newest: number;
}

/** The largest groups first, then the oldest. */
function group(summaries: readonly Summary[]): Group[] {
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

function totals(summaries: readonly Summary[]): string[] {
  const counts = new Map<string, number>();
  for (const summary of summaries) counts.set(reasonOf(summary), (counts.get(reasonOf(summary)) ?? 0) + 1);
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => [count, reason]);
  return [`${plural(summaries.length, 'letter')}:`, ...printTable(['', ''], rows).slice(1)];
}
