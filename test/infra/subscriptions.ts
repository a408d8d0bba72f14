import { Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { OrderEventSubscription } from '../../infra/stack/order-event-subscription';

/** A stack of somebody else: a subscription of each kind. */
export class SubscriptionsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const lambda = (name: string) =>
      new LambdaFunction(this, name, {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => {}'),
      });
    new OrderEventSubscription(this, 'PaidOrders', {
      bus: 'order-events',
      filter: {
        providers: ['acme'],
        currencies: ['EUR'],
        paymentStatuses: ['paid'],
        total: { above: 100_000 },
      },
      target: lambda('Ship'),
      alarmTopic: new Topic(this, 'Alarms'),
    });
    new OrderEventSubscription(this, 'EveryOrder', {
      bus: 'order-events',
      types: ['order.created.v1'],
      filter: { tests: 'with' },
      target: new Queue(this, 'Orders', {
        deadLetterQueue: { queue: new Queue(this, 'Unread'), maxReceiveCount: 5 },
      }),
    });
    new OrderEventSubscription(this, 'FromAfar', {
      bus: 'arn:aws:events:eu-central-1:123456789012:event-bus/order-events',
      target: lambda('Account'),
    });
  }
}
