import { createPublish } from '../../functions/aws/bus';
import { createQueue } from '../../functions/aws/queue';
import { createReadSecret } from '../../functions/aws/secrets';
import { createEndpoints } from '../../functions/endpoints';
import { createNormalize } from '../../functions/normalize';
import { createReceive } from '../../functions/receive';
import { deadLetterQueueNameOf, queueNameOf, secretNameOf } from '../../lib/names';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import type { WebhookRequest } from '../../lib/webhook';
import { httpEvent } from './lambda-events';
import { createRecorder } from './recorder';
import { firstEndpoint } from './running-stack';
import { startStubAws } from './stub-aws';
import { clientsOf } from './stub-clients';

/** One provider's whole path: both functions with real SDK clients at the stub, and an event source between them. */
export async function startPipeline(provider: Provider) {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const now = () => clock.now;
  const aws = await startStubAws(now);
  const clients = clientsOf(aws);
  const recorder = createRecorder(now);
  const { log, metrics } = recorder;
  const [endpointName, endpoint] = firstEndpoint(provider);
  const secretId = secretNameOf(provider.name);
  aws.secrets.set(secretId, JSON.stringify({ [endpointName]: endpoint }));
  const source = aws.queue(queueNameOf(provider.name));
  const dead = aws.queue(deadLetterQueueNameOf(provider.name));
  const queues = {
    provider,
    queueUrl: aws.queueUrl(source.name),
    deadLetterQueueUrl: aws.queueUrl(dead.name),
  };
  const queue = createQueue(clients.sqs);
  const readSecret = createReadSecret(clients.secrets);
  const endpoints = createEndpoints({ provider, fetch: () => readSecret(secretId), now });
  const receive = createReceive({ intakes: [{ ...queues, endpoints }], queue, log, metrics, now });
  const normalize = createNormalize({
    queues: [queues],
    publish: createPublish(() => 'order-events', clients.events),
    queue,
    log,
    metrics,
    now,
    random: () => 0,
    retryForSeconds: 21_600,
  });

  return {
    ...recorder,
    aws,
    clock,
    source,
    dead,
    /** What the provider would send. */
    sign: (payload: string): WebhookRequest => provider.sign(payload, endpoint, { now: now() }),
    async post(request: WebhookRequest): Promise<{ status: number; id?: string }> {
      const { statusCode = 0, body = '{}' } = await receive(httpEvent(provider.name, endpointName, request));
      return { status: statusCode, id: JSON.parse(body).id };
    },
    /** One batch, as Lambda's event source runs it. */
    async runBatch(): Promise<void> {
      const records = source.receive();
      if (records.length === 0) return;
      const { batchItemFailures } = await normalize(
        { Records: records },
        { getRemainingTimeInMillis: () => 30_000 },
      );
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      for (const { messageId } of records) if (!failed.has(messageId)) source.delete(messageId);
    },
    /** Batch after batch until the queue is empty. */
    async drain(): Promise<void> {
      for (let batches = 0; batches < 100; batches++) {
        const next = source.nextVisibleAt();
        if (next === undefined) return;
        clock.now = Math.max(clock.now, next);
        await this.runBatch();
      }
      throw new Error('the queue does not become empty');
    },
    /** Ids of the events on the bus in the order in which it took them, repeats among them. */
    published: (): string[] => events(aws.bus).map(({ metadata }) => metadata.id),
    /** Ids of the dead letters. */
    deadLettered: (): string[] => dead.messages.map(({ MessageBody }) => JSON.parse(MessageBody).id),
    /** Ids of the deliveries that the queue ever held, in their order. */
    queued: (): string[] => source.messages.map(({ MessageBody }) => JSON.parse(MessageBody).id),
    waiting: (): string[] => source.waiting().map(({ MessageBody }) => JSON.parse(MessageBody).id),
    async close(): Promise<void> {
      clients.destroy();
      await aws.close();
    },
  };
}
export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

const events = (bus: readonly { Detail: string }[]): OrderEvent[] =>
  bus.map(({ Detail }) => JSON.parse(Detail));
