import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { pascalCase, webhookPathOf } from '../../lib/names';
import { DailyTotals } from './daily-totals';
import { OrderEvents } from './order-events';
import type { Settings } from './settings';

/** Props of {@link OrderEventsStack}. */
export interface OrderEventsStackProps extends StackProps {
  /** What the deployment chose. */
  readonly settings: Settings;
  /**
   * The providers to receive from.
   * @default every registered one
   */
  readonly providers?: readonly string[];
}

/** {@link OrderEvents} as a stack of its own, with the settings of a deployment and outputs for people. */
export class OrderEventsStack extends Stack {
  constructor(scope: Construct, id: string, { settings, providers, ...props }: OrderEventsStackProps) {
    super(scope, id, { description: 'Order webhooks in, canonical order events out', ...props });
    // CDK names a function's role in DependsOn besides referring to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };

    // The id stands in no logical id: what is in the construct is called as if it stood in the stack itself.
    const orders = new OrderEvents(this, 'Default', {
      ...(providers && { providers }),
      retryFor: Duration.seconds(Math.ceil(settings.retryForHours * 3600)),
      requestsPerSecond: settings.requestsPerSecond,
      requestBurst: settings.requestBurst,
      ...(settings.alarmEmail !== undefined && { alarmEmail: settings.alarmEmail }),
    });
    // Within the construct: its alarms go where all go.
    const example = settings.subscriber
      ? new DailyTotals(orders, 'DailyTotals', orders.bus, orders.pipeline)
      : undefined;

    this.output(
      'WebhookUrl',
      orders.webhookUrl,
      `Register <this>${webhookPathOf('<provider>', '<endpoint>')}`,
    );
    this.output('BusName', orders.bus.eventBusName, 'The bus to subscribe to');
    this.output(
      'LogHashKey',
      orders.logHashKey,
      'Finds orders in the logs, which hold hashes of their ids and numbers',
    );
    for (const { provider, queue, deadLetterQueue } of orders.intakes) {
      this.output(`${pascalCase(provider)}QueueUrl`, queue.queueUrl);
      this.output(`${pascalCase(provider)}DeadLetterQueueUrl`, deadLetterQueue.queueUrl);
    }
    if (example) {
      const { ruleDeadLetterQueue, functionDeadLetterQueue } = example.subscription;
      this.output('DailyTotalsRuleDeadLetterQueueUrl', ruleDeadLetterQueue.queueUrl);
      this.output('DailyTotalsFunctionDeadLetterQueueUrl', functionDeadLetterQueue.queueUrl);
    }
  }

  private output(name: string, value: string, description?: string) {
    new CfnOutput(this, name, description === undefined ? { value } : { value, description });
  }
}
