import { Duration, Validations } from 'aws-cdk-lib';
import { Alarm, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type IQueue, Queue, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueProps } from './queue';

/** The longest that SQS keeps a message. */
const RETENTION = Duration.days(14);
/** Leaves four days to act before the first letter is lost. */
const TOO_OLD = Duration.days(10);

export interface DeadLetterQueueProps {
  /** A name that ends in `.fifo` makes a FIFO queue. EventBridge and Lambda destinations take standard queues only. */
  readonly queueName: string;
  /** The queue whose redrive policy may move messages here; without one nothing may, only senders write. */
  readonly source?: IQueue;
}

/** A queue for what somebody has to look at. It owns the two alarms that see to it that somebody does. */
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
      alarmDescription: `${queueName} holds a dead letter. Look: npm run dlq -- ls`,
      metric: this.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });

    new Alarm(this, 'OldLetter', {
      alarmDescription: `${queueName} holds a dead letter older than ${TOO_OLD.toDays()} days. SQS deletes it after ${RETENTION.toDays()}.`,
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
