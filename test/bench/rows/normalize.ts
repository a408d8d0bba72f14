import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SQSRecord } from 'aws-lambda';
import { createPublish } from '../../../functions/aws/bus';
import { CLIENT_SETTINGS } from '../../../functions/aws/client';
import { createLog } from '../../../functions/aws/log';
import { createMetrics } from '../../../functions/aws/metrics';
import { createNormalize } from '../../../functions/normalize';
import { type Delivery, groupOf } from '../../../lib/delivery';
import { writeMessage } from '../../../lib/json';
import { sourceOf } from '../../../lib/names';
import { read } from '../../../lib/reading/read';
import { bundleToRun } from '../../support/bundle-to-run';
import { sqsRecord } from '../../support/lambda-events';
import { startServer } from '../child';
import { deliveriesOf, providerFor } from '../deliveries';
import { linesFloor, linesOf, readingFloor } from '../floors';
import { measure, ratioOf } from '../measure';
import { SOURCES, type Source } from '../payloads';
import { type Row, type Rows, rowOf } from '../row';

const BATCHES = 8;
const BATCH_SIZE = 10;
const QUEUE = 'bench.fifo';
const BUS = 'order-events';

/**
 * A batch of ten through the consumer, with the real SDK client at a server in another process. The floor is that client
 * alone with the same entries ready-made, and what comes before: parsing ten queue messages, the floor of ten readings,
 * and writing the same lines of the log.
 */
export const rows: Rows = async () => {
  const server = await startServer(await bundleToRun('test/bench/stub-bus.ts'));
  const client = new EventBridgeClient({ ...CLIENT_SETTINGS, endpoint: server.url });
  const all: Row[] = [];
  for (const source of SOURCES)
    for (const lines of [1, 10]) all.push(await normalizeOf(client, source, lines));
  client.destroy();
  server.stop();
  return all;
};

async function normalizeOf(client: EventBridgeClient, source: Source, lines: number): Promise<Row> {
  const provider = providerFor(source);
  const deliveries = deliveriesOf(source, lines, BATCHES * BATCH_SIZE);
  const batches = inTens(deliveries.map((delivery, i) => record(delivery, i)));
  const events = inTens(deliveries.map((delivery) => read(provider, delivery)));
  const entries = events.map((tens) =>
    tens.map(({ event, json }) => ({
      EventBusName: BUS,
      Source: sourceOf(provider.name),
      DetailType: event.metadata.type,
      Detail: json,
    })),
  );
  const written: string[] = [];
  let isKept = true;
  const write = (line: string) => {
    if (isKept) written.push(line);
  };
  const normalize = createNormalize({
    queues: [{ provider, queueUrl: `https://sqs/0/${QUEUE}`, deadLetterQueueUrl: 'https://sqs/0/dead.fifo' }],
    publish: createPublish(() => BUS, client),
    queue: { send: refuse, changeVisibility: refuse },
    log: createLog(write),
    metrics: createMetrics(write),
    now: Date.now,
    random: Math.random,
    retryForSeconds: 21_600,
  });
  const context = { getRemainingTimeInMillis: () => 30_000 };
  const run = async (i: number) => {
    const { batchItemFailures } = await normalize({ Records: batches[i] ?? [] }, context);
    if (batchItemFailures.length > 0) throw new Error(`${provider.name}: a batch was not published`);
  };
  const logged: (readonly object[])[] = [];
  for (let i = 0; i < BATCHES; i++) logged.push(await linesOf(written, () => run(i)));
  isKept = false;
  const measured = await measure(
    {
      normalize: run,
      floor(i) {
        const messages = batches[i]?.map(({ body }): Delivery => JSON.parse(body));
        events[i]?.map(({ event }, k) => readingFloor(messages?.[k]?.payload ?? '', event));
        linesFloor(logged[i] ?? []);
        return client.send(new PutEventsCommand({ Entries: entries[i] }));
      },
    },
    { items: BATCHES, milliseconds: 6_000 },
  );
  return rowOf({
    name: `batch of 10 ${source.short}-${lines} ÷ floor`,
    value: measured.normalize.micros,
    unit: 'µs',
    baseline: measured.floor.micros,
    ratio: ratioOf(measured.normalize, measured.floor),
    gate: { atMost: 1.4 },
    goal: { atMost: 1.2 },
  });
}

const record = (delivery: Delivery, i: number): SQSRecord =>
  sqsRecord(writeMessage(delivery), {
    queue: QUEUE,
    id: `message-${i}`,
    group: groupOf(delivery),
    sentAt: Date.now(),
  });

const inTens = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: BATCHES }, (_, i) => items.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE));

const refuse = async (): Promise<never> => {
  throw new Error('expected every record to be published');
};
