import { join } from 'node:path';
import { CfnOutput, Duration, PermissionsBoundary, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DEFAULT_NAME, pascalCase, webhookPathOf } from '../../lib/names';
import { buildIdOf } from './build-id';
import { DailyTotals } from './daily-totals';
import { EncryptionKey } from './encryption-key';
import { OrderEvents, type OrderEventsProps } from './order-events';
import type { Settings } from './settings';

const ROOT = join(__dirname, '..', '..');

/** Props of {@link OrderEventsStack}. */
export interface OrderEventsStackProps extends StackProps {
  /** What the deployment chose. */
  readonly settings: Settings;
}

/** {@link OrderEvents} as a stack of its own, with the settings of a deployment and outputs for people. */
export class OrderEventsStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: OrderEventsStackProps) {
    super(scope, id, {
      description: 'Order webhooks in, canonical order events out',
      ...(settings.tags && { tags: settings.tags }),
      ...(settings.terminationProtection && { terminationProtection: true }),
      ...(settings.permissionsBoundary && { permissionsBoundary: boundary(settings.permissionsBoundary) }),
      ...props,
    });
    // CDK names a function's role in DependsOn besides referring to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };

    // The id stands in no logical id: what is in the construct is called as if it stood in the stack itself.
    const orders = new OrderEvents(this, 'Default', this.propsOf(settings));
    // Within the construct: its alarms go where all go.
    if (settings.subscriber) new DailyTotals(orders, 'DailyTotals', orders.bus, orders.pipeline);

    this.output(
      'WebhookUrl',
      orders.webhookUrl,
      `Register <this>${webhookPathOf('<provider>', '<endpoint>')}`,
    );
    if (orders.domainTarget !== undefined)
      this.output('DomainTarget', orders.domainTarget, "Point the domain's DNS record here");
    this.output('BusName', orders.bus.eventBusName, 'The bus to subscribe to');
    const buildId = buildIdOf(ROOT);
    if (buildId !== undefined) this.output('BuildId', buildId, 'The sources that are deployed');
    this.output(
      'LogHashKey',
      orders.logHashKey,
      'Finds orders in the logs, which hold hashes of their ids and numbers',
    );
    for (const { provider, queue, deadLetterQueue } of orders.intakes) {
      this.output(`${pascalCase(provider)}QueueUrl`, queue.queueUrl);
      this.output(`${pascalCase(provider)}DeadLetterQueueUrl`, deadLetterQueue.queueUrl);
    }
  }

  /** Settings are plain JSON; the construct takes what CDK makes of it. */
  private propsOf(settings: Settings): OrderEventsProps {
    const { retryForHours, archiveDays, logDays, alarmTopicArn, silenceAfterHours, domain, ...same } =
      settings;
    return {
      ...same,
      ...(retryForHours !== undefined && { retryFor: Duration.seconds(Math.ceil(retryForHours * 3600)) }),
      ...(archiveDays !== undefined && { archiveFor: Duration.days(archiveDays) }),
      ...(logDays !== undefined && { logRetention: logDays }),
      ...(alarmTopicArn !== undefined && {
        alarmTopic: Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn),
      }),
      ...(silenceAfterHours && {
        silenceAfter: mapValues(silenceAfterHours, (hours) => Duration.hours(hours)),
      }),
      ...(domain && {
        domain: {
          ...domain,
          certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        },
      }),
      ...(settings.customerManagedKey && {
        key: new EncryptionKey(this, 'Key', settings.name ?? DEFAULT_NAME),
      }),
    };
  }

  private output(name: string, value: string, description?: string) {
    new CfnOutput(this, name, description === undefined ? { value } : { value, description });
  }
}

const boundary = (nameOrArn: string): PermissionsBoundary =>
  nameOrArn.startsWith('arn:')
    ? PermissionsBoundary.fromArn(nameOrArn)
    : PermissionsBoundary.fromName(nameOrArn);

const mapValues = <From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
