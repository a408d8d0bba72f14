import { plural, printTable, shortId } from '../print';
import type { Line } from '../terminal';
import type { Assessment } from './assess';
import { reasonOf } from './reason';
import type { Spooled } from './spool';

/** What would become of one dead letter. */
export interface Planned {
  readonly spooled: Spooled;
  /** The order's canonical id; of an encrypted delivery only today's reading knows it. */
  readonly order: string | null;
  /** For people: the new event, or the failure that remains. */
  readonly now: string;
  readonly ok: boolean;
}

/** Dead letters of one order, and of one queue, in the order in which their deliveries came. */
export type Lane = readonly Planned[];

const MOST_ROWS = 30;

export const toPlanned = (spooled: Spooled, assessment: Assessment): Planned => ({
  spooled,
  order: (assessment.ok ? assessment.event?.metadata.subject : undefined) ?? spooled.summary.orderKey,
  ok: assessment.ok,
  now: assessment.ok ? assessment.becomes : reasonOf(assessment),
});

/** A dead letter whose order is unknown goes by itself. */
export function toLanes(planned: readonly Planned[]): Lane[] {
  const lanes = new Map<string, Planned[]>();
  for (const one of planned) {
    const { queue, key } = one.spooled;
    const name = `${queue.url} ${one.order ?? key}`;
    const lane = lanes.get(name);
    if (lane) lane.push(one);
    else lanes.set(name, [one]);
  }
  return [...lanes.values()].map((lane) => lane.sort(byArrival));
}

/** The plan for people: what was and what would be, counted; the dead letters themselves where they are few. */
export function printPlan(planned: readonly Planned[], lanes: readonly Lane[]): Line[] {
  const changes = new Map<string, number>();
  for (const one of planned) {
    const change = `${reasonOf(one.spooled.summary)}  →  ${outcomeOf(one)}`;
    changes.set(change, (changes.get(change) ?? 0) + 1);
  }
  const passing = new Set(overtaking(lanes));
  const shown = lanes.flat().slice(0, MOST_ROWS);
  const rows = shown.map((one) => [
    shortId(one.spooled.summary.id),
    one.order ?? '?',
    reasonOf(one.spooled.summary),
    outcomeOf(one),
    passing.has(one) ? 'passes an earlier one of its order, which still fails' : '',
  ]);
  const more = planned.length - shown.length;
  const ready = planned.filter(({ ok }) => ok).length;
  const [head = '', ...lines] = printTable(['ID', 'ORDER', 'WAS', 'NOW', ''], rows);
  return [
    [head, 'dim'],
    ...lines.map((line, i): Line => [line, shown[i]?.ok ? 'good' : 'bad']),
    ...(more > 0
      ? [`… and ${more} more`, '', ...[...changes].map(([change, count]) => `${count}  ${change}`)]
      : []),
    '',
    `${plural(ready, 'dead letter')} can be replayed, ${planned.length - ready} cannot yet.`,
    ...(passing.size > 0
      ? [
          `${plural(passing.size, 'dead letter')} would pass an earlier one of the same order, which still fails.`,
        ]
      : []),
  ];
}

const outcomeOf = ({ ok, now }: Planned): string => (ok ? now : `still ${now}`);

/** Dead letters that would go past an earlier one of their order, because that one still fails. */
const overtaking = (lanes: readonly Lane[]): Planned[] =>
  lanes.flatMap((lane) => {
    const first = lane.findIndex(({ ok }) => !ok);
    return first < 0 ? [] : lane.slice(first).filter(({ ok }) => ok);
  });

function byArrival({ spooled: a }: Planned, { spooled: b }: Planned): number {
  const [arrivedA, arrivedB] = [a.summary.receivedAt ?? '', b.summary.receivedAt ?? ''];
  if (arrivedA !== arrivedB) return arrivedA < arrivedB ? -1 : 1;
  return a.sequence < b.sequence ? -1 : a.sequence > b.sequence ? 1 : 0;
}
