import { type Endpoint, readEndpoint } from '../../lib/endpoint';
import { describeIssue, Failure } from '../../lib/failure';
import type { Provider, Sending } from '../../lib/provider';
import type { WebhookRequest } from '../../lib/webhook';
import type { Circumstances } from './fixtures';

/** Texts that are an AES-256 key too, for providers that encrypt. */
const SECRETS = [7, 8, 9].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [
  string,
  string,
  string,
];

/** When every delivery of these checks is sent and received; its digits are nowhere else in a request. */
export const NOW = Date.parse('2026-11-22T10:00:07Z');

/** A provider with an endpoint, and a request that is right. */
export interface Signing {
  readonly current: string;
  readonly previous: string;
  readonly foreign: string;
  readonly event: string;
  readonly payload: string;
  readonly request: WebhookRequest;
  /** The value of its signature header. */
  readonly signature: string;
  readonly endpoint: (...secrets: string[]) => Endpoint;
  /** Signs the payload, or another one, with that secret. */
  readonly sign: (secret: string, payload?: string, sending?: Partial<Sending>) => WebhookRequest;
  /** The request under another signature. */
  readonly signed: (signature: string | undefined) => WebhookRequest;
  readonly verify: (request: WebhookRequest, ...secrets: string[]) => ReturnType<Provider['verify']>;
  /** Fails where the request is accepted, or refused for anything but its signature. */
  readonly assertRefused: (request: WebhookRequest, ...secrets: string[]) => void;
}

export function signingOf(provider: Provider): Signing {
  const [current, previous, foreign] = provider.exampleSecrets ?? SECRETS;
  const [event = ''] = Object.keys(provider.events);
  const endpoint = (...secrets: string[]) => exampleEndpoint(provider, secrets, event);
  const payload = provider.sample(event, 'acme');
  const sign: Signing['sign'] = (secret, text = payload, sending = {}) =>
    provider.sign(text, endpoint(secret), { now: NOW, event, ...sending });
  const request = sign(current);
  const verify: Signing['verify'] = (given, ...secrets) => provider.verify(given, endpoint(...secrets), NOW);
  return {
    ...{ current, previous, foreign, event, payload, request, endpoint, sign, verify },
    signature: request.headers[provider.signatureHeader] ?? '',
    signed: (value) => ({ ...request, headers: { ...request.headers, [provider.signatureHeader]: value } }),
    assertRefused: (given, ...secrets) => assertMismatch(() => verify(given, ...secrets)),
  };
}

/** The least entry that the provider accepts. */
export function exampleEndpoint(provider: Provider, secrets: readonly string[], event: string): Endpoint {
  const entry = { secrets: [...secrets], account: 'acme' };
  const reading = readEndpoint(provider.endpoint, entry);
  if ('endpoint' in reading) return reading.endpoint;
  const withEvent = readEndpoint(provider.endpoint, { ...entry, event });
  if ('endpoint' in withEvent) return withEvent.endpoint;
  throw new Error(withEvent.issues.map(describeIssue).join(', '));
}

/** Fails unless the call throws `SIGNATURE_MISMATCH`. */
export function assertMismatch(verify: () => unknown): void {
  let thrown: unknown;
  try {
    verify();
  } catch (error) {
    thrown = error;
  }
  if (thrown === undefined) throw new Error('was accepted');
  if (!(thrown instanceof Failure) || thrown.code !== 'SIGNATURE_MISMATCH') throw thrown;
}

export const REFUSED = Symbol('refused');

/** What the call returns, or `REFUSED`. */
export function orRefused<T>(verify: () => T): T | typeof REFUSED {
  try {
    return verify();
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'SIGNATURE_MISMATCH') return REFUSED;
    throw thrown;
  }
}

/** What a delivery of that payload comes with, once it was sent and verified. */
export function circumstancesOf(provider: Provider, event: string, payload: string): Circumstances {
  const [current] = provider.exampleSecrets ?? SECRETS;
  const endpoint = exampleEndpoint(provider, [current], event);
  const request = provider.sign(payload, endpoint, { now: NOW, event });
  return { event, claims: provider.verify(request, endpoint, NOW).claims, timeZone: 'UTC' };
}
