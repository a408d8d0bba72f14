import { createDecipheriv, createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createLog } from '../../../functions/aws/log';
import { createMetrics } from '../../../functions/aws/metrics';
import { createEndpoints } from '../../../functions/endpoints';
import { createReceive } from '../../../functions/receive';
import type { Endpoint } from '../../../lib/endpoint';
import { httpEvent } from '../../support/lambda-events';
import { providerFor } from '../deliveries';
import { measure, ratioOf } from '../measure';
import { payloadTexts, SOURCES, type Source } from '../payloads';
import { type Row, type Rows, rowOf } from '../row';

const ITEMS = 64;
const KEY = Buffer.alloc(32, 7);
const SECRET = KEY.toString('base64');

/**
 * The door without the SDK: its queue takes everything at once, its log and metrics go nowhere. The floor is what the
 * same bytes cost in the cryptography that the provider asks for, and in parsing what they hold.
 */
export const rows: Rows = async () => {
  const all: Row[] = [];
  for (const source of SOURCES) for (const lines of [1, 10]) all.push(await doorOf(source, lines));
  return all;
};

async function doorOf(source: Source, lines: number): Promise<Row> {
  const provider = providerFor(source);
  const endpoint: Endpoint = { secrets: [SECRET], account: 'acme', event: source.event };
  const requests = payloadTexts(source, lines, ITEMS).map((payload) =>
    provider.sign(payload, endpoint, { now: Date.now() }),
  );
  const events = requests.map((request) => httpEvent(provider.name, 'bench', request));

  const quiet = () => {};
  const receive = createReceive({
    intakes: [
      {
        provider,
        endpoints: createEndpoints({
          provider,
          fetch: async () => JSON.stringify({ bench: endpoint }),
          now: Date.now,
        }),
        queueUrl: 'https://sqs/0/queue',
      },
    ],
    queue: { send: async () => {} },
    log: createLog(quiet),
    metrics: createMetrics(quiet),
    now: Date.now,
  });
  for (const event of events) {
    const { statusCode, body } = await receive(event);
    if (statusCode !== 200 || !body?.includes('accepted'))
      throw new Error(`${provider.name}: ${statusCode} ${body}`);
  }
  const floor = FLOORS[provider.name];
  if (!floor) throw new Error(`say what the seal of ${provider.name} costs`);
  const measured = await measure(
    {
      door: (i) => receive(events[i] as APIGatewayProxyEventV2),
      floor: (i) => floor(requests[i]?.body as Buffer),
    },
    { items: ITEMS },
  );
  return rowOf({
    name: `door without SDK, ${source.short}-${lines}, ÷ seal and JSON.parse`,
    value: measured.door.micros,
    unit: 'µs',
    baseline: measured.floor.micros,
    ratio: ratioOf(measured.door, measured.floor),
    gate: { atMost: 1.5 },
    goal: { atMost: 1.15 },
  });
}

/** What nobody can leave out who checks the seal and looks at what is in it. */
const FLOORS: Readonly<Record<string, (body: Buffer) => unknown>> = {
  'next-commerce': (body) => [hmac(body), JSON.parse(body.toString())],
  phasio(body) {
    const { payload } = JSON.parse(body.toString());
    const bytes = Buffer.from(payload, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', KEY, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    return [hmac(payload), JSON.parse(plain.toString())];
  },
};

const hmac = (message: string | Buffer): Buffer => createHmac('sha256', SECRET).update(message).digest();
