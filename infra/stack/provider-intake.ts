import { Duration, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterQueueNameOf, environmentName, queueNameOf, secretNameOf } from '../../lib/names';
import { DeadLetterQueue } from './dead-letter-queue';
import type { Pipeline } from './pipeline';
import { queueProps } from './queue';

/** A long weekend: what was accepted on Friday can still be published on Monday. */
const RETENTION = Duration.days(4);

/** The net under a crash or a time-out: what is merely retried is dead-lettered by its age before it gets here. */
const MAX_RECEIVE_COUNT = 100;

/** Props of {@link ProviderIntake}. */
export interface ProviderIntakeProps {
  /** The pipeline that it belongs to. */
  readonly pipeline: Pipeline;
  /** The name of the bus that its deliveries are for. */
  readonly busName: string;
  /** The provider's name, kebab-case. */
  readonly provider: string;
  /** How long the consumer may take for a batch. */
  readonly consumerTimeout: Duration;
  /** Batches of this provider at a time, 2 to 1,000. */
  readonly maxConcurrency: number;
}

/** What one provider has to itself: its queue, its dead-letter queue, its secret document. */
export class ProviderIntake extends Construct {
  readonly provider: string;
  readonly queue: Queue;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly secret: Secret;
  private readonly maxConcurrency: number;
  /** As it stands, not `secret.secretName`, which takes the name out of the ARN with a page of intrinsics. */
  private readonly secretName: string;

  constructor(scope: Construct, id: string, props: ProviderIntakeProps) {
    const { pipeline, provider, busName, consumerTimeout, maxConcurrency } = props;
    super(scope, id);
    this.provider = provider;
    this.maxConcurrency = maxConcurrency;
    const queueName = queueNameOf(provider, pipeline.name);
    // By its ARN: a reference each way between the two queues would be a cycle.
    const queueArn = Stack.of(this).formatArn({ service: 'sqs', resource: queueName });

    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue', {
      queueName: deadLetterQueueNameOf(provider, pipeline.name),
      busName,
      key: pipeline.key,
      source: Queue.fromQueueArn(this, 'Source', queueArn),
    });
    this.queue = new Queue(this, 'Queue', {
      ...queueProps(queueName, RETENTION, pipeline.key),
      // Six times, as AWS advises: Lambda may be throttled and repeat a batch before others may see it.
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });

    this.secretName = secretNameOf(provider, pipeline.name);
    this.secret = new Secret(this, 'Secret', {
      secretName: this.secretName,
      ...(pipeline.key && { encryptionKey: pipeline.key }),
      description: `Endpoints of ${provider} with their secrets and accounts: a JSON object, one entry per webhook`,
      // CloudFormation writes it on creation and whenever the template's own value changes. This one never does, so
      // no deploy overwrites what an operator put there; destroy keeps it.
      secretStringValue: SecretValue.unsafePlainText('{}'),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The provider issues these secrets; an operator rotates them there and writes both keys here.',
    });
  }

  /** Lets `receive` check this provider's signatures and queue what is authentic. */
  filledBy(receive: LambdaFunction): void {
    receive.addEnvironment(environmentName('QUEUE_URL', this.provider), this.queue.queueUrl);
    receive.addEnvironment(environmentName('SECRET_ID', this.provider), this.secretName);
    // Not the grant… methods, here and below: they add actions that nobody calls.
    this.queue.grant(receive, 'sqs:SendMessage');
    Grant.addToPrincipal({
      grantee: receive,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.secret.secretArn],
    });
  }

  /** Lets `normalize` drain the queue in batches, and dead-letter what cannot become an event, with its reason. */
  drainedBy(normalize: LambdaFunction): void {
    normalize.addEnvironment(environmentName('QUEUE_URL', this.provider), this.queue.queueUrl);
    normalize.addEnvironment(
      environmentName('DEAD_LETTER_QUEUE_URL', this.provider),
      this.deadLetterQueue.queueUrl,
    );
    this.deadLetterQueue.grant(normalize, 'sqs:SendMessage');
    this.queue.grant(
      normalize,
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    );
    // No filter: a message that a filter leaves out is deleted. No batching window: FIFO queues have none.
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: normalize,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      maxConcurrency: this.maxConcurrency,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'Queues have none: a failed message comes back, and goes to the dead-letter queue in the end.',
    });
  }
}
