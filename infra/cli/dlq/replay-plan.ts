import type { Verdict } from './assessment';
import { reasonOf } from './reason';
import type { Row } from './selection';
import { plural, printTable, shortId } from './table';

/** What would become of one letter. */
export interface Planned {
  readonly row: Row;
  /** For people: the new event, or the failure that remains. */
  readonly now: string;
  readonly ok: boolean;
}

/** Letters of one order, and of one queue, in the order in which their deliveries came. */
export type Lane = readonly Planned[];

const MOST_ROWS = 30;

export const toPlanned = (row: Row, verdict: Verdict): Planned => ({
  row,
  ok: verdict.ok,
  now: verdict.ok ? verdict.becomes : reasonOf(verdict),
});

/** A letter that does not tell its order goes by itself. */
export function toLanes(planned: readonly Planned[]): Lane[] {
  const lanes = new Map<string, Planned[]>();
  for (const one of planned) {
    const { queue, summary, key } = one.row;
    const name = `${queue.url} ${summary.orderKey ?? key}`;
    const lane = lanes.get(name);
    if (lane) lane.push(one);
    else lanes.set(name, [one]);
  }
  return [...lanes.values()].map((lane) => lane.sort(byArrival));
}

/** Letters that would go past an earlier one of their order, because that one still fails. */
export const overtaking = (lanes: readonly Lane[]): Planned[] =>
  lanes.flatMap((lane) => {
    const first = lane.findIndex(({ ok }) => !ok);
    return first < 0 ? [] : lane.slice(first).filter(({ ok }) => ok);
  });

/** The plan for people: what was and what would be, counted; the letters themselves where they are few. */
export function printPlan(planned: readonly Planned[], lanes: readonly Lane[]): string[] {
  const changes = new Map<string, number>();
  for (const { row, now, ok } of planned) {
    const change = `${reasonOf(row.summary)}  →  ${ok ? now : `still ${now}`}`;
    changes.set(change, (changes.get(change) ?? 0) + 1);
  }
  const passing = new Set(overtaking(lanes));
  const shown = lanes.flat().slice(0, MOST_ROWS);
  const rows = shown.map((one) => [
    shortId(one.row.summary.id),
    one.row.summary.orderKey ?? '?',
    reasonOf(one.row.summary),
    one.ok ? one.now : `still ${one.now}`,
    passing.has(one) ? 'passes an earlier letter of its order, which still fails' : '',
  ]);
  const more = planned.length - shown.length;
  const ready = planned.filter(({ ok }) => ok).length;
  return [
    ...printTable(['ID', 'ORDER', 'WAS', 'NOW', ''], rows),
    ...(more > 0
      ? [`… and ${more} more`, '', ...[...changes].map(([change, count]) => `${count}  ${change}`)]
      : []),
    '',
    `${plural(ready, 'letter')} can be replayed, ${planned.length - ready} cannot yet.`,
    ...(passing.size > 0
      ? [`${plural(passing.size, 'letter')} would pass an earlier one of the same order, which still fails.`]
      : []),
  ];
}

function byArrival({ row: a }: Planned, { row: b }: Planned): number {
  const [arrivedA, arrivedB] = [a.summary.receivedAt ?? '', b.summary.receivedAt ?? ''];
  if (arrivedA !== arrivedB) return arrivedA < arrivedB ? -1 : 1;
  return a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0;
}
