import { createManualClock } from '../manual-clock';
import type { JsonObject } from '../service';
import type { Duplicate } from '../sqs/queues';
import { createSqs } from '../sqs/sqs';

export const ORIGIN = 'http://127.0.0.1:4566';

/** SQS as the other parts of the local stack call it: without a wire in between. */
export function openSqs(options: { mostInFlight?: number } = {}) {
  const clock = createManualClock();
  const place = { account: '000000000000', region: 'us-east-1', origin: () => ORIGIN };
  const duplicates: Duplicate[] = [];
  const onDuplicate = (duplicate: Duplicate) => void duplicates.push(duplicate);
  const { actions } = createSqs({ clock, ...place, onDuplicate, ...options });

  const never = new AbortController().signal;
  async function call(action: keyof typeof actions, input: JsonObject, signal = never) {
    return actions[action](input, { signal });
  }

  return {
    call,
    /** What FIFO queues dropped. */
    duplicates,
    /** By seconds. */
    pass: (seconds: number) => clock.advance(seconds * 1000),
    async create(QueueName: string, Attributes: JsonObject = {}): Promise<string> {
      const fifo = QueueName.endsWith('.fifo') && { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
      const { QueueUrl } = await call('CreateQueue', { QueueName, Attributes: { ...fifo, ...Attributes } });
      return String(QueueUrl);
    },
    async receive(QueueUrl: string, input: JsonObject = {}): Promise<JsonObject[]> {
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...input };
      return ((await call('ReceiveMessage', request)).Messages ?? []) as JsonObject[];
    },
  };
}
