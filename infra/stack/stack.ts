import { Aws, CfnOutput, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { BUS_NAME, webhookPathOf } from '../../lib/names';
import { DailyTotals } from './daily-totals';
import { OrderEventBus } from './event-bus';
import { Monitoring } from './monitoring';
import { NodeFunction } from './node-function';
import { ProviderIntake } from './provider-intake';
import { readSettings } from './settings';
import { WebhookApi } from './webhook-api';

/** Between the handler's own deadline of 8 s and the API's of 10: each leaves the next the time to say why. */
const RECEIVE_TIMEOUT = Duration.seconds(9);
const NORMALIZE_TIMEOUT = Duration.seconds(30);

/** Props of {@link OrderEventsStack}. */
export interface OrderEventsStackProps extends StackProps {
  /** The providers' names, kebab-case. */
  readonly providers: readonly string[];
}

/**
 * Receives webhooks, queues deliveries per provider, normalizes them, and publishes order events on the bus. What a
 * deployment may choose is read from the context.
 *
 * @throws SettingError
 */
export class OrderEventsStack extends Stack {
  constructor(scope: Construct, id: string, { providers, ...props }: OrderEventsStackProps) {
    super(scope, id, { description: 'Order webhooks in, canonical order events out', ...props });
    const settings = readSettings(this.node);
    // CDK names a function's role in DependsOn besides referring to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };

    const bus = new OrderEventBus(this, 'Bus', BUS_NAME);
    // Unlike any other stack's, known without a secret, and in no log: the id that CloudFormation made for this one.
    const logHashKey = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    const receive = new NodeFunction(this, 'Receive', {
      name: 'receive',
      description: "Checks a webhook's signature and puts the delivery on its provider's queue",
      timeout: RECEIVE_TIMEOUT,
      // Somebody waits: a first request loads the bundle and opens two TLS connections, which is all CPU.
      memorySize: 1024,
      environment: { LOG_HASH_KEY: logHashKey },
    });
    const normalize = new NodeFunction(this, 'Normalize', {
      name: 'normalize',
      description: 'Reads queued deliveries and publishes them as order events on the bus',
      timeout: NORMALIZE_TIMEOUT,
      // Nobody waits, and the largest batch (6 MB) with everything made of it fits several times.
      memorySize: 512,
      environment: {
        BUS_NAME: bus.eventBusName,
        LOG_HASH_KEY: logHashKey,
        RETRY_FOR_SECONDS: String(Math.ceil(settings.retryForHours * 3600)),
      },
    });
    bus.grantPutEventsTo(normalize);

    const intakes = providers.map((provider) => {
      const intake = new ProviderIntake(this, pascalCase(provider), {
        provider,
        consumerTimeout: NORMALIZE_TIMEOUT,
      });
      intake.filledBy(receive);
      intake.drainedBy(normalize);
      return intake;
    });
    const { api, throttled } = new WebhookApi(this, 'Webhooks', {
      providers,
      handler: receive,
      requestsPerSecond: settings.requestsPerSecond,
      requestBurst: settings.requestBurst,
    });
    const example = settings.subscriber ? new DailyTotals(this, 'DailyTotals', bus) : undefined;

    new Monitoring(this, 'Monitoring', {
      api,
      throttled,
      providers,
      functions: [receive, normalize, ...(example ? [example.function] : [])],
      queues: intakes.map(({ queue }) => queue),
      ...(settings.alarmEmail === undefined ? {} : { alarmEmail: settings.alarmEmail }),
    });

    this.output('WebhookUrl', api.apiEndpoint, `Register <this>${webhookPathOf('<provider>', '<endpoint>')}`);
    this.output('BusName', bus.eventBusName, 'The bus to subscribe to');
    this.output(
      'LogHashKey',
      logHashKey,
      'Finds orders in the logs, which hold hashes of their ids and numbers',
    );
    for (const { provider, queue, deadLetterQueue } of intakes) {
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

const pascalCase = (kebab: string) =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
