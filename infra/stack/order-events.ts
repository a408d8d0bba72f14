import { Annotations, Aws, Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { EventBus, IEventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { DEFAULT_NAME, pascalCase } from '../../lib/names';
import { providers as registered } from '../../lib/providers';
import { BusAccess, grantPublishing } from './bus-access';
import { OrderEventBus } from './event-bus';
import { Monitoring } from './monitoring';
import { NodeFunction } from './node-function';
import type { Pipeline } from './pipeline';
import { ProviderIntake } from './provider-intake';
import { SchemaRegistry } from './schema-registry';
import { WebhookApi, type WebhookDomain } from './webhook-api';

/** Between the handler's own deadline of 8 s and the API's of 10: each leaves the next the time to say why. */
const RECEIVE_TIMEOUT = Duration.seconds(9);
const NORMALIZE_TIMEOUT = Duration.seconds(30);
/** After a longer time SQS itself would dead-letter, by `maxReceiveCount`, and without the reason. */
const RETRY_FOR = Duration.hours(6);

/** Props of {@link OrderEvents}. */
export interface OrderEventsProps {
  /**
   * What the names of bus, queues, secrets and logs begin with, and a dimension of every metric: two pipelines in one
   * account need two names. Kebab-case.
   * @default order-events
   */
  readonly name?: string;
  /**
   * The providers to receive from, by their names in the registry.
   * @default every registered one
   */
  readonly providers?: readonly string[];
  /**
   * How long a delivery is retried while the bus is unavailable, before it becomes a dead letter; at most six hours.
   * @default six hours
   */
  readonly retryFor?: Duration;
  /**
   * Requests a second that each provider's route accepts on average; the others are answered 429.
   * @default 500
   */
  readonly requestsPerSecond?: number;
  /**
   * Requests that each provider's route accepts at once.
   * @default 1000
   */
  readonly requestBurst?: number;
  /**
   * How many requests are answered at a time, taken from the account's concurrency for nobody else.
   * @default as many as the account has left
   */
  readonly receiveConcurrency?: number;
  /**
   * How many batches of one provider are read at a time, 2 to 1,000. Five times ten deliveries in some 50 ms are 1,000
   * a second, twice what a route lets in; and a backlog leaves the account's concurrency to the webhooks.
   * @default 5
   */
  readonly normalizeConcurrency?: number;
  /**
   * A bus that exists already, for order events beside others.
   * @default a bus of its own, with the pipeline's name and a log of what it cannot deliver
   */
  readonly bus?: EventBus | IEventBus;
  /**
   * How long the archive keeps events.
   * @default 30 days
   */
  readonly archiveFor?: Duration;
  /**
   * How long the logs are kept.
   * @default a month
   */
  readonly logRetention?: RetentionDays;
  /**
   * The topic that every alarm is sent to.
   * @default alarms only change their state
   */
  readonly alarmTopic?: ITopic;
  /**
   * An address that every alarm is sent to, once its owner has confirmed.
   * @default none
   */
  readonly alarmEmail?: string;
  /**
   * By provider: after how long without an accepted delivery an alarm rings, in whole hours, at most 24.
   * @default none rings: how often orders come, only you know
   */
  readonly silenceAfter?: Readonly<Record<string, Duration>>;
  /**
   * A domain of your own for the webhooks; the address that AWS makes is switched off then.
   * @default the address that AWS makes, which dies with the API
   */
  readonly domain?: WebhookDomain;
  /**
   * Encrypts queues, secrets, bus, archive and logs; its policy has to let EventBridge and CloudWatch Logs use it, as
   * that of `EncryptionKey` does.
   * @default keys that AWS owns
   */
  readonly key?: IKey;
  /**
   * Whether functions write traces to X-Ray.
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Accounts that may put rules on the bus, by their 12 digits.
   * @default only this account
   */
  readonly subscriberAccounts?: readonly string[];
  /**
   * Organisations whose accounts may put rules on the bus, by their ids.
   * @default none
   */
  readonly subscriberOrganisations?: readonly string[];
  /**
   * Whether the bus refuses order events (`orders.*`) of everybody but the pipeline, whatever rights they have.
   * @default false
   */
  readonly onlyPipelinePublishes?: boolean;
}

/**
 * The whole pipeline: receives webhooks, queues deliveries per provider, normalizes them, and publishes order events on
 * the bus.
 *
 * @example
 * const orders = new OrderEvents(this, 'Orders', { alarmTopic });
 * new CfnOutput(this, 'WebhookUrl', { value: orders.webhookUrl });
 */
export class OrderEvents extends Construct {
  /** The pipeline's name. */
  readonly name: string;
  /** The bus that order events are on. */
  readonly bus: EventBus | IEventBus;
  /** Webhooks are sent to `<webhookUrl>/webhooks/<provider>/<endpoint>`. */
  readonly webhookUrl: string;
  /** Where the DNS record of the domain has to point, if there is a domain. */
  readonly domainTarget: string | undefined;
  /** The API behind it. */
  readonly api: HttpApi;
  /** Checks signatures and queues deliveries. */
  readonly receive: NodeFunction;
  /** Reads deliveries and publishes events. */
  readonly normalize: NodeFunction;
  /** Queue, dead-letter queue and secret of each provider. */
  readonly intakes: readonly ProviderIntake[];
  /** Keys the hashes of ids and numbers in the logs: `npm run trace` needs it. */
  readonly logHashKey: string;
  /** What subscribers of the same pipeline share with it. */
  readonly pipeline: Pipeline;

  constructor(scope: Construct, id: string, props: OrderEventsProps = {}) {
    super(scope, id);
    this.name = props.name ?? DEFAULT_NAME;
    const providers = props.providers ?? registered.map(({ name }) => name);
    const pipeline: Pipeline = {
      name: this.name,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      tracing: props.tracing ?? false,
      ...(props.key && { key: props.key }),
    };
    this.pipeline = pipeline;

    const archiveFor = props.archiveFor ?? Duration.days(30);
    this.bus = props.bus ?? new OrderEventBus(this, 'Bus', { pipeline, archiveFor });
    new SchemaRegistry(this, 'Schemas', { pipeline });
    // Unlike any other stack's, known without a secret, and in no log: the id that CloudFormation made for this one.
    this.logHashKey = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    this.receive = new NodeFunction(this, 'Receive', {
      pipeline,
      name: 'receive',
      description: "Checks a webhook's signature and puts the delivery on its provider's queue",
      timeout: RECEIVE_TIMEOUT,
      // Somebody waits: a first request loads the bundle and opens two TLS connections, which is all CPU.
      memorySize: 1024,
      environment: { LOG_HASH_KEY: this.logHashKey },
      reservedConcurrentExecutions: props.receiveConcurrency,
    });
    this.normalize = new NodeFunction(this, 'Normalize', {
      pipeline,
      name: 'normalize',
      description: 'Reads queued deliveries and publishes them as order events on the bus',
      timeout: NORMALIZE_TIMEOUT,
      // Nobody waits, and the largest batch (6 MB) with everything made of it fits several times.
      memorySize: 512,
      environment: {
        BUS_NAME: this.bus.eventBusName,
        LOG_HASH_KEY: this.logHashKey,
        RETRY_FOR_SECONDS: String(Math.ceil((props.retryFor ?? RETRY_FOR).toSeconds())),
      },
    });
    grantPublishing(this.normalize, this.bus, providers);
    if (props.key) {
      for (const fn of [this.receive, this.normalize])
        Grant.addToPrincipal({
          grantee: fn,
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resourceArns: [props.key.keyArn],
        });
    }
    new BusAccess(this, 'BusAccess', {
      bus: this.bus,
      accounts: props.subscriberAccounts,
      organisations: props.subscriberOrganisations,
      onlyPublisher: props.onlyPipelinePublishes ? this.normalize.role : undefined,
    });

    this.intakes = providers.map((provider) => {
      const intake = new ProviderIntake(this, pascalCase(provider), {
        pipeline,
        provider,
        busName: this.bus.eventBusName,
        consumerTimeout: NORMALIZE_TIMEOUT,
        maxConcurrency: props.normalizeConcurrency ?? 5,
      });
      intake.filledBy(this.receive);
      intake.drainedBy(this.normalize);
      return intake;
    });
    const { api, throttled, unanswered, url, domainTarget } = new WebhookApi(this, 'Webhooks', {
      pipeline,
      providers,
      handler: this.receive,
      requestsPerSecond: props.requestsPerSecond ?? 500,
      requestBurst: props.requestBurst ?? 1_000,
      domain: props.domain,
    });
    this.api = api;
    this.webhookUrl = url;
    this.domainTarget = domainTarget;

    new Monitoring(this, 'Monitoring', {
      pipeline,
      api,
      throttled,
      unanswered,
      intakes: this.intakes,
      functions: [this.receive, this.normalize],
      retryFor: props.retryFor ?? RETRY_FOR,
      silenceAfter: props.silenceAfter ?? {},
      ...(props.alarmTopic && { alarmTopic: props.alarmTopic }),
      ...(props.alarmEmail !== undefined && { alarmEmail: props.alarmEmail }),
    });
    if (!props.alarmTopic && props.alarmEmail === undefined)
      Annotations.of(this).addWarningV2(
        'order-events:nobody-hears-the-alarms',
        `Nobody hears the alarms of ${this.name}: set alarmEmail or alarmTopicArn.`,
      );
  }
}
