import { Duration, Tags, Validations } from 'aws-cdk-lib';
import { Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type IQueue, Queue, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTERS_TAG, SUBSCRIBER_TAG } from '../../lib/names';
import { queueProps } from './queue';

/** The longest that SQS keeps a message. */
const RETENTION = Duration.days(14);
/** Leaves four days to act before SQS deletes the oldest dead letter. */
const TOO_OLD = Duration.days(10);

/** Props of {@link DeadLetterQueue}. */
export interface DeadLetterQueueProps {
  /** The name of the bus whose events, or deliveries for which, end here: the commands find the queue by this tag. */
  readonly busName: string;
  /**
   * A name that ends in `.fifo` makes a FIFO queue. EventBridge and Lambda destinations take standard queues only.
   * @default a name that CloudFormation makes: a queue that was kept is never in the way of a new one
   */
  readonly queueName?: string;
  /**
   * Which subscription it belongs to and what fails into it, for example `daily-totals/rule`.
   * @default the queue is a provider's
   */
  readonly subscriber?: string;
  /**
   * Encrypts the queue. Whoever writes to it must be allowed to use it.
   * @default a key of SQS
   */
  readonly key?: IKey | undefined;
  /**
   * The queue whose redrive policy may move messages here.
   * @default none may: only senders write
   */
  readonly source?: IQueue;
}

/** A queue for what a person has to look at, with the two alarms that call one. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    const { queueName, busName, source, subscriber, key } = props;
    super(scope, id, {
      ...queueProps(queueName, RETENTION, key),
      redriveAllowPolicy: source
        ? { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [source] }
        : { redrivePermission: RedrivePermission.DENY_ALL },
    });
    Tags.of(this).add(DEAD_LETTERS_TAG, busName);
    if (subscriber !== undefined) Tags.of(this).add(SUBSCRIBER_TAG, subscriber);
    const label = queueName ?? `The dead-letter queue of ${subscriber}`;
    if (!source) {
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-SQS3',
        reason: 'It is a dead-letter queue itself; the rule only recognises those of other queues.',
      });
    }

    Validations.of(this).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is a dead-letter queue itself: nobody reads it but the person who replays it.',
    });

    new Alarm(this, 'AnyLetter', {
      alarmDescription: `${label} holds a dead letter. See why with npm run dlq -- ls and explain, correct the cause, then replay it.`,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });

    new Alarm(this, 'OldLetter', {
      alarmDescription: `${label} holds a dead letter older than ${TOO_OLD.toDays()} days. SQS deletes it after ${RETENTION.toDays()}: replay it, or save it with npm run dlq -- purge.`,
      metric: this.metricApproximateAgeOfOldestMessage({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: TOO_OLD.toSeconds(),
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
