import { resources, type Template } from '../infra/templates';
import { PRICES } from './prices';
import type { Terms } from './terms';

const HOURS_A_MONTH = 730;
/**
 * Lambda begins with five connections to a queue, each of which asks again every 20 seconds. A `MaximumConcurrency`
 * bounds the invocations; whether a lower one makes it ask less is not documented, so it is not counted on.
 */
const CONNECTIONS = 5;
const POLLS_AN_HOUR = 3600 / 20;

/**
 * What a deployed stack costs a month though no order comes.
 * @param metrics how many custom metrics are written
 */
export function standingBill(template: Template, metrics: number): Terms {
  const count = (type: string) => resources(template, type).length;
  const alarms = resources(template, 'AWS::CloudWatch::Alarm');
  const alarmMetrics = alarms.reduce((sum, { Properties }) => sum + metricsOf(Properties.Metrics), 0);
  const lines = count('AWS::Lambda::EventSourceMapping');
  const polls = lines * CONNECTIONS * POLLS_AN_HOUR * HOURS_A_MONTH;
  const keys = count('AWS::KMS::Key');
  return {
    [`${alarms.length} alarms on ${alarmMetrics} metrics`]: alarmMetrics * PRICES.alarmMetric.dollars,
    [`${metrics} metrics in use`]: metrics * PRICES.customMetric.dollars,
    [`${count('AWS::CloudWatch::Dashboard')} dashboard`]:
      count('AWS::CloudWatch::Dashboard') * PRICES.dashboard.dollars,
    [`${count('AWS::SecretsManager::Secret')} secrets`]:
      count('AWS::SecretsManager::Secret') * PRICES.secret.dollars,
    [`asking ${lines} empty queues`]: polls * PRICES.fifoRequest.dollars,
    ...(keys > 0 && { [`${keys} key`]: keys * PRICES.key.dollars }),
  };
}

/** An alarm on an expression is paid for by each metric in it. */
const metricsOf = (queries: readonly { readonly MetricStat?: unknown }[] | undefined): number =>
  queries ? queries.filter(({ MetricStat }) => MetricStat !== undefined).length : 1;
