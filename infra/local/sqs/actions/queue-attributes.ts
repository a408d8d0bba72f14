import { type Action, AwsError, type JsonObject } from '../../service';
import { checkDeadLetterQueue } from '../dead-letter-queue';
import { text, textMap, texts } from '../input';
import { type Queue, setAttributes, settle } from '../queue';
import { checkAttributes, checkThroughput, isAttributeName, unknownAttribute } from '../queue-attributes';
import type { Sqs } from '../queues';

export function getQueueAttributes(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const names = new Set(texts(input, 'AttributeNames'));
    const all = names.delete('All');
    for (const name of names) if (!isAttributeName(name)) throw unknownAttribute(name);
    const attributes = Object.entries(describe(sqs, queue)).filter(([name]) => all || names.has(name));
    return attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) };
  };
}

export function setQueueAttributes(sqs: Sqs): Action {
  return (input) => {
    const queue = sqs.queues.byUrl(text(input, 'QueueUrl'));
    const requested = textMap(input, 'Attributes');
    if (requested.FifoQueue !== undefined && requested.FifoQueue.toLowerCase() !== String(queue.fifo)) {
      throw new AwsError(
        'InvalidAttributeValue',
        'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
      );
    }
    const attributes = checkAttributes(requested, queue.fifo);
    checkThroughput({ ...queue.attributes, ...attributes });
    checkDeadLetterQueue(sqs, queue, attributes.RedrivePolicy);
    setAttributes(queue, attributes, sqs.clock.now());
    return {};
  };
}

function describe(sqs: Sqs, queue: Queue): JsonObject {
  const count = settle(queue, sqs.clock.now()).count();
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(count.visible),
    ApproximateNumberOfMessagesNotVisible: String(count.inFlight),
    ApproximateNumberOfMessagesDelayed: String(count.delayed),
  };
}
