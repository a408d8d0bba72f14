import { Duration, Names } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';
import type { OrderEventPattern } from './order-event-pattern';

/** Props of {@link BusRelay}. */
export interface BusRelayProps {
  /** The bus of another account, whose policy lets this account put rules on it. */
  readonly busArn: string;
  /** What is forwarded. */
  readonly eventPattern: OrderEventPattern;
  /**
   * Encrypts the dead-letter queue.
   * @default a key of SQS
   */
  readonly key?: IKey | undefined;
}

/**
 * Brings events of another account's bus onto a bus of this account. A rule over there reaches functions and queues of
 * its own account alone, unless that account makes a role for each; a bus over here it reaches by a role of ours.
 */
export class BusRelay extends Construct {
  /** The bus of this account. */
  readonly bus: EventBus;
  /** Holds what could not be brought here. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, { busArn, eventPattern, key }: BusRelayProps) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: Names.uniqueResourceName(this, { maxLength: 64 }),
      description: `What is forwarded from ${busArn}`,
    });
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue', {
      busName: busArn.replace(/^.*:event-bus\//, ''),
      subscriber: `${this.node.path}`,
      key,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    this.bus.grantPutEventsTo(role);

    const rule = new CfnRule(this, 'Rule', {
      // By its ARN: a name is looked for in this account.
      eventBusName: busArn,
      eventPattern,
      targets: [
        {
          id: 'Bus',
          arn: this.bus.eventBusArn,
          roleArn: role.roleArn,
          deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
          retryPolicy: {
            maximumEventAgeInSeconds: Duration.hours(24).toSeconds(),
            maximumRetryAttempts: 185,
          },
        },
      ],
    });
    this.deadLetterQueue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetterQueue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
  }
}
