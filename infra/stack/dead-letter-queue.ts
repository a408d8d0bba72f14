import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type IQueue, Queue, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueProps } from './queue';

/** The longest that SQS keeps a message. */
const RETENTION = Duration.days(14);
/** Leaves four days to act before SQS deletes the oldest dead letter. */
const TOO_OLD = Duration.days(10);

/** Props of {@link DeadLetterQueue}. */
export interface DeadLetterQueueProps {
  /** A name that ends in `.fifo` makes a FIFO queue. EventBridge and Lambda destinations take standard queues only. */
  readonly queueName: string;
  /**
   * The queue whose redrive policy may move messages here.
   * @default none may: only senders write
   */
  readonly source?: IQueue;
}

/** A queue for what a person has to look at, with the two alarms that call one. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { queueName, source }: DeadLetterQueueProps) {
    super(scope, id, {
      ...queueProps(queueName, RETENTION),
      redriveAllowPolicy: source
        ? { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [source] }
        : { redrivePermission: RedrivePermission.DENY_ALL },
    });
    if (!source) {
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-SQS3',
        reason: 'It is a dead-letter queue itself; the rule only recognises those of other queues.',
      });
    }

    new Alarm(this, 'AnyLetter', {
      alarmDescription: `${queueName} holds a dead letter. See why with npm run dlq -- ls and explain, correct the cause, then replay it.`,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });

    new Alarm(this, 'OldLetter', {
      alarmDescription: `${queueName} holds a dead letter older than ${TOO_OLD.toDays()} days. SQS deletes it after ${RETENTION.toDays()}: replay it, or save it with npm run dlq -- purge.`,
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
