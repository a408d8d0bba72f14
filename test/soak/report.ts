import { type Difference, findDifferences, findRepeats } from './balance';
import type { FaultSchedule } from './fault-schedule';
import type { Ledger } from './ledger';
import type { Sender } from './sender';

export interface SoakReport {
  readonly seed: number;
  readonly orders: number;
  /** As planned: repeats that a failed answer brought about are not among them. */
  readonly deliveries: number;
  /** Requests by the status of their answer; 0 stands for no answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Distinct events, by what became of them. */
  readonly events: Readonly<Record<'accepted' | 'ignored' | 'refused' | 'published' | 'dead', number>>;
  readonly deadByCode: Readonly<Record<string, number>>;
  /** What came again, with the same id. */
  readonly duplicates: { readonly published: number; readonly dead: number };
  /** How often each kind of fault has hit. */
  readonly faults: Readonly<Record<string, number>>;
  readonly clockMovedSeconds: number;
  readonly seconds: number;
  readonly ordersPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly peakMegabytes: number;
  /** Empty: it balances, to the unit. */
  readonly differences: readonly Difference[];
}

export interface Run {
  readonly seed: number;
  readonly seconds: number;
  readonly orders: number;
  readonly deliveries: number;
  readonly sender: Pick<Sender, 'statuses'>;
  readonly schedule: Pick<FaultSchedule, 'hits' | 'moved'>;
  /** Nothing failed, so nothing may come twice. */
  readonly calm: boolean;
}

export function makeReport(ledger: Ledger, run: Run): SoakReport {
  const { sent, published, dead } = ledger;
  const answered = (answer: string) => sent.filter((event) => event.answer === answer).length;
  const again = (events: Iterable<{ times: number }>) =>
    [...events].reduce((sum, { times }) => sum + times - 1, 0);
  const perSecond = (count: number) => Math.round(count / run.seconds);
  return {
    seed: run.seed,
    orders: run.orders,
    deliveries: run.deliveries,
    answers: Object.fromEntries(run.sender.statuses),
    events: {
      accepted: new Set(sent.flatMap(({ ids }) => ids)).size,
      ignored: answered('ignored'),
      refused: answered('refused'),
      published: published.size,
      dead: dead.size,
    },
    deadByCode: countBy([...dead.values()].map(({ code }) => code)),
    duplicates: { published: again(published.values()), dead: again(dead.values()) },
    faults: run.schedule.hits(),
    clockMovedSeconds: run.schedule.moved() / 1000,
    seconds: Math.round(run.seconds * 10) / 10,
    ordersPerSecond: perSecond(run.orders),
    deliveriesPerSecond: perSecond(run.deliveries),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    differences: [...findDifferences(ledger), ...(run.calm ? findRepeats(ledger) : [])],
  };
}

const MOST_SHOWN = 50;

/** The report for people. */
export function writeReport({ differences, events, ...report }: SoakReport): string {
  const { accepted, published, dead } = events;
  const rows = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([name, count]): [string, number] => [`  ${name}`, count]);
  const table = [
    ['orders', report.orders],
    ['deliveries sent', report.deliveries],
    ['requests answered', ''],
    ...rows(report.answers),
    ['distinct events', ''],
    ...rows(events),
    ['dead letters by code', ''],
    ...rows(report.deadByCode),
    ['duplicates, with the same id', ''],
    ...rows(report.duplicates),
    ['faults that hit', ''],
    ...rows(report.faults),
    ['clock moved ahead, s', report.clockMovedSeconds],
    ['took, s', report.seconds],
    ['orders/s', report.ordersPerSecond],
    ['deliveries/s', report.deliveriesPerSecond],
    ['peak memory, MB', report.peakMegabytes],
  ] as const;
  const outcome =
    differences.length === 0
      ? `balances: ${accepted} accepted = ${published} published + ${dead} dead`
      : `does not balance (seed ${report.seed}): ${differences.length} differences`;
  const shown = differences.slice(0, MOST_SHOWN).map(({ id, what }) => `  ${id}: ${what}`);
  return [
    ...table.map(([name, value]) => `${name.padEnd(34)}${value.toString().padStart(10)}`.trimEnd()),
    outcome,
    ...shown,
    ...(differences.length > MOST_SHOWN ? ['  … (all of them with --json)'] : []),
  ].join('\n');
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
