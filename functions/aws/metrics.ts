import { writeLine } from './log';

/** What is counted. CloudWatch reads it out of the log (embedded metric format). */
export const METRICS = {
  Received: 'Count',
  Accepted: 'Count',
  Ignored: 'Count',
  Refused: 'Count',
  Verified: 'Count',
  Published: 'Count',
  Retried: 'Count',
  DeadLettered: 'Count',
  Notices: 'Count',
  UnmappedFields: 'Count',
  /** From the door to the bus. */
  Age: 'Milliseconds',
} as const;
export type Metric = keyof typeof METRICS;

/** For example `{ Provider, Code }`. Few values each: every combination is a metric of its own. */
export type Dimensions = Readonly<Record<string, string>>;

export interface Metrics {
  add(metric: Metric, value: number, dimensions: Dimensions): void;
  /** Writes what was added since, one line per set of dimensions. */
  flush(): void;
}

export const NAMESPACE = 'OrderEvents';

export function createMetrics(
  write: (line: string) => void = writeLine,
  now: () => number = Date.now,
): Metrics {
  const sets = new Map<string, { dimensions: Dimensions; values: Map<Metric, number[]> }>();
  return {
    add(metric, value, dimensions) {
      const key = JSON.stringify(dimensions);
      const set = sets.get(key) ?? { dimensions, values: new Map() };
      sets.set(key, set);
      set.values.set(metric, [...(set.values.get(metric) ?? []), value]);
    },
    flush() {
      for (const { dimensions, values } of sets.values())
        write(JSON.stringify(embed(dimensions, values, now())));
      sets.clear();
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function embed(dimensions: Dimensions, values: ReadonlyMap<Metric, number[]>, timestamp: number): object {
  const names = [...values.keys()];
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: names.map((name) => ({ Name: name, Unit: METRICS[name] })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(names.map((name) => [name, total(name, values.get(name) ?? [])])),
  };
}

/** Counts are summed; of times every one is kept, so that percentiles can be told. */
const total = (name: Metric, values: readonly number[]): number | readonly number[] =>
  METRICS[name] === 'Count' ? values.reduce((sum, value) => sum + value, 0) : values;
