import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../loopback';

/** On every answer: the pages load from this server alone, run in no frame, and leave no trace of what they showed. */
export const SAFE_HEADERS = {
  'content-security-policy': [
    "default-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
} as const;

/** Why a request is refused, or nothing. */
export type Refusal = { readonly status: 401 | 403 | 405 | 415; readonly why: string } | undefined;

export interface GuardOptions {
  /** The token of this server's pages, new at each start. */
  readonly token: string;
  /** The cookie that holds it: cookies know no port, so its name does. */
  readonly cookie: string;
}

/**
 * Lets the console's own pages in, and nobody else: a page of somebody else's whose name leads here sends that name as
 * `Host`, one that only sends requests here shows its `Origin`, and neither has the token.
 */
export function refusalOf(request: IncomingMessage, { token, cookie }: GuardOptions): Refusal {
  const { host, origin } = request.headers;
  if (!isThisMachine(host))
    return { status: 403, why: `Host ${JSON.stringify(host ?? '')} is not this machine` };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, why: `Origin ${JSON.stringify(origin)} is not the console's` };
  const site = request.headers['sec-fetch-site'];
  const asks = request.url?.startsWith('/api/') === true;
  if (asks && site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, why: 'another site asks' };
  if (request.method === 'GET' || request.method === 'HEAD') {
    // A page opens for anybody on this machine; what it shows, for those that it was opened for.
    if (asks && !hasToken(request, { token, cookie }))
      return { status: 401, why: 'no token: open the console again' };
    return undefined;
  }
  if (request.method !== 'POST') return { status: 405, why: `${request.method} does nothing here` };
  if (!hasToken(request, { token, cookie })) return { status: 401, why: 'no token: open the console again' };
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return { status: 415, why: 'an action is JSON' };
  return undefined;
}

function isThisMachine(host: string | undefined): boolean {
  const url = `http://${host}`;
  return host !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
}

function hasToken({ headers }: IncomingMessage, { token, cookie }: GuardOptions): boolean {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookie}=`));
  const given = Buffer.from(found?.slice(cookie.length + 1) ?? '');
  const expected = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
