/** The CloudFormation stack. */
export const STACK_NAME = 'OrderEvents';

/** The event bus; its archive and its API have the same name. */
export const BUS_NAME = 'order-events';

/** What the names of all queues and rules begin with. */
export const NAME_PREFIX = 'order-events-';

/** The FIFO queue of a provider's deliveries. */
export const queueNameOf = (provider: string): string => `${NAME_PREFIX}${provider}.fifo`;

/** The FIFO queue of the deliveries that could not become events. */
export const deadLetterQueueNameOf = (provider: string): string => `${NAME_PREFIX}${provider}-dead.fifo`;

/** A subscriber's standard queue of the events that a rule could not bring to its function. */
export const ruleDeadLetterQueueNameOf = (subscriber: string): string =>
  `${NAME_PREFIX}${subscriber}-rule-dead`;

/** A subscriber's standard queue of the events that its function failed on. */
export const functionDeadLetterQueueNameOf = (subscriber: string): string =>
  `${NAME_PREFIX}${subscriber}-function-dead`;

/** Whether a queue of that name holds dead letters, a provider's or a subscriber's. */
export const isDeadLetterQueueName = (name: string): boolean => /-dead(?:\.fifo)?$/.test(name);

/** A subscriber's rule on the bus. */
export const ruleNameOf = (subscriber: string): string => `${NAME_PREFIX}${subscriber}`;

/** The secret that holds a provider's endpoints. */
export const secretNameOf = (provider: string): string => `order-events/${provider}`;

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

/** The log group of one of our functions. */
export const logGroupNameOf = (functionName: string): string => `/order-events/${functionName}`;

/** The log group that an AWS service writes for one of our resources: under the prefix that AWS proposes for those. */
export const serviceLogGroupNameOf = (resource: string): string => `/aws/vendedlogs/order-events/${resource}`;

/** `('QUEUE_URL', 'some-shop')` → `QUEUE_URL_SOME_SHOP`: the variable that gives a function a provider's resource. */
export const environmentName = (prefix: EnvironmentPrefix, provider: string): string =>
  `${prefix}_${provider.replaceAll('-', '_').toUpperCase()}`;

/** What a function is given of each provider. */
export type EnvironmentPrefix = 'QUEUE_URL' | 'DEAD_LETTER_QUEUE_URL' | 'SECRET_ID';
