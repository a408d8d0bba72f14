import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** What the event says beside the request itself. */
export interface RequestFacts {
  readonly requestId: string;
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly now: number;
}

/** The content types whose bodies an HTTP API hands over as text; all others arrive in base64. */
const TEXT = /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/** An HTTP API's Lambda event, payload format 2.0. */
export function toEvent(request: IncomingMessage, body: Buffer, facts: RequestFacts) {
  const [rawPath = '/', rawQueryString = ''] = split(request.url ?? '/', '?');
  const headers = joinedHeaders(request);
  const sourceIp = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
  const port = String(request.socket.localPort ?? '');
  const cookies = headers.cookie?.split(/;\s*/);
  // A text body that is not UTF-8 keeps its bytes: in base64.
  const isText = TEXT.test(headers['content-type'] ?? '') && isUtf8(body);
  const queryStringParameters = parseQuery(rawQueryString);

  return {
    version: '2.0',
    routeKey: facts.routeKey,
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: {
      ...headers,
      'x-forwarded-for': join(headers['x-forwarded-for'], sourceIp),
      'x-forwarded-port': port,
      'x-forwarded-proto': 'http',
    },
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: facts.accountId,
      apiId: facts.apiId,
      domainName: headers.host ?? 'localhost',
      domainPrefix: facts.apiId,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: facts.requestId,
      routeKey: facts.routeKey,
      stage: facts.stage,
      time: accessLogTime(facts.now),
      timeEpoch: facts.now,
    },
    ...(Object.keys(facts.pathParameters).length > 0 && { pathParameters: facts.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case, repeated headers joined by commas. */
function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    headers[name] = join(headers[name], request.rawHeaders[index + 1] ?? '');
  }
  return headers;
}

function parseQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) parameters[name] = join(parameters[name], value);
  return parameters;
}

function join(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before},${value}`;
}

function split(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000` */
function accessLogTime(now: number): string {
  const iso = new Date(now).toISOString();
  const month = MONTHS[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
