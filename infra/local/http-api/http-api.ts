import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import type { Outcome } from '../lambda/definition';
import { type Answer, gatewayAnswers, toAnswer } from './answer';
import { readBody } from './body';
import { toEvent } from './event';
import { createRouter, type Route } from './routes';
import { createThrottle, type ThrottleLimits } from './throttle';

const BODY_LIMIT = 10 * 1024 * 1024;
const HEADER_LIMIT = 10_240;
/** What Lambda takes and gives, as JSON. */
const PAYLOAD_LIMIT = 6 * 1024 * 1024;

/** Where a route leads. */
export interface Integration {
  readonly functionName: string;
  readonly timeout: number;
}

/** An API and its one stage, as the template has them. */
export interface HttpApiDefinition {
  readonly apiId: string;
  readonly accountId: string;
  readonly stage: string;
  readonly routes: readonly Route<Integration>[];
  /** By route key; `$default` stands for the routes that are not named. */
  readonly throttling: Readonly<Record<string, ThrottleLimits>>;
}

export interface HttpApiOptions {
  readonly definition: HttpApiDefinition;
  readonly clock: Clock;
  readonly invoke: (functionName: string, event: string, requestId: string) => Promise<Outcome>;
  /** Called with every request and its answer; both carry the same id. */
  readonly record?: (entry: HttpEntry) => void;
}

export interface HttpEntry {
  readonly kind: 'http.request' | 'http.answer';
  readonly requestId: string;
  readonly text: string;
}

/** An HTTP API in front of functions, as a listener for a `node:http` server. */
export function createHttpApi(options: HttpApiOptions) {
  const { definition, clock, invoke, record } = options;
  const route = createRouter(definition.routes);
  const throttles = new Map(
    definition.routes.flatMap(({ key }) => {
      const limits = definition.throttling[key] ?? definition.throttling.$default;
      return limits ? [[key, createThrottle(limits, clock)] as const] : [];
    }),
  );

  async function answer(request: IncomingMessage, requestId: string): Promise<Answer> {
    if (headerBytes(request) > HEADER_LIMIT) return gatewayAnswers.headersTooLarge;
    const path = (request.url ?? '/').replace(/\?.*$/s, '');
    const match = route(request.method ?? 'GET', withoutStage(path, definition.stage));
    if (!match) return gatewayAnswers.notFound;
    if (throttles.get(match.route.key)?.() === false) return gatewayAnswers.tooManyRequests;
    const body = await readBody(request, BODY_LIMIT);
    if (!body) return gatewayAnswers.tooLarge;

    const facts = { ...definition, ...match, requestId, routeKey: match.route.key, now: clock.now() };
    const event = JSON.stringify(toEvent(request, body, facts));
    if (Buffer.byteLength(event) > PAYLOAD_LIMIT) return gatewayAnswers.tooLarge;
    record?.({ kind: 'http.request', requestId, text: event });

    const { functionName, timeout } = match.route.target;
    const outcome = await within(timeout, invoke(functionName, event, requestId));
    if (!outcome || outcome.error?.errorType === 'TooManyRequestsException')
      return gatewayAnswers.unavailable;
    if (outcome.error || Buffer.byteLength(outcome.payload) > PAYLOAD_LIMIT)
      return gatewayAnswers.internalError;
    return toAnswer(outcome.payload);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    let written: Answer;
    try {
      written = await answer(request, requestId);
    } catch {
      // The sender went away in the middle of its request.
      if (request.destroyed && !request.complete) return;
      written = gatewayAnswers.internalError;
    }
    record?.({ kind: 'http.answer', requestId, text: `${written.status} ${written.body}` });
    // A request that is refused by its head may have a body that nobody reads.
    if (!request.complete) response.shouldKeepAlive = false;
    response.writeHead(written.status, {
      ...written.headers,
      'content-length': Buffer.byteLength(written.body),
      'apigw-requestid': requestId,
    });
    response.end(written.body);
  };
}

/** The request line and the headers, as AWS counts them. */
function headerBytes(request: IncomingMessage): number {
  const line = (request.method ?? '').length + (request.url ?? '').length;
  return request.rawHeaders.reduce((bytes, text) => bytes + text.length, line);
}

/** The paths of a named stage begin with its name; routes do not know it. */
function withoutStage(path: string, stage: string): string {
  return stage !== '$default' && path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
