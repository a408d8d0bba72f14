import { METRIC_NAMESPACE, NAME_DIMENSION } from '../../lib/names';
import { writeLine } from './log';

/** What is counted. CloudWatch reads it out of the log (embedded metric format). */
export const METRICS = {
  Received: 'Count',
  /** Requests with a signature header, right or wrong: what shares of refusals are counted of. */
  Signed: 'Count',
  Accepted: 'Count',
  Ignored: 'Count',
  Refused: 'Count',
  /** Answered 503. */
  Unavailable: 'Count',
  Verified: 'Count',
  SecretsInvalid: 'Count',
  Published: 'Count',
  Retried: 'Count',
  DeadLettered: 'Count',
  Notices: 'Count',
  UnmappedFields: 'Count',
  /** 1 where a delivery is accepted, -1 where its event is published or it is dead: both at the time of its arrival. */
  Unsettled: 'Count',
  /** From receiving a delivery to publishing its event. */
  Age: 'Milliseconds',
  /** The same of a delivery that has to be tried again. */
  RetriedAge: 'Milliseconds',
} as const;
export type Metric = keyof typeof METRICS;

/** For example `{ Provider, Code }`. Few values each: every combination is a metric of its own. */
export type Dimensions = Readonly<Record<string, string>>;

export interface Metrics {
  /** @param at when it happened, where that is not now: milliseconds since 1970, at most two weeks ago */
  add(metric: Metric, value: number, dimensions: Dimensions, at?: number): void;
  /** Writes what was added since, one line per set of dimensions and minute. */
  flush(): void;
}

/** @param pipeline the dimension that tells two pipelines of one account apart; without it there is none */
export function createMetrics(
  write: (line: string) => void = writeLine,
  now: () => number = Date.now,
  pipeline: string | undefined = process.env.PIPELINE,
): Metrics {
  const always = pipeline === undefined ? {} : { [NAME_DIMENSION]: pipeline };
  const sets = new Map<string, MetricSet>();
  return {
    add(metric, value, dimensions, at = now()) {
      const key = `${Math.floor(at / MINUTE_MS)} ${JSON.stringify(dimensions)}`;
      const set: MetricSet = sets.get(key) ?? { at, dimensions, values: new Map() };
      sets.set(key, set);
      const values = set.values.get(metric);
      if (!values) set.values.set(metric, [value]);
      // Counts are summed; of times every one is kept, so percentiles can be told.
      else if (METRICS[metric] === 'Count') values[0] = (values[0] ?? 0) + value;
      else values.push(value);
    },
    flush() {
      for (const { at, dimensions, values } of sets.values())
        write(JSON.stringify(embed({ ...always, ...dimensions }, values, at)));
      sets.clear();
    },
  };
}

/** What CloudWatch tells apart. */
const MINUTE_MS = 60_000;

interface MetricSet {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly dimensions: Dimensions;
  readonly values: Map<Metric, number[]>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function embed(dimensions: Dimensions, values: ReadonlyMap<Metric, number[]>, timestamp: number): object {
  const names = [...values.keys()];
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: names.map((name) => ({ Name: name, Unit: METRICS[name] })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(
      names.map((name) => [name, METRICS[name] === 'Count' ? values.get(name)?.[0] : values.get(name)]),
    ),
  };
}
