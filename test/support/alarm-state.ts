import { calculate, type Series } from './metric-math';

/** A metric by namespace, name and dimensions: a template's references are compared as JSON. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

const MINUTE_MS = 60_000;

/** Numbers by metric and minute, as CloudWatch keeps them. */
export function createMetricStore() {
  const metrics = new Map<string, Map<number, Minute>>();
  return {
    /** @param weight how many times the value came */
    put(metric: MetricName, at: number, value: number, weight = 1): void {
      const minutes = metrics.get(keyOf(metric)) ?? new Map<number, Minute>();
      metrics.set(keyOf(metric), minutes);
      const minute = Math.floor(at / MINUTE_MS);
      const known = minutes.get(minute) ?? { sum: 0, count: 0, maximum: Number.NEGATIVE_INFINITY };
      minutes.set(minute, {
        sum: known.sum + value * weight,
        count: known.count + weight,
        maximum: Math.max(known.maximum, value),
      });
    },
    /** The statistic of so many periods, the last of which ends with that minute. */
    read(metric: MetricName, statistic: string, periodMs: number, count: number, end: number): Series {
      const minutes = metrics.get(keyOf(metric));
      if (!minutes) return Array.from({ length: count }, () => undefined);
      const length = periodMs / MINUTE_MS;
      const last = Math.floor(end / MINUTE_MS);
      return Array.from({ length: count }, (_, i) => {
        const to = last - (count - 1 - i) * length;
        let [sum, points, maximum] = [0, 0, Number.NEGATIVE_INFINITY];
        for (let minute = to - length; minute < to; minute++) {
          const value = minutes.get(minute);
          if (!value) continue;
          sum += value.sum;
          points += value.count;
          maximum = Math.max(maximum, value.maximum);
        }
        if (points === 0) return undefined;
        if (statistic === 'Sum') return sum;
        if (statistic === 'Average') return sum / points;
        if (statistic === 'Maximum') return maximum;
        throw new Error(`the statistic ${statistic} is not known here`);
      });
    },
  };
}

export type MetricStore = ReturnType<typeof createMetricStore>;

interface Minute {
  readonly sum: number;
  readonly count: number;
  readonly maximum: number;
}

const keyOf = ({ namespace, name, dimensions }: MetricName): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** What AWS leaves open: an alarm that is right has to be so either way. */
export interface Reading {
  readonly fillsEmpty: boolean;
  /** Periods before those that count, which an expression sees too. */
  readonly more: number;
}

export const READINGS: readonly Reading[] = [
  { fillsEmpty: true, more: 0 },
  { fillsEmpty: false, more: 0 },
  { fillsEmpty: true, more: 3 },
  { fillsEmpty: false, more: 3 },
];

// biome-ignore lint/suspicious/noExplicitAny: an alarm's properties out of a template.
type AlarmProperties = any;

/** Whether an alarm of a template is in ALARM at that time. */
export function isRinging(alarm: AlarmProperties, store: MetricStore, at: number, reading: Reading): boolean {
  const { EvaluationPeriods: periods, DatapointsToAlarm = periods, Threshold, TreatMissingData } = alarm;
  const series = seriesOf(alarm, store, at, periods + reading.more, reading).slice(-periods);
  const breaches = series.filter((value) =>
    value === undefined
      ? TreatMissingData === 'breaching'
      : compare(alarm.ComparisonOperator, value, Threshold),
  );
  return breaches.length >= DatapointsToAlarm;
}

function seriesOf(
  alarm: AlarmProperties,
  store: MetricStore,
  at: number,
  count: number,
  { fillsEmpty }: Reading,
): Series {
  if (!alarm.Metrics) return store.read(nameOf(alarm), alarm.Statistic, alarm.Period * 1_000, count, at);
  const byId = (id: string): Series => {
    const found = alarm.Metrics.find(({ Id }: { Id: string }) => Id === id);
    if (!found) throw new Error(`the alarm has no metric ${id}`);
    return found.Expression === undefined
      ? store.read(
          nameOf(found.MetricStat.Metric),
          found.MetricStat.Stat,
          found.MetricStat.Period * 1_000,
          count,
          at,
        )
      : calculate(found.Expression, { series: byId, fillsEmpty });
  };
  const returned = alarm.Metrics.filter(({ ReturnData }: { ReturnData?: boolean }) => ReturnData !== false);
  if (returned.length !== 1) throw new Error('expected one series that is returned');
  return byId(returned[0].Id);
}

const nameOf = ({ Namespace, MetricName, Dimensions = [] }: AlarmProperties): MetricName => ({
  namespace: Namespace,
  name: MetricName,
  dimensions: Object.fromEntries(
    Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, Value]),
  ),
});

function compare(operator: string, value: number, threshold: number): boolean {
  if (operator === 'GreaterThanOrEqualToThreshold') return value >= threshold;
  if (operator === 'LessThanThreshold') return value < threshold;
  throw new Error(`the operator ${operator} is not known here`);
}
