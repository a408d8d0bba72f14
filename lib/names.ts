/** A pipeline's name, unless its deployment chooses another. Bus, archive and API have it, all other names begin with it. */
export const DEFAULT_NAME = 'order-events';

/** The CloudFormation stack of a pipeline: `order-events-staging` → `OrderEventsStaging`. */
export const stackNameOf = (name: string = DEFAULT_NAME): string => pascalCase(name);

/** What the names of all queues begin with. */
export const prefixOf = (name: string = DEFAULT_NAME): string => `${name}-`;

/** The FIFO queue of a provider's deliveries. */
export const queueNameOf = (provider: string, name?: string): string => `${prefixOf(name)}${provider}.fifo`;

/** The FIFO queue of the deliveries that could not become events. */
export const deadLetterQueueNameOf = (provider: string, name?: string): string =>
  `${prefixOf(name)}${provider}-dead.fifo`;

/**
 * The tag of every dead-letter queue, a provider's or a subscriber's, in whatever stack or account: its value is the
 * name of the bus.
 */
export const DEAD_LETTERS_TAG = 'order-events:dead-letters';

/** The tag beside it on a subscriber's queue: which subscription, and whether `rule` or `function` failed. */
export const SUBSCRIBER_TAG = 'order-events:subscriber';

/**
 * Whether a queue of that name holds dead letters. The subscribers' queues have names that CloudFormation makes, of
 * the construct's id; it shortens long ones, so on AWS {@link DEAD_LETTERS_TAG} is what counts.
 */
export const isDeadLetterQueueName = (name: string): boolean =>
  /-dead(?:\.fifo)?$|DeadLetterQueue/.test(name);

/** The secret that holds a provider's endpoints. */
export const secretNameOf = (provider: string, name: string = DEFAULT_NAME): string => `${name}/${provider}`;

/** What the EventBridge `source` of every order event begins with. */
export const SOURCE_PREFIX = 'orders.';

/** The EventBridge `source` of a provider's events. */
export const sourceOf = (provider: string): string => `${SOURCE_PREFIX}${provider}`;

/** The event's own `metadata.source`: `urn:order-events:<provider>:<account>`. */
export const sourceUrnOf = (provider: string, account: string): string =>
  `urn:order-events:${provider}:${account}`;

/** The path that a provider's webhooks are sent to. */
export const webhookPathOf = (provider: string, endpoint: string): string =>
  `/webhooks/${provider}/${endpoint}`;

/** The CloudWatch namespace of our own metrics. */
export const METRIC_NAMESPACE = 'OrderEvents';

/** The dimension of every metric of ours: the pipeline's name. */
export const NAME_DIMENSION = 'Pipeline';

/** The log group of one of our functions. */
export const logGroupNameOf = (functionName: string, name: string = DEFAULT_NAME): string =>
  `/${name}/${functionName}`;

/** The log group that an AWS service writes for one of our resources: under the prefix that AWS proposes for those. */
export const serviceLogGroupNameOf = (resource: string, name: string = DEFAULT_NAME): string =>
  `/aws/vendedlogs/${name}/${resource}`;

/** `('QUEUE_URL', 'some-shop')` → `QUEUE_URL_SOME_SHOP`: the variable that gives a function a provider's resource. */
export const environmentName = (prefix: EnvironmentPrefix, provider: string): string =>
  `${prefix}_${provider.replaceAll('-', '_').toUpperCase()}`;

/** What a function is given of each provider. */
export type EnvironmentPrefix = 'QUEUE_URL' | 'DEAD_LETTER_QUEUE_URL' | 'SECRET_ID';

/** `some-shop` → `SomeShop`. */
export const pascalCase = (kebab: string): string =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
