import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '../../../functions/aws/queue';
import { writeDeadLetter } from '../../../functions/dead-letter';
import { createReceive, type Intake } from '../../../functions/receive';
import { groupOf, writeDelivery } from '../../../lib/delivery';
import type { Endpoint } from '../../../lib/endpoint';
import { Failure, type FailureCode, type Issue } from '../../../lib/failure';
import type { Provider } from '../../../lib/provider';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { plain } from './world';

export const ACCOUNT = 'acme';

/** The `orderKey` of a delivery of that number. */
export const orderKeyOf = (number: string): string => `${plain.name}:${ACCOUNT}:${number}`;

/** A delivery of the provider that does not encrypt, as `receive` queues it. */
export function delivery({
  number = '1001',
  change = (payload: string) => payload,
  receivedAt = '2026-01-01T00:00:00.000Z',
  eventId = randomUUID() as string,
}: Partial<{
  number: string;
  change: (payload: string) => string;
  receivedAt: string;
  eventId: string;
}> = {}) {
  const sample = JSON.parse(plain.sample('order.created', ACCOUNT));
  sample.data.number = number;
  sample.event_id = eventId;
  const verified = trust(change(JSON.stringify(sample)));
  const body = Buffer.from(verified);
  const identity = plain.identify({
    verified,
    claims: NO_CLAIMS,
    body,
    endpoint: 'shop',
    account: ACCOUNT,
  });
  const head = {
    provider: plain.name,
    endpoint: 'shop',
    account: ACCOUNT,
    ...identity,
    receivedAt,
    correlationId: randomUUID(),
  };
  return {
    id: identity.id,
    orderKey: identity.orderKey,
    body: writeDelivery(head, { verified }),
    group: groupOf(identity),
  };
}

/** The dead letter that `normalize` makes of a delivery. */
export function deadLetter(
  body: string,
  code: FailureCode = 'SCHEMA_MISMATCH',
  at = '2025-12-31T22:00:00.000Z',
  issues: readonly Issue[] = [],
): OutgoingMessage {
  const failure = new Failure(code, issues);
  const record = { messageId: randomUUID(), body, receives: 1 };
  return writeDeadLetter(record, failure, { at, mapper: `${plain.name}@1` });
}

export const without = (field: string) => (payload: string) => {
  const parsed = JSON.parse(payload);
  delete parsed.data[field];
  return JSON.stringify(parsed);
};

/** What `receive` would put on the queue for a request of that provider. */
export async function throughReceiver(
  provider: Provider,
  endpoint: Endpoint,
  request: { headers: object; body: Uint8Array },
) {
  const sent: OutgoingMessage[] = [];
  const intake: Intake = {
    provider,
    endpoints: { find: async () => endpoint, refresh: async () => false, ageSeconds: () => 0 },
    queueUrl: 'queue',
  };
  const receive = createReceive({
    intakes: [intake],
    queue: { send: async (_, message) => void sent.push(message) },
    log: { info() {}, warn() {}, error() {}, hash: () => '' },
    metrics: { add() {}, flush() {} },
    now: () => Date.UTC(2026, 0, 1),
  });
  await receive({
    routeKey: `POST /webhooks/${provider.name}/{endpoint}`,
    pathParameters: { endpoint: 'orders' },
    requestContext: { requestId: randomUUID() },
    headers: request.headers,
    body: Buffer.from(request.body).toString('base64'),
    isBase64Encoded: true,
  } as never);
  const [message] = sent;
  if (!message) throw new Error('receive queued nothing');
  return message;
}
