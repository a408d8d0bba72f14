import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { METRICS, type Metric } from '../../functions/aws/metrics';
import { BODY_LIMIT_BYTES } from '../../functions/receive';
import type { Endpoint } from '../../lib/endpoint';
import { METRIC_NAMESPACE, secretNameOf } from '../../lib/names';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { firstEndpoint, type Inbox, type RunningStack, runStack } from '../support/running-stack';
import { statesOfOneOrder } from '../support/same-order';

jest.setTimeout(60_000);

const OUTAGE_MS = 120_000;
/** After which a request may have the secret document read again. */
const SECRETS_AGAIN_MS = 31_000;
/** Signs and, where a provider encrypts, is a key for that. */
const NEW_SECRET = Buffer.alloc(32, 'n').toString('base64url');

let running: RunningStack;
let inbox: Inbox;

beforeAll(async () => {
  running = await runStack();
  inbox = await running.subscribe();
});

describe.each(providers)('$name', (provider) => {
  const layouts = layoutsOf(provider);
  const withOldKey = layouts.length;
  let events: OrderEvent[];

  beforeAll(async () => {
    await rotateSecret(provider);
    events = await sendMix(provider, layouts);
    await idle();
  });

  const sums = (by: string, metric: Metric, dimension?: string) =>
    sumBy(metricLines(by, provider), metric, dimension);

  it('counts every request, and what became of it', () => {
    expect({
      received: sums('Receive', 'Received'),
      accepted: sums('Receive', 'Accepted'),
      ignored: sums('Receive', 'Ignored'),
      refused: sums('Receive', 'Refused', 'Code'),
    }).toEqual({
      received: { all: 14 + withOldKey },
      accepted: { all: 7 + withOldKey },
      ignored: { all: 1 },
      refused: {
        SIGNATURE_MISSING: 1,
        SIGNATURE_MISMATCH: 2,
        ENDPOINT_UNKNOWN: 1,
        PAYLOAD_TOO_LARGE: 1,
        QUEUE_UNAVAILABLE: 1,
      },
    });
  });

  it('counts which secret and which layout verified them', () => {
    expect(sums('Receive', 'Verified', 'Key')).toEqual({ 0: 9, 1: withOldKey });
    const [usual, ...others] = layouts.map((layout) => layoutWith(provider, layout));
    expect(sums('Receive', 'Verified', 'Layout')).toEqual({
      [usual ?? 'none']: 10,
      ...Object.fromEntries(others.map((layout) => [layout, 1])),
    });
  });

  it('counts what was published, retried, and given up by its reason', () => {
    expect({
      published: sums('Normalize', 'Published'),
      retried: sums('Normalize', 'Retried'),
      dead: sums('Normalize', 'DeadLettered', 'Code'),
    }).toEqual({
      // Of the two that were the same delivery, one.
      published: { all: events.length },
      retried: { all: 1 },
      dead: { NOT_JSON: 1, SCHEMA_MISMATCH: 1, BUS_REJECTED: 1 },
    });
    expect(events).toHaveLength(3 + withOldKey);
  });

  it('counts notices by code, and fields that are in no schema, as they stand in the events', () => {
    const notices = events.flatMap(({ data }) =>
      data.notices.map(({ code, count = 1 }) => ({ Code: code, Notices: count })),
    );
    expect(sums('Normalize', 'Notices', 'Code')).toEqual(sumBy(notices, 'Notices', 'Code'));
    expect(sums('Normalize', 'Notices', 'Code')).toMatchObject({ UNMAPPED_FIELD: 2 });
    expect(sums('Normalize', 'UnmappedFields')).toEqual({ all: 2 });
  });

  it('counts the age of each event on the bus, from the request on', () => {
    const ages = metricLines('Normalize', provider).flatMap(({ Age = [] }) => Age as number[]);
    expect(ages).toHaveLength(events.length);
    const slow = ages.filter((age) => age >= OUTAGE_MS);
    expect(slow).toHaveLength(1);
    for (const age of ages) expect(age).toBeGreaterThanOrEqual(0);
  });
});

it('writes lines that CloudWatch reads, each metric under the same dimensions everywhere', () => {
  const lines = metricLines();
  expect(lines.length).toBeGreaterThan(20);
  const dimensions = new Map<string, Set<string>>();
  for (const line of lines) {
    const { _aws } = v.parse(Embedded, line);
    for (const directive of _aws.CloudWatchMetrics) {
      for (const dimension of directive.Dimensions.flat()) v.parse(DimensionValue, line[dimension]);
      for (const { Name, Unit } of directive.Metrics) {
        expect(Unit).toBe(METRICS[Name as Metric]);
        v.parse(MetricValue, line[Name]);
        const known = dimensions.get(Name) ?? new Set();
        dimensions.set(Name, known.add(JSON.stringify(directive.Dimensions)));
      }
    }
  }
  // Every document here can be read.
  const expected = Object.keys(METRICS).filter((name) => name !== 'SecretsInvalid');
  expect([...dimensions.keys()].sort()).toEqual(expected.sort());
  // A layout is known only where the provider encrypts.
  const various = [...dimensions].filter(([name, sets]) => sets.size > (name === 'Verified' ? 2 : 1));
  expect(various).toEqual([]);
});

/** The layouts in which the provider's samples are encrypted; `undefined`: as it encrypts where nothing is pinned. */
function layoutsOf(provider: Provider): (string | undefined)[] {
  const pinned = Object.values(kitOf(provider).endpoints).flatMap(({ layout }) => layout ?? []);
  return [undefined, ...new Set(pinned)];
}

/** What is said of a request in that layout. */
function layoutWith(provider: Provider, layout: string | undefined): string | undefined {
  const [, entry] = firstEndpoint(provider);
  const now = Date.now();
  return provider.verify(provider.sign('{}', { ...entry, layout }, { now }), entry, now).layout;
}

type Line = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const Embedded = v.object({
  _aws: v.strictObject({
    Timestamp: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(Date.now() - 60_000),
      v.maxValue(Date.now() + 7_200_000),
    ),
    CloudWatchMetrics: v.pipe(
      v.array(
        v.strictObject({
          Namespace: v.literal(METRIC_NAMESPACE),
          Dimensions: v.array(v.pipe(v.array(v.string()), v.maxLength(30))),
          Metrics: v.pipe(
            v.array(v.strictObject({ Name: v.string(), Unit: v.picklist(['Count', 'Milliseconds']) })),
            v.minLength(1),
            v.maxLength(100),
          ),
        }),
      ),
      v.minLength(1),
    ),
  }),
});
const DimensionValue = v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,1024}$/));
const Finite = v.pipe(v.number(), v.finite());
const MetricValue = v.union([Finite, v.pipe(v.array(Finite), v.minLength(1), v.maxLength(100))]);

/** What was written for CloudWatch: by one function, about one provider. */
const metricLines = (by = '', provider?: Provider): Line[] =>
  running.logs
    .filter((line) => '_aws' in line && String(line.function).includes(by))
    .filter((line) => provider === undefined || line.Provider === provider.name);

/** The sum of a metric for each value of a dimension. */
function sumBy(lines: readonly Line[], metric: Metric, dimension?: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of lines.filter((one) => metric in one)) {
    const key = dimension === undefined ? 'all' : String(line[dimension] ?? 'none');
    found[key] = (found[key] ?? 0) + Number(line[metric]);
  }
  return found;
}

/** The provider's first endpoint gets a new secret before its old one; and there is one whose event nobody maps. */
async function rotateSecret(provider: Provider): Promise<void> {
  const [name, entry] = firstEndpoint(provider);
  const rotating = { ...entry, secrets: [NEW_SECRET, ...entry.secrets] };
  const { ignoredEvent: event } = kitOf(provider);
  const unmapped = entry.event === undefined ? rotating : { ...rotating, event };
  const SecretString = JSON.stringify({ [name]: rotating, unmapped });
  const client = new SecretsManagerClient({
    endpoint: running.stack.awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(new PutSecretValueCommand({ SecretId: secretNameOf(provider.name), SecretString }));
  client.destroy();
}

/** Sends something of everything that is counted, one after the other; resolves with what came onto the bus. */
async function sendMix(provider: Provider, layouts: readonly (string | undefined)[]): Promise<OrderEvent[]> {
  const [endpointName, entry] = firstEndpoint(provider);
  const { faults } = running.stack;
  const withNewKey: Endpoint = { ...entry, secrets: [NEW_SECRET] };
  const usual = entry.event ?? Object.keys(provider.events)[0];
  const sign = (payload: string, signing = withNewKey, event = usual) => {
    const { headers, body } = provider.sign(payload, signing, { now: Date.now(), event });
    return { headers: headers as Record<string, string>, body };
  };
  const post = async (status: number, request: ReturnType<typeof sign>, endpoint = endpointName) =>
    expect(await running.post(provider.name, endpoint, request)).toMatchObject({ status });
  const order = () => statesOfOneOrder(provider, 1)[0] as string;
  const orderWith = (fields: object) => JSON.stringify({ ...JSON.parse(order()), ...fields });
  const signed = (signature: string) => ({
    ...sign(order()),
    headers: { [provider.signatureHeader]: signature },
  });

  const twice = sign(order());
  await post(200, twice);
  await post(200, twice);
  for (const layout of layouts) await post(200, sign(order(), { ...entry, layout }));
  await post(200, sign(orderWith({ new_field: 1, another: { deep: [] } })));
  const { ignoredEvent, write } = kitOf(provider);
  const unmapped = { event: ignoredEvent, account: entry.account, order: 7 };
  await post(200, sign(JSON.stringify(write(unmapped)), withNewKey, ignoredEvent), 'unmapped');
  await post(200, sign('{"cut": "o'));
  await post(200, sign('[]'));

  await post(401, { ...sign(order()), headers: {} });
  await post(401, signed('no hexadecimal'));
  // Refused, and not asked to repeat, is who does not match a document that was read after the request came.
  await running.stack.advance(SECRETS_AGAIN_MS);
  await post(401, signed('0'.repeat(64)));
  await running.stack.advance(SECRETS_AGAIN_MS);
  await post(401, sign(order()), 'nowhere');
  await post(413, sign(' '.repeat(BODY_LIMIT_BYTES + 1)));
  const queueDown = faults.add({ kind: 'fail', service: 'sqs', action: 'SendMessage', status: 503 });
  await post(503, sign(order()));
  queueDown.remove();

  const published = await inbox.take(layouts.length + 2);
  faults.add({ kind: 'fail-entries', service: 'events', code: 'InvalidArgument', times: 1 });
  await post(200, sign(order()));
  await running.logged('dead-lettered', { provider: provider.name, code: 'BUS_REJECTED' });

  const busDown = faults.add({ kind: 'throttle', service: 'events', action: 'PutEvents' });
  const postponed = running.happens('sqs.ChangeMessageVisibilityBatch');
  await post(200, sign(order()));
  await postponed;
  busDown.remove();
  await running.stack.advance(OUTAGE_MS);
  return [...published, ...(await inbox.take(1))];
}

/** Until no delivery is with a function: it has counted by the time its messages are deleted. */
async function idle(): Promise<void> {
  for (const { name } of providers) await running.drained(running.queueOf(name));
}
