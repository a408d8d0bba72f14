import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { groupOf, writeDelivery } from '../lib/delivery';
import { describeIssue, Failure, type Issue, toFailure } from '../lib/failure';
import { environmentName } from '../lib/names';
import type { Receiver } from '../lib/provider';
import { receivers } from '../lib/providers';
import { traceIdOf } from '../lib/traceparent';
import { aboutDelivery } from './about-delivery';
import { fromEnvironment } from './aws/environment';
import { answer, type HttpRequest, readRequest } from './aws/http';
import { createLog, describeError, type Log } from './aws/log';
import { createMetrics, type Metrics } from './aws/metrics';
import { createQueue, type Queue } from './aws/queue';
import { createReadSecret } from './aws/secrets';
import { type Deadline, within } from './deadline';
import { createEndpoints, type Endpoints } from './endpoints';
import { createRecentIds, type RecentIds } from './recent-ids';
import { traceparentOf } from './trace-context';
import { verifyRequest } from './verify-request';

/** The largest body that is accepted. Larger ones may not even get here: Lambda's own limit is 6 MB with the envelope. */
export const BODY_LIMIT_BYTES = 4 * 1_048_576;
/** Every answer is promised within that time, however long its sender would wait. */
const LONGEST_ANSWER_SECONDS = 10;
/** Of an answer's time, what the way there and back and a cold start may take. */
const MARGIN_SECONDS = 2;
const RETRY_AFTER = { 'retry-after': '30' };

/** What receiving from one provider needs. */
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
  /** @default what the provider's sender allows */
  readonly deadlineMs?: number;
}

export type Receive = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** Checks a delivery's signature, puts it on the queue, and only then says that it was accepted. */
export function createReceive(dependencies: ReceiveDependencies): Receive {
  const { log, metrics, now } = dependencies;
  const recent = createRecentIds();
  return async (event) => {
    const request = readRequest(event);
    const intake = dependencies.intakes.find(({ provider }) => provider.name === request.provider);
    if (!intake) return answer(404, { error: 'not_found' });
    const Provider = intake.provider.name;
    metrics.add('Received', 1, { Provider });
    // Nothing was accepted: that is another thing than no request at all, which leaves no number.
    metrics.add('Accepted', 0, { Provider });
    const { deadlineMs = deadlineMsOf(intake.provider) } = dependencies;
    try {
      return await within(deadlineMs, now, (deadline) =>
        accept({ ...dependencies, recent }, intake, request, deadline),
      );
    } catch (thrown) {
      const failure = toFailure(thrown, 'verify');
      metrics.add('Refused', 1, { Provider, Code: failure.code });
      const said = answerOf(failure);
      if (said === 'unavailable') metrics.add('Unavailable', 1, { Provider });
      log[failure.code === 'INTERNAL' ? 'error' : 'warn']('refused', {
        code: failure.code,
        provider: intake.provider.name,
        endpoint: request.endpoint,
        correlationId: request.requestId,
        traceId: traceIdOf(traceOf(request)),
        bytes: request.body.length,
        issues: failure.issues.map(describeIssue),
        ...(failure.cause === undefined && failure.code !== 'INTERNAL' ? {} : describeError(failure)),
      });
      return ANSWERS[said];
    } finally {
      metrics.flush();
    }
  };
}

/** A sender counts a slow answer as none, and some give up early. */
export const deadlineMsOf = ({ answerWithinSeconds }: Pick<Receiver, 'answerWithinSeconds'>): number =>
  1_000 * (Math.min(answerWithinSeconds, LONGEST_ANSWER_SECONDS) - MARGIN_SECONDS);

async function accept(
  { queue, log, metrics, now, recent }: ReceiveDependencies & { readonly recent: RecentIds },
  { provider, endpoints, queueUrl }: Intake,
  request: HttpRequest,
  deadline: Deadline,
): Promise<APIGatewayProxyStructuredResultV2> {
  const signature = request.headers[provider.signatureHeader];
  if (!signature) throw new Failure('SIGNATURE_MISSING');
  metrics.add('Signed', 1, { Provider: provider.name });
  // Before secrets are touched: a stranger without a signature makes nobody read them.
  if (!provider.isSignature(signature))
    throw new Failure('SIGNATURE_MISMATCH', [{ path: '', message: 'the header does not hold a signature' }]);
  if (request.body.length > BODY_LIMIT_BYTES) throw new Failure('PAYLOAD_TOO_LARGE');
  const { endpoint, verification } = await verifyRequest(provider, endpoints, request, {
    now,
    deadline,
  });
  const { verified, claims, key, layout } = verification;

  const { account, timeZone } = endpoint;
  const identity = provider.identify({
    ...endpoint,
    endpoint: request.endpoint,
    body: request.body,
    verified,
    claims,
  });
  const traceparent = traceOf(request);
  const about = {
    ...aboutDelivery(log, {
      ...identity,
      provider: provider.name,
      endpoint: request.endpoint,
      account,
      correlationId: request.requestId,
      traceparent,
    }),
    event: wordOf(identity.event),
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
    traceparent,
    ...(Object.keys(claims).length > 0 && { claims }),
  };
  deadline.check();
  const body = writeDelivery(delivery, verified === undefined ? { encrypted: request.body } : { verified });
  try {
    await queue.send(
      queueUrl,
      { body, group: groupOf(identity), deduplication: identity.id },
      deadline.signal,
    );
  } catch (error) {
    throw new Failure(OUR_FAULT.has((error as Error)?.name) ? 'INTERNAL' : 'QUEUE_UNAVAILABLE', [], {
      cause: error,
    });
  }
  const arrived = Date.parse(delivery.receivedAt);
  const repeat = recent.has(identity.id, arrived);
  recent.add(identity.id, arrived);
  metrics.add('Accepted', 1, { Provider: provider.name }, arrived);
  // SQS drops a repeat without a word: nothing will become of it.
  if (!repeat) metrics.add('Unsettled', 1, { Provider: provider.name }, arrived);
  log.info('accepted', { ...about, encrypted: verified === undefined, ...(repeat && { repeat }) });
  return answer(200, { status: 'accepted', id: identity.id });
}

/** Not signed: it names the trace that the sender wants to find, and nothing depends on it. */
const traceOf = ({ headers, requestId }: HttpRequest): string =>
  traceparentOf(headers.traceparent, requestId);

/** An event's name, if it is one: whatever else stands in its place is a payload's value, and is not logged. */
const wordOf = (event: string | undefined) => (event && /^[\w./:-]{1,64}$/.test(event) ? event : undefined);

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

/** Says loudly that a provider's secret document cannot be read; meanwhile the last good one is used. */
export const reportInvalidSecrets =
  ({ name: provider }: Pick<Receiver, 'name'>, log: Log, metrics: Metrics) =>
  (issues: readonly Issue[]): void => {
    metrics.add('SecretsInvalid', 1, { Provider: provider });
    log.error('secret document invalid: correct it; the last valid one is used meanwhile', {
      provider,
      secret: process.env[environmentName('SECRET_ID', provider)],
      issues: issues.map(describeIssue),
    });
  };

/** Says what may be a slip: a secret that is short or in two entries, an ignored event. Each is used nevertheless. */
export const reportSuspectSecrets =
  ({ name: provider }: Pick<Receiver, 'name'>, log: Log) =>
  (issues: readonly Issue[]): void =>
    log.warn('secret document suspect', {
      provider,
      secret: process.env[environmentName('SECRET_ID', provider)],
      issues: issues.map(describeIssue),
    });

const readSecret = createReadSecret();
const log = createLog();
const metrics = createMetrics();

/** Lambda's entry. */
export const handler: Receive = createReceive({
  intakes: receivers.map((provider) => ({
    provider,
    endpoints: createEndpoints({
      provider,
      fetch: () => readSecret(fromEnvironment(environmentName('SECRET_ID', provider.name))),
      now: Date.now,
      onInvalid: reportInvalidSecrets(provider, log, metrics),
      onSuspect: reportSuspectSecrets(provider, log),
    }),
    get queueUrl() {
      return fromEnvironment(environmentName('QUEUE_URL', provider.name));
    },
  })),
  queue: createQueue(),
  log,
  metrics,
  now: Date.now,
});
