import { Aspects, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  Metric,
  type MetricOptions,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { logGroupNameOf, METRIC_NAMESPACE, NAME_DIMENSION, secretNameOf } from '../../lib/names';
import type { Pipeline } from './pipeline';

const SUM: MetricOptions = { statistic: Stats.SUM, period: Duration.minutes(5) };
const MAXIMUM: MetricOptions = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) };

/** A delivery is done within a second. Older: the bus has been refusing for a while, or `normalize` is stuck. */
const DELIVERY_TOO_OLD = Duration.minutes(15);

/** Props of {@link Monitoring}. */
export interface MonitoringProps {
  /** The pipeline that is watched. */
  readonly pipeline: Pipeline;
  /** The API that webhooks are sent to. */
  readonly api: HttpApi;
  /** Counts the requests that were answered 429. */
  readonly throttled: IMetric;
  /** The providers' names. */
  readonly providers: readonly string[];
  readonly functions: readonly IFunction[];
  /** The queues of deliveries; dead-letter queues have alarms of their own. */
  readonly queues: readonly IQueue[];
  /** By provider: after how long without an accepted delivery an alarm rings. */
  readonly silenceAfter: Readonly<Record<string, Duration>>;
  /**
   * The topic that every alarm of the pipeline is sent to.
   * @default alarms only change their state
   */
  readonly alarmTopic?: ITopic;
  /**
   * An address that every alarm of the pipeline is sent to.
   * @default alarms only change their state
   */
  readonly alarmEmail?: string;
}

/** The alarms of everything that does not own its alarms itself, and whom they are sent to. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { pipeline, api, throttled, providers, functions, queues, alarmTopic, alarmEmail } = props;
    const { name } = pipeline;

    alarm(api, 'ServerErrors', {
      alarmDescription: `Webhooks are answered 5xx. Senders repeat, but switch off a webhook that keeps failing. The metric Refused says why, by Code; so do the lines "refused" in ${logGroupNameOf('receive', name)}.`,
      metric: api.metricServerError(SUM),
      ...lasting,
    });
    alarm(api, 'Throttled', {
      alarmDescription:
        'Webhooks are answered 429: more requests come than a route accepts, authentic ones among them. The access log says from where. Block a flood, or raise requestsPerSecond and requestBurst.',
      metric: throttled,
    });
    for (const provider of providers) {
      alarm(this, `InvalidSecrets-${provider}`, {
        alarmDescription: `The secret ${secretNameOf(provider, name)} is not a JSON object of endpoints. Correct it now: running functions use the last valid one, new ones answer 503.`,
        metric: new Metric({
          namespace: METRIC_NAMESPACE,
          metricName: 'SecretsInvalid',
          dimensionsMap: { [NAME_DIMENSION]: name, Provider: provider },
          ...SUM,
        }),
      });
    }
    for (const [provider, after] of Object.entries(props.silenceAfter)) {
      alarm(this, `Silence-${provider}`, {
        alarmDescription: `Nothing was accepted from ${provider} for ${after.toHours()} hours. See whether Received counts: if not, look at the webhook there; if so, Refused says why, by Code.`,
        metric: new Metric({
          namespace: METRIC_NAMESPACE,
          metricName: 'Accepted',
          dimensionsMap: { [NAME_DIMENSION]: name, Provider: provider },
          statistic: Stats.SUM,
          period: Duration.hours(1),
        }),
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        evaluationPeriods: after.toHours(),
        // Nothing is written where nothing comes.
        treatMissingData: TreatMissingData.BREACHING,
      });
    }
    for (const queue of queues) {
      alarm(queue, 'OldDelivery', {
        alarmDescription: `A delivery has been waiting for more than ${DELIVERY_TOO_OLD.toMinutes()} minutes: the bus does not accept events, or normalize fails. Look for "retried" and for errors in ${logGroupNameOf('normalize', name)}.`,
        metric: queue.metricApproximateAgeOfOldestMessage(MAXIMUM),
        threshold: DELIVERY_TOO_OLD.toSeconds(),
      });
    }
    for (const fn of functions) {
      alarm(fn, 'Errors', {
        // What is expected ends as an answer, a retry or a dead letter, never as an error of the function.
        alarmDescription:
          'The function crashed or timed out. Its log says when; what it was doing is done again.',
        metric: fn.metricErrors(SUM),
      });
      alarm(fn, 'Throttles', {
        alarmDescription:
          "The function is throttled: the account's concurrency is used up. Find out by what, or ask AWS for more.",
        metric: fn.metricThrottles(SUM),
        ...lasting,
      });
    }

    if (alarmTopic) notify(scope, alarmTopic);
    if (alarmEmail !== undefined) notify(scope, emailTopic(this, name, alarmEmail));
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

/** By an aspect: an alarm that is added elsewhere in the pipeline, later, is not forgotten. */
const notify = (pipeline: Construct, topic: ITopic) => {
  const action = new SnsAction(topic);
  Aspects.of(pipeline).add({
    visit: (node) => {
      if (node instanceof Alarm) node.addAlarmAction(action);
    },
  });
};

const emailTopic = (scope: Construct, name: string, email: string): ITopic => {
  const topic = new Topic(scope, 'Topic', { displayName: `${name} alarms`, enforceSSL: true });
  topic.addSubscription(new EmailSubscription(email));
  Validations.of(topic).acknowledge({
    id: 'Serverless-SNSRedrivePolicy',
    reason: 'An address takes no redrive policy worth having: the alarm still shows its state.',
  });
  // enforceSSL gives the topic a policy, and with it the default goes that lets the account's alarms publish.
  const alarms = { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } };
  topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: alarms }));
  return topic;
};
