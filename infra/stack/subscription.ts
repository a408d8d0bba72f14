import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBusRef, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as HandlerFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';

/** Props of {@link Subscription}. */
export interface SubscriptionProps {
  /** Kebab-case: a tag of the two queues. */
  readonly name: string;
  /** The bus that order events are on. */
  readonly bus: IEventBusRef;
  /** Which events: see the README for what a pattern can ask. */
  readonly eventPattern: EventPattern;
  /** The subscriber. */
  readonly target: HandlerFunction;
  /** Encrypts the two queues. */
  readonly key?: IKey | undefined;
}

/**
 * A function that subscribes to order events and loses none of them.
 *
 * EventBridge invokes a function asynchronously: it hands the event to Lambda's own queue and is done. So there are
 * two places where an event can strand, each with its own retries and its own standard queue:
 * - before Lambda has it (throttled, no permission): the rule's dead-letter queue, the event as it was;
 * - after (the function throws or times out): the function's failure destination, `requestPayload` is the event.
 */
export class Subscription extends Construct {
  readonly ruleDeadLetterQueue: DeadLetterQueue;
  readonly functionDeadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, { name, bus, eventPattern, target, key }: SubscriptionProps) {
    super(scope, id);
    this.ruleDeadLetterQueue = new DeadLetterQueue(this, 'RuleDeadLetterQueue', {
      busName: bus.eventBusRef.eventBusName,
      subscriber: `${name}/rule`,
      key,
    });
    this.functionDeadLetterQueue = new DeadLetterQueue(this, 'FunctionDeadLetterQueue', {
      busName: bus.eventBusRef.eventBusName,
      subscriber: `${name}/function`,
      key,
    });

    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern,
      targets: [
        new LambdaFunction(target, {
          deadLetterQueue: this.ruleDeadLetterQueue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });

    // Not SqsDestination, which grants more than is needed.
    this.functionDeadLetterQueue.grant(target, 'sqs:SendMessage');
    if (key)
      Grant.addToPrincipal({
        grantee: target,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resourceArns: [key.keyArn],
      });
    target.configureAsyncInvoke({
      onFailure: { bind: () => ({ destination: this.functionDeadLetterQueue.queueArn }) },
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
    });
  }
}
