import { Duration } from 'aws-cdk-lib';
import type { IEventBusRef } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function';
import { OrderEventSubscription } from './order-event-subscription';
import type { Pipeline } from './pipeline';

/** The example of a subscriber: copy this file and `functions/daily-totals.ts`. */
export class DailyTotals extends Construct {
  constructor(scope: Construct, id: string, bus: IEventBusRef, pipeline: Pipeline) {
    super(scope, id);
    const target = new NodeFunction(this, 'Function', {
      pipeline,
      name: 'daily-totals',
      description: 'Example subscriber: orders and totals per day and currency',
      timeout: Duration.seconds(10),
      memorySize: 256,
    });
    new OrderEventSubscription(this, 'Subscription', { bus, target, key: pipeline.key });
  }
}
