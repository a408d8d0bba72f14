import { Annotations, Aspects, CfnOutput, Duration, Fn, Token } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import {
  EventBus,
  type EventPattern,
  type IEventBusRef,
  type IRuleTarget,
  Rule,
} from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EventType } from '../../lib/order/order-event';
import { addAlarm, SUM } from './alarm';
import { BusRelay } from './bus-relay';
import { DeadLetterQueue } from './dead-letter-queue';
import { type OrderEventFilter, type OrderEventPattern, orderEventPattern } from './order-event-pattern';

/** Props of {@link OrderEventSubscription}. */
export interface OrderEventSubscriptionProps {
  /**
   * The bus that order events are on: as a construct, by its name in this account and region, or by its ARN in another
   * account of this region. An account of its own gets a bus of its own, which the other one's forwards to.
   */
  readonly bus: IEventBusRef | string;
  /**
   * The types of events.
   * @default every type of version 1
   */
  readonly types?: readonly EventType[];
  /**
   * Which of them.
   * @default all but those of test orders
   */
  readonly filter?: OrderEventFilter;
  /** A function, or a standard queue: events come in no order, which a FIFO queue could not mend. */
  readonly target: IFunction | IQueue;
  /**
   * The topic that the alarms are sent to.
   * @default alarms only change their state
   */
  readonly alarmTopic?: ITopic;
  /**
   * Encrypts the dead-letter queues; its policy has to let EventBridge use it.
   * @default a key of SQS
   */
  readonly key?: IKey | undefined;
}

/**
 * Subscribes a function or a queue to order events, and loses none of them.
 *
 * EventBridge invokes a function asynchronously: it hands the event to Lambda's own queue and is done. So there are
 * two places where an event can strand, each with its own retries and its own standard queue:
 * - before the target has it (throttled, no permission): the rule's dead-letter queue, the event as it was;
 * - after (the function throws or times out): the function's failure destination, `requestPayload` is the event.
 *
 * @example
 * new OrderEventSubscription(this, 'PaidOrders', {
 *   bus: 'order-events',
 *   filter: { currencies: ['EUR'], paymentStatuses: ['paid'], total: { above: 100_000 } },
 *   target,
 * });
 */
export class OrderEventSubscription extends Construct {
  /** What the rule matches. */
  readonly eventPattern: OrderEventPattern;
  readonly rule: Rule;
  /** Holds events that could not be brought to the target. */
  readonly ruleDeadLetterQueue: Queue;
  /** Holds events that the function failed on; a queue as a target has none. */
  readonly functionDeadLetterQueue: Queue | undefined;
  /** Holds events that could not be brought to this account; only where the bus is in another one. */
  readonly relayDeadLetterQueue: Queue | undefined;

  constructor(scope: Construct, id: string, props: OrderEventSubscriptionProps) {
    super(scope, id);
    const { target, types, filter, alarmTopic, key } = props;
    this.eventPattern = orderEventPattern(types, filter);
    const relay = isArn(props.bus)
      ? new BusRelay(this, 'Relay', { busArn: props.bus, eventPattern: this.eventPattern, key })
      : undefined;
    this.relayDeadLetterQueue = relay?.deadLetterQueue;
    const bus =
      relay?.bus ??
      (typeof props.bus === 'string' ? EventBus.fromEventBusName(this, 'Bus', props.bus) : props.bus);
    const busName = isArn(props.bus) ? busNameIn(props.bus) : bus.eventBusRef.eventBusName;

    const deadLetters = (what: 'rule' | 'function') => ({
      busName,
      key,
      subscriber: `${this.node.path}/${what}`,
    });
    this.ruleDeadLetterQueue = new DeadLetterQueue(this, 'RuleDeadLetterQueue', deadLetters('rule'));
    this.rule = new Rule(this, 'Rule', { eventBus: bus, eventPattern: toEventPattern(this.eventPattern) });
    const delivery = {
      deadLetterQueue: this.ruleDeadLetterQueue,
      maxEventAge: Duration.hours(24),
      retryAttempts: 185,
    };
    this.rule.addTarget(
      isFunction(target) ? new LambdaFunction(target, delivery) : this.queueTarget(target, delivery),
    );

    if (isFunction(target)) {
      const queue = new DeadLetterQueue(this, 'FunctionDeadLetterQueue', deadLetters('function'));
      this.functionDeadLetterQueue = queue;
      this.keepFailures(target, queue, key);
    }
    this.watchLosses(bus.eventBusRef.eventBusName);
    this.output('RuleDeadLetterQueueUrl', this.ruleDeadLetterQueue);
    this.output('FunctionDeadLetterQueueUrl', this.functionDeadLetterQueue);
    this.output('RelayDeadLetterQueueUrl', this.relayDeadLetterQueue);
    if (alarmTopic) this.notify(alarmTopic);
  }

  private queueTarget(queue: IQueue, delivery: ConstructorParameters<typeof SqsQueue>[1]): IRuleTarget {
    if (queue.fifo)
      throw new Error(
        `${this.node.path}: events come in no order; take a standard queue, and isNewer to compare`,
      );
    if (queue instanceof Queue && !queue.deadLetterQueue)
      Annotations.of(this).addWarningV2(
        'order-events:queue-without-dead-letters',
        'The target queue has no dead-letter queue: what its reader cannot read is lost when it grows too old.',
      );
    return new SqsQueue(queue, delivery);
  }

  private keepFailures(target: IFunction, queue: DeadLetterQueue, key: IKey | undefined) {
    // Not SqsDestination, which grants more than is needed.
    queue.grant(target, 'sqs:SendMessage');
    if (key)
      Grant.addToPrincipal({
        grantee: target,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resourceArns: [key.keyArn],
      });
    target.configureAsyncInvoke({
      onFailure: { bind: () => ({ destination: queue.queueArn }) },
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
    });
  }

  /** What EventBridge gives up on is in the dead-letter queue; what not even that took is gone. */
  private watchLosses(busName: string) {
    // A rule's reference is "<bus>|<rule>" where the bus is not the account's default one.
    const ruleName = Token.isUnresolved(this.rule.ruleName)
      ? Fn.select(1, Fn.split('|', this.rule.ruleName))
      : this.rule.ruleName;
    const invocations = (metricName: string) =>
      new Metric({
        namespace: 'AWS/Events',
        metricName,
        dimensionsMap: { EventBusName: busName, RuleName: ruleName },
        ...SUM,
      });
    addAlarm(this, 'FailedInvocations', {
      says: `EventBridge gave up handing events to the subscriber ${this.node.id}.`,
      paragraph: 'Failed invocations',
      metric: invocations('FailedInvocations'),
    });
    addAlarm(this, 'LostInvocations', {
      says: `Events could reach neither the subscriber ${this.node.id} nor its dead-letter queue, and are gone.`,
      paragraph: 'Lost invocations',
      metric: invocations('InvocationsFailedToBeSentToDlq'),
    });
  }

  private output(name: string, queue: Queue | undefined) {
    if (queue) new CfnOutput(this, name, { value: queue.queueUrl });
  }

  /** By an aspect: the dead-letter queues own their alarms. */
  private notify(topic: ITopic) {
    const action = new SnsAction(topic);
    Aspects.of(this).add({
      visit: (node) => {
        if (!(node instanceof Alarm)) return;
        node.addAlarmAction(action);
        node.addOkAction(action);
      },
    });
  }
}

/** CDK's type knows texts alone; what its `Match` makes becomes the same objects. */
const toEventPattern = ({ 'detail-type': detailType, ...rest }: OrderEventPattern): EventPattern =>
  ({ ...rest, detailType }) as unknown as EventPattern;

const isArn = (bus: IEventBusRef | string): bus is string =>
  typeof bus === 'string' && bus.startsWith('arn:');

const busNameIn = (arn: string): string => arn.replace(/^.*:event-bus\//, '');

const isFunction = (target: IFunction | IQueue): target is IFunction => 'functionArn' in target;
