import type { Actions, Json, JsonObject } from '../service';
import type { Resource } from '../template';

const ATTRIBUTES = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
];

/** Creates the template's queues: those that others send their dead letters to come first. */
export async function deployQueues(
  resources: readonly Resource[],
  sqs: Actions<'CreateQueue'>,
): Promise<void> {
  const queues = resources.filter((resource) => resource.type === 'AWS::SQS::Queue');
  queues.sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties));
  for (const { properties, physical } of queues) {
    const Attributes: JsonObject = {};
    for (const name of ATTRIBUTES) {
      const value = properties[name];
      if (value !== undefined && value !== false) Attributes[name] = attributeText(value);
    }
    await sqs.actions.CreateQueue({ QueueName: physical.attributes.QueueName ?? '', Attributes });
  }
}

function attributeText(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
