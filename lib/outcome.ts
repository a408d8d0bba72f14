import type { Delivery } from './delivery';
import { type FailureCode, toFailure } from './failure';
import type { CanonicalEvent } from './order/canonical-event';
import type { Provider } from './provider';
import { read } from './reading/read';
import { type Claims, NO_CLAIMS, trust } from './webhook';

/** What becomes of a payload: a whole event, an expected failure, or nothing. */
export type Outcome =
  | CanonicalEvent
  | { readonly failure: { readonly code: FailureCode; readonly paths: readonly string[] } }
  | { readonly ignored: true };

/** What a delivery comes with beside its payload: `delivery.json` of a fixture. */
export interface Circumstances {
  readonly endpoint?: string;
  readonly account?: string;
  /** For providers whose payload does not say it. */
  readonly event?: string;
  readonly timeZone?: string;
  /** What the headers said beside it. */
  readonly claims?: Claims;
  readonly receivedAt?: string;
  readonly replay?: true;
}

/** What is taken where the circumstances do not say it. */
const EXAMPLE = {
  endpoint: 'example',
  account: 'acme',
  receivedAt: '2026-11-22T10:00:00.000Z',
  correlationId: 'example',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
} as const;

/**
 * The delivery of a verified payload under these circumstances. Its body is taken to be the payload, so an id that is
 * made from the body is the same on each run.
 */
export function deliveryOf(provider: Provider, payload: string, circumstances: Circumstances): Delivery {
  const { event = Object.keys(provider.events)[0], ...known } = { ...EXAMPLE, ...circumstances };
  const { endpoint, account, claims = NO_CLAIMS } = known;
  const verified = trust(payload);
  const identity = provider.identify({
    verified,
    claims,
    body: Buffer.from(payload),
    endpoint,
    account,
    event,
  });
  return { v: 1, provider: provider.name, ...known, ...identity, encoding: 'text', payload };
}

/**
 * What `receive` and `normalize` make of a payload, as JSON: `expected.json` of a fixture.
 * @throws whatever a bug throws
 */
export function outcomeOf(
  provider: Provider,
  payload: string,
  circumstances: Circumstances = {},
  readWith: typeof read = read,
): Outcome {
  const delivery = deliveryOf(provider, payload, circumstances);
  if (delivery.event !== undefined && !Object.hasOwn(provider.events, delivery.event))
    return { ignored: true };
  try {
    return JSON.parse(readWith(provider, delivery).json);
  } catch (thrown) {
    const { code, issues, cause } = toFailure(thrown);
    if (code === 'INTERNAL' && cause) throw cause;
    return { failure: { code, paths: issues.map(({ path }) => path) } };
  }
}
