import type { SQSRecord } from 'aws-lambda';
import { createPublish } from '../../../functions/aws/bus';
import { createQueue } from '../../../functions/aws/queue';
import { createReadSecret } from '../../../functions/aws/secrets';
import { createEndpoints } from '../../../functions/endpoints';
import { createNormalize } from '../../../functions/normalize';
import { createReceive } from '../../../functions/receive';
import {
  functionNamed,
  resource,
  resources,
  type Template,
  templateOf,
  writeTemplates,
} from '../../infra/templates';
import { httpEvent } from '../../support/lambda-events';
import { createRecorder } from '../../support/recorder';
import { startStubAws } from '../../support/stub-aws';
import { clientsOf } from '../../support/stub-clients';
import { type Intake, intakeOf } from '../deliveries';
import { floodBill, LARGEST_BYTES, METERED_BYTES, requestsPerSecond } from '../flood-bill';
import { payloadTexts, SOURCES } from '../payloads';
import { PRICES } from '../prices';
import { type Row, type Rows, rowOf } from '../row';
import { standingBill } from '../standing-bill';
import { rowsOfTerms, sumOf, type Terms } from '../terms';

const ORDERS = 50;
const LINES = 3;
/** Assumed, not measured: most of what Lambda bills is waiting for SQS and EventBridge, which are not here. */
const BILLED_SECONDS = { receive: 0.02, normalize: 0.03 };
const GIGABYTE = 1e9;
const REQUEST_BYTES = 65_536;
/** CloudWatch Logs counts so many for each line beside its own. */
const LOG_EVENT_BYTES = 26;

/** Counts the calls that orders of both providers cost, and what AWS would ask for them, for rest and for a flood. */
export const rows: Rows = async () => {
  await writeTemplates();
  return billRows(templateOf('plain'), templateOf('three'));
};

/**
 * @param template of a stack with default settings and as many providers as are registered
 * @param withOneMore the same with a provider more
 */
export async function billRows(template: Template, withOneMore: Template): Promise<Row[]> {
  const counted = await countCalls();
  const callsPerOrder = (action: string) => (counted.calls[action] ?? 0) / counted.orders;
  const calls = (name: string, value: number, gate: number) =>
    rowOf({ name, value, unit: 'calls', gate: { atMost: gate }, goal: { atMost: gate } });
  const flood = (bytes: number) =>
    floodBill(template, {
      bytes,
      logBytes: counted.refusedLogBytes + accessLogBytes(template),
      memoryMiB: memoryMiB(template, 'receive'),
    });
  const standing = standingBill(template, counted.metrics);
  const more = standingBill(
    withOneMore,
    Math.round((counted.metrics * (SOURCES.length + 1)) / SOURCES.length),
  );
  return [
    calls('calls per order: SendMessage', callsPerOrder('SendMessage'), 1),
    calls('calls per order: PutEvents, in full batches', callsPerOrder('PutEvents'), 0.1),
    calls('calls per order: anything else', callsPerOrder('other'), 0),
    calls('calls to secrets, warm', counted.calls.secrets ?? 0, 0),
    ...rowsOfTerms(
      'dollars for a million orders, in batches of 10',
      times(1e6, billOf(template, counted, 10)),
      {
        atMost: 5,
      },
    ),
    ...rowsOfTerms('dollars for a million orders, in batches of 1', times(1e6, billOf(template, counted, 1))),
    ...rowsOfTerms('dollars a month at rest', standing),
    rowOf({
      name: 'dollars a month at rest, each further provider',
      value: sumOf(more) - sumOf(standing),
      unit: '$',
    }),
    ...rowsOfTerms('dollars a day, a flood of small unsigned requests to a route', flood(0)),
    ...rowsOfTerms('dollars a day, a flood of unsigned requests of 10 MB', flood(LARGEST_BYTES)),
    rowOf({
      name: 'dollars for a million requests that are answered 429',
      value: (1e6 * PRICES.loggedGigabyte.dollars * accessLogBytes(template)) / GIGABYTE,
      unit: '$',
    }),
    rowOf({
      name: 'orders a provider can take, in batches of 10',
      value: ceilingOf(template, 10),
      unit: '1/s',
    }),
    rowOf({
      name: 'orders a provider can take, in batches of 1',
      value: ceilingOf(template, 1),
      unit: '1/s',
    }),
  ];
}

interface Counted {
  readonly orders: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly logBytes: { readonly receive: number; readonly normalize: number };
  /** That one unsigned request leaves in the functions' log. */
  readonly refusedLogBytes: number;
  /** Custom metrics of both providers on a day on which orders came. */
  readonly metrics: number;
  readonly bodyBytes: number;
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
  receiving.lines.length = 0;
  for (const { provider } of intakes)
    await receive(httpEvent(provider.name, 'bench', { headers: {}, body: new Uint8Array() }));
  const refusedLogBytes = bytesOf(receiving.lines) / intakes.length;
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
  const metrics = new Set(metricsOf([...receiving.embedded(), ...normalizing.embedded()]));
  return {
    orders,
    calls,
    refusedLogBytes,
    metrics: metrics.size,
    bodyBytes: mean([...payloads.values()].flat().map((payload) => Buffer.byteLength(payload))),
    logBytes: { receive: bytesOf(receiving.lines), normalize: bytesOf(normalizing.lines) },
    eventBytes: mean(stub.bus.map(({ Detail }) => Buffer.byteLength(Detail))),
    messageBytes: mean(messages.map(({ MessageBody }) => Buffer.byteLength(MessageBody))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + LOG_EVENT_BYTES, 0);

/** A metric of its own is each name with each set of dimensions. */
const metricsOf = (embedded: readonly Readonly<Record<string, unknown>>[]): string[] =>
  embedded.flatMap((line) => {
    const [{ Dimensions, Metrics }] = (line as unknown as EmbeddedLine)._aws.CloudWatchMetrics;
    const dimensions = Dimensions[0].map((name) => `${name}=${line[name]}`).join(' ');
    return Metrics.map(({ Name }) => `${Name} ${dimensions}`);
  });

interface EmbeddedLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly [
      { readonly Dimensions: readonly [readonly string[]]; readonly Metrics: readonly { Name: string }[] },
    ];
  };
}

/** Of a line of the access log, with values as long as they mostly are. */
function accessLogBytes(template: Template): number {
  const format: string = resource(template, 'AWS::ApiGatewayV2::Stage').Properties.AccessLogSettings.Format;
  return Buffer.byteLength(format.replace(/\$context\.[\w.]+/g, 'some-fifteen-ch')) + LOG_EVENT_BYTES;
}

const memoryMiB = (template: Template, name: string): number =>
  functionNamed(template, name).Properties.MemorySize;

/** For one order, term by term; a subscriber's own cost is the subscriber's. */
function billOf(template: Template, counted: Counted, batch: number): Terms {
  const { orders, logBytes, bodyBytes, eventBytes, messageBytes } = counted;
  const gibibytes = (name: string) => memoryMiB(template, name) / 1_024;
  const pieces = Math.ceil(messageBytes / REQUEST_BYTES);
  // Logs were counted in full batches: single orders have some more.
  return {
    'API Gateway': PRICES.httpRequest.dollars * Math.ceil(bodyBytes / METERED_BYTES),
    'Lambda, invocations': PRICES.invocation.dollars * (1 + 1 / batch),
    'Lambda, duration (20 and 30 ms assumed)':
      PRICES.gigabyteSecond.dollars *
      (BILLED_SECONDS.receive * gibibytes('receive') +
        (BILLED_SECONDS.normalize / batch) * gibibytes('normalize')),
    'SQS: send; receive and delete by batches': PRICES.fifoRequest.dollars * pieces * (1 + 2 / batch),
    EventBridge: PRICES.event.dollars * Math.ceil(eventBytes / REQUEST_BYTES),
    'the archive of events': (PRICES.archivedGigabyte.dollars * eventBytes) / GIGABYTE,
    'keeping it for a month': (PRICES.keptGigabyte.dollars * eventBytes) / GIGABYTE,
    'logs and metrics':
      (PRICES.loggedGigabyte.dollars * (logBytes.receive + logBytes.normalize)) / orders / GIGABYTE,
    'access log': (PRICES.loggedGigabyte.dollars * accessLogBytes(template)) / GIGABYTE,
  };
}

const times = (factor: number, terms: Terms): Terms =>
  Object.fromEntries(Object.entries(terms).map(([name, dollars]) => [name, dollars * factor]));

/** What one provider can take: what its route lets in, and what is read of its line at a time. */
function ceilingOf(template: Template, batch: number): number {
  const [mapping] = resources(template, 'AWS::Lambda::EventSourceMapping');
  const atATime: number = mapping?.Properties.ScalingConfig.MaximumConcurrency;
  return Math.min(requestsPerSecond(template), (atATime * batch) / BILLED_SECONDS.normalize);
}
