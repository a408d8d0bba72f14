import { type Action, AwsError } from '../../service';
import { checkDeadLetterQueue } from '../dead-letter-queue';
import { invalidParameter } from '../error';
import { text, textMap } from '../input';
import { createQueue as create, type Queue } from '../queue';
import { checkAttributes, checkThroughput, type QueueAttributes } from '../queue-attributes';
import { queueUrl, type Sqs } from '../queues';

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^(?=.{1,80}$)[\w-]+\.fifo$/;

export function createQueue(sqs: Sqs): Action {
  return (input) => {
    const name = text(input, 'QueueName');
    const requested = textMap(input, 'Attributes');
    const fifo = requested.FifoQueue?.toLowerCase() === 'true';
    checkName(name, fifo);
    const arn = sqs.queues.arn(name);
    const attributes = checkAttributes(requested, fifo);
    checkDeadLetterQueue(sqs, { arn, fifo }, attributes.RedrivePolicy);

    const existing = sqs.queues.find(name);
    if (existing) checkSame(existing, attributes);
    const queue = existing ?? create(name, arn, attributes, sqs.clock.now());
    if (!existing) {
      checkThroughput(queue.attributes);
      sqs.queues.add(queue);
    }
    return { QueueUrl: queueUrl(sqs, queue) };
  };
}

function checkName(name: string, fifo: boolean): void {
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, ' +
        'must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!fifo && !NAME.test(name)) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}

/** Creating a queue that exists is fine as long as nothing that the caller names is different. */
function checkSame(queue: Queue, attributes: QueueAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (queue.attributes[name] === (value === '' ? undefined : value)) continue;
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}
