import { Aspects, Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  type AlarmProps,
  type MetricOptions,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const SUM: MetricOptions = { statistic: Stats.SUM, period: Duration.minutes(5) };
const MAXIMUM: MetricOptions = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) };

/** A delivery is done within a second. Older: the bus has been refusing for a while, or `normalize` is stuck. */
const DELIVERY_TOO_OLD = Duration.minutes(15);

export interface MonitoringProps {
  readonly api: HttpApi;
  readonly functions: readonly IFunction[];
  readonly queues: readonly IQueue[];
  /** Hears of every alarm of the stack. Without it an alarm only changes its state. */
  readonly alarmEmail?: string;
}

/** The alarms of everything that does not own its alarms itself, and who hears of them all. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, { api, functions, queues, alarmEmail }: MonitoringProps) {
    super(scope, id);

    alarm(api, 'ServerErrors', {
      alarmDescription: 'The door answers 5xx. Senders repeat, but switch off a webhook that keeps failing.',
      metric: api.metricServerError(SUM),
      ...lasting,
    });
    for (const queue of queues) {
      alarm(queue, 'OldDelivery', {
        alarmDescription: `A delivery has been waiting for more than ${DELIVERY_TOO_OLD.toMinutes()} minutes.`,
        metric: queue.metricApproximateAgeOfOldestMessage(MAXIMUM),
        threshold: DELIVERY_TOO_OLD.toSeconds(),
      });
    }
    for (const fn of functions) {
      alarm(fn, 'Errors', {
        // What is expected ends as an answer, a retry or a dead letter, never as an error of the function.
        alarmDescription: 'The function crashed or timed out.',
        metric: fn.metricErrors(SUM),
      });
      alarm(fn, 'Throttles', {
        alarmDescription: "The function is throttled: the account's concurrency is used up.",
        metric: fn.metricThrottles(SUM),
        ...lasting,
      });
    }

    if (alarmEmail !== undefined) notify(this, alarmEmail);
  }
}

/** Two of three periods: a single one heals by itself, since every caller repeats. */
const lasting = { evaluationPeriods: 3, datapointsToAlarm: 2 };

const alarm = (watched: Construct, id: string, props: Partial<AlarmProps> & Pick<AlarmProps, 'metric'>) =>
  new Alarm(watched, id, {
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    ...props,
  });

const notify = (scope: Construct, email: string) => {
  const stack = Stack.of(scope);
  const topic = new Topic(scope, 'Topic', { displayName: 'order-events alarms', enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  // enforceSSL gives the topic a policy, and with it the default goes that lets the account's alarms publish.
  const alarms = { StringEquals: { 'aws:SourceAccount': stack.account } };
  topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: alarms }));
  // By an aspect: an alarm that is added elsewhere, later, is not forgotten.
  const action = new SnsAction(topic);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof Alarm) node.addAlarmAction(action);
    },
  });
};
