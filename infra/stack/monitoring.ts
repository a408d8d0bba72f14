import { Aspects, type Duration, Stack, Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Alarm, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { AGAIN, addAlarm, SUM } from './alarm';
import { PipelineDashboard } from './dashboard';
import type { Pipeline } from './pipeline';
import type { ProviderIntake } from './provider-intake';
import { addPublishingAlarms } from './publishing-alarms';
import { addReceivingAlarms, addSilenceAlarm } from './receiving-alarms';
import { SavedQueries } from './saved-queries';

/** Props of {@link Monitoring}. */
export interface MonitoringProps {
  /** The pipeline that is watched. */
  readonly pipeline: Pipeline;
  /** The API that webhooks are sent to. */
  readonly api: HttpApi;
  /** Counts the requests that were answered 429. */
  readonly throttled: Metric;
  /** Counts the requests that were answered 5xx because no function answered. */
  readonly unanswered: Metric;
  /** The providers' queues. */
  readonly intakes: readonly ProviderIntake[];
  readonly functions: readonly IFunction[];
  /** How long a delivery is retried before it becomes a dead letter. */
  readonly retryFor: Duration;
  /** By provider: after how long without an accepted delivery an alarm rings, in whole hours. */
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

/** The alarms of everything that does not own its alarms itself, whom they are sent to, and what shows them. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { pipeline, api, throttled, unanswered, intakes, functions, retryFor, alarmTopic, alarmEmail } =
      props;

    addAlarm(api, 'Throttled', {
      says: 'Webhooks are answered 429: more requests come than a route accepts, authentic ones among them.',
      paragraph: 'Throttled',
      metric: throttled,
    });
    addAlarm(api, 'Unanswered', {
      says: 'API Gateway answers webhooks with 5xx itself, for it gets no answer from the function.',
      paragraph: 'Unanswered',
      metric: unanswered,
    });
    for (const { provider, queue } of intakes) {
      addReceivingAlarms(this, pipeline, provider);
      addPublishingAlarms(this, pipeline, { provider, queue, retryFor });
    }
    for (const [provider, after] of Object.entries(props.silenceAfter))
      addSilenceAlarm(this, pipeline, provider, after);
    for (const fn of functions) {
      addAlarm(fn, 'Errors', {
        // What is expected ends as an answer, a retry or a dead letter, never as an error of the function.
        says: 'The function crashed or timed out. What it was doing is done again.',
        paragraph: 'Function errors',
        metric: fn.metricErrors(SUM),
      });
      addAlarm(fn, 'Throttles', {
        says: "The function is throttled: the account's concurrency is used up.",
        paragraph: 'Function throttles',
        metric: fn.metricThrottles(SUM),
        ...AGAIN,
      });
    }

    new PipelineDashboard(this, 'Dashboard', { pipeline, throttled, unanswered, intakes });
    new SavedQueries(this, 'Queries', { pipeline });

    if (alarmTopic) notify(scope, alarmTopic);
    if (alarmEmail !== undefined) notify(scope, emailTopic(this, pipeline.name, alarmEmail));
  }
}

/** By an aspect: an alarm that is added elsewhere in the pipeline, later, is not forgotten. */
const notify = (pipeline: Construct, topic: ITopic) => {
  const action = new SnsAction(topic);
  Aspects.of(pipeline).add({
    visit: (node) => {
      if (!(node instanceof Alarm)) return;
      node.addAlarmAction(action);
      node.addOkAction(action);
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
