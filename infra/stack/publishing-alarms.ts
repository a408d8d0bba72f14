import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { addAlarm, expression, MAXIMUM, ownMetric } from './alarm';
import type { Pipeline } from './pipeline';

/** A delivery is done within a second. Older: the bus has been refusing for a while, or `normalize` is stuck. */
const DELIVERY_TOO_OLD = Duration.minutes(15);
/** Longer than the longest time between two tries of a delivery, so each of them holds one. */
const RETRY_PERIOD = Duration.minutes(10);

const HOUR = Duration.hours(1);
/** The time in which a delivery and what became of it are compared. */
const BALANCE_HOURS = 24;
/** CloudWatch may take two hours with numbers of some hours ago; and the hour of an arrival has to be over. */
const LATE_HOURS = 3;
/** Of a million repeats some reach another process than the first, which counts both. */
const UNSETTLED_SHARE = 0.001;

/** Whose deliveries are watched. */
export interface PublishingAlarmsOptions {
  readonly provider: string;
  readonly queue: IQueue;
  /** How long a delivery is retried before it becomes a dead letter. */
  readonly retryFor: Duration;
}

/** The alarms of one provider's deliveries from its queue to the bus. */
export function addPublishingAlarms(
  scope: Construct,
  pipeline: Pipeline,
  { provider, queue, retryFor }: PublishingAlarmsOptions,
): void {
  const dimensions = { Provider: provider };
  const during = (period: Duration) => ({ statistic: Stats.SUM, period });

  addAlarm(scope, `NotPublished-${provider}`, {
    says: `Events of ${provider} are tried again and none is published: the bus accepts nothing.`,
    paragraph: 'Not published',
    metric: expression(
      'IF(retried > 0 AND published < 1, retried, 0)',
      {
        retried: ownMetric(pipeline, 'Retried', dimensions, during(RETRY_PERIOD)),
        published: ownMetric(pipeline, 'Published', dimensions, during(RETRY_PERIOD)),
      },
      RETRY_PERIOD,
    ),
    evaluationPeriods: 2,
  });
  addAlarm(scope, `RetriedLong-${provider}`, {
    // SQS leaves what was received several times out of its own age of the oldest message.
    says: `A delivery of ${provider} has been tried again for more than ${DELIVERY_TOO_OLD.toMinutes()} minutes.`,
    paragraph: 'Retried long',
    metric: ownMetric(pipeline, 'RetriedAge', dimensions, { statistic: Stats.MAXIMUM, period: RETRY_PERIOD }),
    threshold: DELIVERY_TOO_OLD.toMilliseconds(),
  });
  addAlarm(queue as IQueue & Construct, 'OldDelivery', {
    says: `A delivery of ${provider} has been waiting for more than ${DELIVERY_TOO_OLD.toMinutes()} minutes: normalize does not take it.`,
    paragraph: 'Old delivery',
    metric: queue.metricApproximateAgeOfOldestMessage(MAXIMUM),
    threshold: DELIVERY_TOO_OLD.toSeconds(),
  });
  addAlarm(scope, `Unsettled-${provider}`, {
    says: `A delivery of ${provider} was accepted and is neither published nor a dead letter, long after its retries ended: it may be lost.`,
    paragraph: 'Unsettled',
    // The hours are summed up, so one that stays open counts in every later one, and one on its way in the last alone.
    metric: expression(
      'RUNNING_SUM(FILL(open, 0))',
      {
        open: expression(
          `IF(unsettled > ${UNSETTLED_SHARE} * accepted, unsettled, 0)`,
          {
            unsettled: ownMetric(pipeline, 'Unsettled', dimensions, during(HOUR)),
            accepted: ownMetric(pipeline, 'Accepted', dimensions, during(HOUR)),
          },
          HOUR,
        ),
      },
      HOUR,
    ),
    evaluationPeriods: BALANCE_HOURS,
    datapointsToAlarm: Math.ceil(retryFor.toSeconds() / HOUR.toSeconds()) + LATE_HOURS,
  });
}
