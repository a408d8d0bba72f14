import { Duration, Tags, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type IQueue, Queue, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTERS_TAG, SUBSCRIBER_TAG } from '../../lib/names';
import { AVERAGE, addAlarm, expression, MAXIMUM, SUM } from './alarm';
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

    // One that stays does not keep new ones from ringing. What SQS moves here by itself it does not count as sent.
    addAlarm(this, 'DeadLetters', {
      says: `${label} got a dead letter.`,
      paragraph: 'Dead letters',
      // Of averages, for somebody who looks at a dead letter takes it from one count to the other within a period.
      metric: expression('SUM([FILL(sent, 0), IF(DIFF(held) >= 0.4, 1, 0)])', {
        sent: this.metricNumberOfMessagesSent(SUM),
        held: expression('SUM([FILL(waiting, 0), FILL(taken, 0)])', {
          waiting: this.metricApproximateNumberOfMessagesVisible(AVERAGE),
          taken: this.metricApproximateNumberOfMessagesNotVisible(AVERAGE),
        }),
      }),
      // A difference needs the period before.
      evaluationPeriods: 3,
      datapointsToAlarm: 1,
    });
    addAlarm(this, 'OldDeadLetter', {
      says: `${label} holds a dead letter older than ${TOO_OLD.toDays()} days. SQS deletes it after ${RETENTION.toDays()}.`,
      paragraph: 'Old dead letter',
      metric: this.metricApproximateAgeOfOldestMessage(MAXIMUM),
      threshold: TOO_OLD.toSeconds(),
    });
  }
}
