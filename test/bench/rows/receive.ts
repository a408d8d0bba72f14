import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createLog } from '../../../functions/aws/log';
import { createMetrics } from '../../../functions/aws/metrics';
import type { OutgoingMessage } from '../../../functions/aws/queue';
import { createEndpoints } from '../../../functions/endpoints';
import { createReceive } from '../../../functions/receive';
import { ROOT } from '../../../infra/cli/paths';
import { type Delivery, readDelivery } from '../../../lib/delivery';
import { httpEvent } from '../../support/lambda-events';
import { intakeOf } from '../deliveries';
import { linesFloor, linesOf, sha256 } from '../floors';
import { measure, ratioOf } from '../measure';
import { payloadTexts, SOURCES, type Source } from '../payloads';
import { type Row, type Rows, rowOf } from '../row';

const ITEMS = 64;

/**
 * `receive` without the SDK: its queue takes everything at once, its log and metrics go nowhere. The floor is what the
 * same bytes cost in the cryptography that the provider asks for, in parsing what they hold, in a SHA-256 for each id,
 * and in writing the same queue message and the same lines of the log.
 */
export const rows: Rows = async () => {
  const all: Row[] = [];
  for (const source of SOURCES) for (const lines of [1, 10]) all.push(await rowFor(source, lines));
  return all;
};

async function rowFor(source: Source, lineCount: number): Promise<Row> {
  const { provider, endpoint } = intakeOf(source);
  const [secret = ''] = endpoint.secrets;
  const requests = payloadTexts(source, lineCount, ITEMS).map((payload) =>
    provider.sign(payload, endpoint, { now: Date.now() }),
  );
  const events = requests.map((request) => httpEvent(provider.name, 'bench', request));

  const written: string[] = [];
  const messages: OutgoingMessage[] = [];
  let isKept = true;
  const write = (line: string) => {
    if (isKept) written.push(line);
  };
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
    queue: {
      async send(_, message) {
        if (isKept) messages.push(message);
      },
    },
    log: createLog(write),
    metrics: createMetrics(write),
    now: Date.now,
  });
  const lines: (readonly object[])[] = [];
  for (const event of events)
    lines.push(
      await linesOf(written, async () => {
        const { statusCode, body } = await receive(event);
        if (statusCode !== 200 || !body?.includes('accepted'))
          throw new Error(`${provider.name}: ${statusCode} ${body}`);
      }),
    );
  isKept = false;
  const deliveries = messages.map(({ body }) => readDelivery(body));
  const floor = await floorOf(provider.name);
  const measured = await measure(
    {
      receive: (i) => receive(events[i] as APIGatewayProxyEventV2),
      floor(i) {
        const { body } = requests[i] as (typeof requests)[number];
        const delivery = deliveries[i] as Delivery;
        return [
          floor(Buffer.from(body), secret),
          sha256(body),
          sha256(delivery.orderKey ?? ''),
          JSON.stringify(delivery),
          linesFloor(lines[i] ?? []),
        ];
      },
    },
    { items: ITEMS },
  );
  return rowOf({
    name: `receive without SDK, ${source.short}-${lineCount} ÷ floor`,
    value: measured.receive.micros,
    unit: 'µs',
    baseline: measured.floor.micros,
    ratio: ratioOf(measured.receive, measured.floor),
    gate: { atMost: 1.4 },
    goal: { atMost: 1.2 },
  });
}

type Floor = (body: Buffer, secret: string) => unknown;

/** What nobody can leave out who checks the signature and looks at the body; a provider may have its own. */
async function floorOf(provider: string): Promise<Floor> {
  if (!existsSync(join(ROOT, 'lib/providers', provider, 'bench/floor.ts')))
    return (body, secret) => [
      createHmac('sha256', secret).update(body).digest(),
      JSON.parse(body.toString()),
    ];
  return (await import(`../../../lib/providers/${provider}/bench/floor.ts`)).floor;
}
