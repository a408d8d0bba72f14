import { Duration } from 'aws-cdk-lib';
import { type IEventBusRef, Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { SOURCE_PREFIX } from '../../lib/names';
import { NodeFunction } from './node-function';
import type { Pipeline } from './pipeline';
import { Subscription } from './subscription';

/** The example of a subscriber: copy this file, `functions/daily-totals.ts`, and one line of the stack. */
export class DailyTotals extends Construct {
  readonly subscription: Subscription;
  readonly function: NodeFunction;

  constructor(scope: Construct, id: string, bus: IEventBusRef, pipeline: Pipeline) {
    super(scope, id);
    this.function = new NodeFunction(this, 'Function', {
      pipeline,
      name: 'daily-totals',
      description: 'Example subscriber: orders and totals per day and currency',
      timeout: Duration.seconds(10),
      memorySize: 256,
    });
    this.subscription = new Subscription(this, 'Subscription', {
      name: 'daily-totals',
      key: pipeline.key,
      bus,
      // The version is part of the type: when v2 comes, both are published for a while.
      eventPattern: { source: Match.prefix(SOURCE_PREFIX), detailType: Match.suffix('.v1') },
      target: this.function,
    });
  }
}
