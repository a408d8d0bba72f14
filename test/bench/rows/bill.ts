import type { SQSRecord } from 'aws-lambda';
import { createPublish } from '../../../functions/aws/bus';
import { createQueue } from '../../../functions/aws/queue';
import { createReadSecret } from '../../../functions/aws/secrets';
import { createEndpoints } from '../../../functions/endpoints';
import { createNormalize } from '../../../functions/normalize';
import { createReceive } from '../../../functions/receive';
import { httpEvent } from '../../support/lambda-events';
import { createRecorder } from '../../support/recorder';
import { startStubAws } from '../../support/stub-aws';
import { clientsOf } from '../../support/stub-clients';
import { type Intake, intakeOf } from '../deliveries';
import { deployedFunction } from '../deployment';
import { payloadTexts, SOURCES } from '../payloads';
import { PRICES } from '../prices';
import { type Row, type Rows, rowOf } from '../row';

const ORDERS = 50;
const LINES = 3;
/** Assumed, not measured: most of what Lambda bills is waiting for SQS and EventBridge, which are not here. */
const BILLED_SECONDS = { receive: 0.02, normalize: 0.03 };
const GIGABYTE = 1e9;
const REQUEST_BYTES = 65_536;

/** Counts the calls that orders of both providers cost, and what AWS would ask for a million of them. */
export const rows: Rows = async () => {
  const counted = await countCalls();
  const callsPerOrder = (action: string) => (counted.calls[action] ?? 0) / counted.orders;
  const calls = (name: string, value: number, gate: number) =>
    rowOf({ name, value, unit: 'calls', gate: { atMost: gate }, goal: { atMost: gate } });
  return [
    calls('calls per order: SendMessage', callsPerOrder('SendMessage'), 1),
    calls('calls per order: PutEvents, in full batches', callsPerOrder('PutEvents'), 0.1),
    calls('calls per order: anything else', callsPerOrder('other'), 0),
    calls('calls to secrets, warm', counted.calls.secrets ?? 0, 0),
    ...(await billOf('in batches of 10', counted, 10)),
    ...(await billOf('in batches of 1', counted, 1)),
  ];
};

interface Counted {
  readonly orders: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly logBytes: { readonly receive: number; readonly normalize: number };
  readonly eventBytes: number;
  readonly messageBytes: number;
}

async function countCalls(): Promise<Counted> {
  const stub = await startStubAws();
  const clients = clientsOf(stub);
  const queue = createQueue(clients.sqs);
  const [receiving, normalizing] = [createRecorder(Date.now), createRecorder(Date.now)];
  const intakes = SOURCES.map((source) => intakeOf(source));
  for (const { provider, endpoint } of intakes)
    stub.secrets.set(provider.name, JSON.stringify({ bench: endpoint }));
  const receive = createReceive({
    intakes: intakes.map(({ provider }) => ({
      provider,
      queueUrl: stub.queueUrl(`${provider.name}.fifo`),
      endpoints: createEndpoints({
        provider,
        fetch: () => createReadSecret(clients.secrets)(provider.name),
        now: Date.now,
      }),
    })),
    queue,
    log: receiving.log,
    metrics: receiving.metrics,
    now: Date.now,
  });
  const normalize = createNormalize({
    queues: intakes.map(({ provider }) => ({
      provider,
      queueUrl: stub.queueUrl(`${provider.name}.fifo`),
      deadLetterQueueUrl: stub.queueUrl(`${provider.name}-dead.fifo`),
    })),
    publish: createPublish(() => 'order-events', clients.events),
    queue,
    log: normalizing.log,
    metrics: normalizing.metrics,
    now: Date.now,
    random: Math.random,
    retryForSeconds: 21_600,
  });

  const deliver = async ({ provider, source, endpoint }: Intake, payload: string) => {
    const { statusCode } = await receive(
      httpEvent(provider.name, 'bench', provider.sign(payload, endpoint, { now: Date.now() })),
    );
    if (statusCode !== 200) throw new Error(`${source.provider}: receive answered ${statusCode}`);
  };
  const payloads = new Map(intakes.map((intake) => [intake, payloadTexts(intake.source, LINES, ORDERS + 1)]));
  // The first of each reads the secrets; from the second on it is warm.
  for (const [intake, [first = '']] of payloads) await deliver(intake, first);
  const warm = stub.calls.length;
  receiving.lines.length = 0;
  for (const [intake, [, ...others]] of payloads)
    for (const payload of others) await deliver(intake, payload);
  const secrets = stub.calls.slice(warm).filter(({ action }) => action === 'GetSecretValue').length;

  for (const { provider } of intakes) {
    const line = stub.queue(`${provider.name}.fifo`);
    const [first] = line.waiting();
    if (first) line.delete(first.messageId);
    for (let batch = line.receive(); batch.length > 0; batch = line.receive()) {
      await normalize({ Records: batch }, { getRemainingTimeInMillis: () => 30_000 });
      for (const { messageId } of batch as SQSRecord[]) line.delete(messageId);
    }
  }
  const calls: Record<string, number> = { secrets };
  for (const { action } of stub.calls.slice(warm)) {
    const name = ['SendMessage', 'PutEvents'].includes(action) ? action : 'other';
    calls[name] = (calls[name] ?? 0) + 1;
  }
  clients.destroy();
  await stub.close();
  const orders = ORDERS * intakes.length;
  if (stub.bus.length !== orders) throw new Error(`expected ${orders} events, found ${stub.bus.length}`);
  const messages = intakes.flatMap(({ provider }) => stub.queue(`${provider.name}.fifo`).messages);
  return {
    orders,
    calls,
    logBytes: { receive: bytesOf(receiving.lines), normalize: bytesOf(normalizing.lines) },
    eventBytes: mean(stub.bus.map(({ Detail }) => Buffer.byteLength(Detail))),
    messageBytes: mean(messages.map(({ MessageBody }) => Buffer.byteLength(MessageBody))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

/** Term by term; a subscriber's own cost is the subscriber's. */
async function billOf(how: string, counted: Counted, batch: number): Promise<Row[]> {
  const { orders, logBytes, eventBytes, messageBytes } = counted;
  const gibibytes = async (id: string) => (await deployedFunction(id)).memoryMiB / 1_024;
  const pieces = Math.ceil(messageBytes / REQUEST_BYTES);
  // Logs were counted in full batches: single orders have some more.
  const terms = {
    'API Gateway': PRICES.httpRequest.dollars,
    'Lambda, invocations': PRICES.invocation.dollars * (1 + 1 / batch),
    'Lambda, duration (20 and 30 ms assumed)':
      PRICES.gigabyteSecond.dollars *
      (BILLED_SECONDS.receive * (await gibibytes('Receive')) +
        (BILLED_SECONDS.normalize / batch) * (await gibibytes('Normalize'))),
    'SQS: send; receive and delete by batches': PRICES.fifoRequest.dollars * pieces * (1 + 2 / batch),
    EventBridge: PRICES.event.dollars * Math.ceil(eventBytes / REQUEST_BYTES),
    'the archive of events': (PRICES.archivedGigabyte.dollars * eventBytes) / GIGABYTE,
    'logs and metrics':
      (PRICES.loggedGigabyte.dollars * (logBytes.receive + logBytes.normalize)) / orders / GIGABYTE,
  };
  const total = Object.values(terms).reduce((sum, dollars) => sum + dollars, 0) * 1e6;
  return [
    rowOf({
      name: `dollars for a million orders, ${how}`,
      value: total,
      unit: '$',
      gate: batch === 10 ? { atMost: 5 } : null,
      goal: batch === 10 ? { atMost: 5 } : null,
    }),
    ...Object.entries(terms).map(([name, dollars]) =>
      rowOf({ name: `  ${name}`, value: dollars * 1e6, unit: '$' }),
    ),
  ];
}
