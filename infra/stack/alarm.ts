import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type CreateAlarmOptions,
  type IMetric,
  MathExpression,
  Metric,
  type MetricOptions,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRIC_NAMESPACE, NAME_DIMENSION } from '../../lib/names';
import type { Pipeline } from './pipeline';

export const FIVE_MINUTES = Duration.minutes(5);
export const SUM: MetricOptions = { statistic: Stats.SUM, period: FIVE_MINUTES };
export const AVERAGE: MetricOptions = { statistic: Stats.AVERAGE, period: FIVE_MINUTES };
export const MAXIMUM: MetricOptions = { statistic: Stats.MAXIMUM, period: FIVE_MINUTES };

/**
 * Twice within three hours: what happens once heals by itself, since its sender repeats it. At one order an hour two of
 * them fail within three hours, at a hundred a second two periods of five minutes.
 */
export const AGAIN = { evaluationPeriods: 36, datapointsToAlarm: 2 };

/** Props of {@link addAlarm}. */
export interface AlarmOptions extends Partial<CreateAlarmOptions> {
  readonly metric: IMetric;
  /** What is wrong, in one sentence. */
  readonly says: string;
  /** The heading in RUNBOOK.md that says what to do. */
  readonly paragraph: string;
}

/** An alarm that rings at the first number, unless it is told otherwise, and leads to its paragraph in the runbook. */
export const addAlarm = (
  watched: Construct,
  id: string,
  { says, paragraph, ...options }: AlarmOptions,
): Alarm =>
  new Alarm(watched, id, {
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...options,
    alarmDescription: `${says} What to do: RUNBOOK.md#${anchorOf(paragraph)}.`,
  });

/** `Dead letters` → `dead-letters`, as GitHub links to a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

/** One of our own metrics of a pipeline. */
export const ownMetric = (
  { name }: Pipeline,
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
  options: MetricOptions = SUM,
): Metric =>
  new Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [NAME_DIMENSION]: name, ...dimensions },
    ...options,
  });

/** Metrics by the names that an expression calls them. */
export const expression = (
  text: string,
  usingMetrics: Record<string, IMetric>,
  period: Duration = FIVE_MINUTES,
): MathExpression => new MathExpression({ expression: text, usingMetrics, period, label: 'rings at 1' });
