import { createHmac } from 'node:crypto';
import { createLog } from '../../../functions/aws/log';
import { createMetrics } from '../../../functions/aws/metrics';
import { createEndpoints } from '../../../functions/endpoints';
import { BODY_LIMIT_BYTES, createReceive } from '../../../functions/receive';
import { httpEvent } from '../../support/lambda-events';
import { intakeOf } from '../deliveries';
import { measure, ratioOf } from '../measure';
import { SOURCES, type Source } from '../payloads';
import { type Row, type Rows, rowOf } from '../row';

/** What a body may be made of to cost much: levels, white space, signs beyond ASCII, digits, quotes that never end. */
const SHAPES: readonly string[] = ['[', ' ', '{"é":[]},', '1', '"', '\\u00e9'];

/**
 * A body of the largest size that nobody signed, of the shape that costs most. The floor is one HMAC of it, and decoding
 * it out of Lambda's event: where memory for 4 MiB is dear, that costs more than the HMAC.
 */
export const rows: Rows = async () => {
  const all: Row[] = [];
  for (const source of SOURCES) all.push(await rowFor(source));
  return all;
};

async function rowFor(source: Source): Promise<Row> {
  const { provider, endpoint } = intakeOf(source);
  const [secret = ''] = endpoint.secrets;
  const { headers } = provider.sign('{}', endpoint, { now: Date.now() });
  const bodies = SHAPES.map((shape) =>
    Buffer.from(shape.repeat(BODY_LIMIT_BYTES / shape.length)).subarray(0, BODY_LIMIT_BYTES),
  );
  const events = bodies.map((body) => httpEvent(provider.name, 'bench', { headers, body }, { base64: true }));
  const ignore = () => undefined;
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
    queue: { send: () => Promise.reject(new Error('an unsigned body must not be queued')) },
    log: createLog(ignore),
    metrics: createMetrics(ignore),
    now: Date.now,
  });
  const ratios: { readonly ratio: number; readonly micros: number; readonly floor: number }[] = [];
  for (const event of events) {
    const { statusCode } = await receive(event);
    if (statusCode !== 401 && statusCode !== 503) throw new Error(`${provider.name}: ${statusCode}`);
    const { refuse, hmac } = await measure(
      {
        refuse: () => receive(event),
        hmac: () =>
          createHmac('sha256', secret)
            .update(Buffer.from(event.body ?? '', 'base64'))
            .digest(),
      },
      { items: 1, milliseconds: 1_500, rounds: 7 },
    );
    ratios.push({ ratio: ratioOf(refuse, hmac), micros: refuse.micros, floor: hmac.micros });
  }
  const [worst] = ratios.sort((a, b) => b.ratio - a.ratio);
  if (!worst) throw new Error('no shape was measured');
  return rowOf({
    name: `unsigned body of 4 MiB, ${source.short} ÷ decoding and one HMAC`,
    value: worst.micros,
    unit: 'µs',
    baseline: worst.floor,
    ratio: worst.ratio,
    gate: { atMost: 10 },
    goal: { atMost: 4 },
  });
}
