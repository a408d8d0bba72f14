import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { groupOf, writeDelivery } from '../lib/delivery';
import type { Endpoint } from '../lib/endpoint';
import { describeIssue, Failure, type FailureCode, toFailure } from '../lib/failure';
import { environmentName } from '../lib/names';
import type { Receiver, Verification } from '../lib/provider';
import { receivers } from '../lib/providers';
import { fromEnvironment } from './aws/environment';
import { answer, type HttpRequest, readRequest } from './aws/http';
import { createLog, describeError, type Log } from './aws/log';
import { createMetrics, type Metrics } from './aws/metrics';
import { createQueue, type Queue } from './aws/queue';
import { createReadSecret } from './aws/secrets';
import { createEndpoints, type Endpoints } from './endpoints';

/** The largest body that we take. Larger ones may not even reach us: Lambda's own limit is 6 MB with the envelope. */
export const BODY_LIMIT_BYTES = 4 * 1_048_576;
/** The door has answered by then, whatever hangs: senders count a slow answer as none. */
const DEADLINE_MS = 8_000;
const RETRY_AFTER = { 'retry-after': '30' };

/** What one provider's door needs. */
export interface Intake {
  readonly provider: Receiver;
  readonly endpoints: Endpoints;
  readonly queueUrl: string;
}

export interface ReceiveDependencies {
  readonly intakes: readonly Intake[];
  readonly queue: Pick<Queue, 'send'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly deadlineMs?: number;
}

export type Receive = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The door: checks a delivery's sign, puts it on the queue, and only then says that it was accepted. */
export function createReceive(dependencies: ReceiveDependencies): Receive {
  const { intakes, log, metrics, deadlineMs = DEADLINE_MS } = dependencies;
  return async (event) => {
    const request = readRequest(event);
    const intake = intakes.find(({ provider }) => provider.name === request.provider);
    if (!intake) return answer(404, { error: 'not_found' });
    metrics.add('Received', 1, { Provider: intake.provider.name });
    try {
      return await within(deadlineMs, (signal) => accept(dependencies, intake, request, signal));
    } catch (thrown) {
      const failure = toFailure(thrown, 'verify');
      metrics.add('Refused', 1, { Provider: intake.provider.name, Code: failure.code });
      log[failure.code === 'INTERNAL' ? 'error' : 'warn']('refused', {
        code: failure.code,
        provider: intake.provider.name,
        endpoint: request.endpoint.slice(0, 64),
        correlationId: request.requestId,
        bytes: request.body.length,
        issues: failure.issues.map(describeIssue),
        ...(failure.cause === undefined && failure.code !== 'INTERNAL' ? {} : describeError(failure)),
      });
      return ANSWERS[answerOf(failure)];
    } finally {
      metrics.flush();
    }
  };
}

async function accept(
  { queue, log, metrics, now }: ReceiveDependencies,
  { provider, endpoints, queueUrl }: Intake,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (!request.headers[provider.signatureHeader]) throw new Failure('SIGNATURE_MISSING');
  if (request.body.length > BODY_LIMIT_BYTES) throw new Failure('PAYLOAD_TOO_LARGE');
  const { endpoint, verification } = await openWith(provider, endpoints, request, now);
  const { verified, claims, key, layout } = verification;

  const { account, timeZone } = endpoint;
  const identity = provider.identify({
    ...endpoint,
    endpoint: request.endpoint,
    body: request.body,
    verified,
    claims,
  });
  const about = {
    provider: provider.name,
    endpoint: request.endpoint,
    event: wordOf(identity.event),
    id: identity.id,
    correlationId: request.requestId,
    key,
    layout,
    bytes: request.body.length,
  };
  metrics.add('Verified', 1, {
    Provider: provider.name,
    Key: String(key),
    ...(layout !== undefined && { Layout: layout }),
  });
  if (identity.event !== undefined && !Object.hasOwn(provider.events, identity.event)) {
    metrics.add('Ignored', 1, { Provider: provider.name });
    log.info('ignored', about);
    return answer(200, { status: 'ignored' });
  }

  const delivery = {
    provider: provider.name,
    endpoint: request.endpoint,
    account,
    ...identity,
    timeZone,
    receivedAt: new Date(now()).toISOString(),
    correlationId: request.requestId,
    ...(Object.keys(claims).length > 0 && { claims }),
  };
  const body = writeDelivery(delivery, verified === undefined ? { encrypted: request.body } : { verified });
  try {
    await queue.send(queueUrl, { body, group: groupOf(identity), deduplication: identity.id }, signal);
  } catch (error) {
    throw new Failure(OUR_FAULT.has((error as Error)?.name) ? 'INTERNAL' : 'QUEUE_UNAVAILABLE', [], {
      cause: error,
    });
  }
  metrics.add('Accepted', 1, { Provider: provider.name });
  log.info('accepted', { ...about, encrypted: verified === undefined });
  return answer(200, { status: 'accepted', id: identity.id });
}

/** An event's name, if it is one: whatever else stands in its place is a payload's value, and is not logged. */
const wordOf = (event: string | undefined) => (event && /^[\w.-]{1,64}$/.test(event) ? event : undefined);

/** Opens the request; where its endpoint or secret is not known, once more with a fresh secret document. */
async function openWith(
  provider: Receiver,
  endpoints: Endpoints,
  request: HttpRequest,
  now: () => number,
): Promise<{ endpoint: Endpoint; verification: Verification }> {
  const attempt = async () => {
    const endpoint = await endpoints.find(request.endpoint);
    return { endpoint, verification: provider.verify(request, endpoint, now()) };
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Failure && NEWS_MAY_HELP.has(error.code)) || !(await endpoints.refresh()))
      throw error;
    return attempt();
  }
}

/** Rejects with `OUT_OF_TIME` when the time is over, whatever the work still waits for. */
async function within<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Failure('OUT_OF_TIME'));
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** A secret that was changed a moment ago may not have reached us. */
const NEWS_MAY_HELP: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'ENDPOINT_UNKNOWN',
  'ENDPOINT_INVALID',
  'ENDPOINT_WITHOUT_SECRET',
  'SIGNATURE_MISMATCH',
]);

/** What SQS says of a message that is wrong in itself: sending it again would not help. */
const OUR_FAULT: ReadonlySet<string> = new Set([
  'InvalidMessageContents',
  'InvalidParameterValue',
  'MissingParameter',
]);

/** All refusals look the same from outside: nobody learns which endpoints there are. */
const ANSWERS = {
  unauthorized: answer(401, { error: 'unauthorized' }),
  payload_too_large: answer(413, { error: 'payload_too_large' }),
  unavailable: answer(503, { error: 'unavailable' }, RETRY_AFTER),
  internal: answer(500, { error: 'internal' }),
} as const;

function answerOf({ code, kind }: Failure): keyof typeof ANSWERS {
  if (code === 'PAYLOAD_TOO_LARGE') return 'payload_too_large';
  if (kind === 'refused') return 'unauthorized';
  return kind === 'unavailable' ? 'unavailable' : 'internal';
}

const queue = createQueue();
const readSecret = createReadSecret();

/** Lambda's entry. */
export const handler: Receive = createReceive({
  intakes: receivers.map((provider) => ({
    provider,
    endpoints: createEndpoints({
      provider,
      fetch: () => readSecret(fromEnvironment(environmentName('SECRET_ID', provider.name))),
      now: Date.now,
    }),
    get queueUrl() {
      return fromEnvironment(environmentName('QUEUE_URL', provider.name));
    },
  })),
  queue,
  log: createLog(),
  metrics: createMetrics(),
  now: Date.now,
});
