import { deepStrictEqual, strictEqual } from 'node:assert';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Delivery } from '../../lib/delivery';
import { type FailureCode, toFailure } from '../../lib/failure';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { read } from '../../lib/reading/read';
import { NO_CLAIMS, trust } from '../../lib/webhook';
import type { Circumstances } from './fixtures';

/** What becomes of a payload: a whole event, an expected failure, or nothing. */
export type Outcome =
  | OrderEvent
  | { readonly failure: { readonly code: FailureCode; readonly paths: readonly string[] } }
  | { readonly ignored: true };

const EXAMPLE = {
  endpoint: 'example',
  account: 'acme',
  receivedAt: '2026-11-22T10:00:00.000Z',
  correlationId: 'example',
} as const;

/**
 * The delivery of an verified payload under these circumstances. Its body is taken to be the payload, so that an id
 * that is made from the body is the same on each run.
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

/** What the two receivers make of the payload, as JSON. */
export function outcomeOf(provider: Provider, payload: string, circumstances: Circumstances = {}): Outcome {
  const delivery = deliveryOf(provider, payload, circumstances);
  if (delivery.event !== undefined && !Object.hasOwn(provider.events, delivery.event))
    return { ignored: true };
  try {
    const { event, json } = read(provider, delivery);
    const outcome: OrderEvent = JSON.parse(json);
    deepStrictEqual(outcome, JSON.parse(JSON.stringify(event)));
    strictEqual(outcome.metadata.contenthash, contentHashOf(outcome));
    return outcome;
  } catch (thrown) {
    const { code, issues, cause } = toFailure(thrown);
    if (code === 'INTERNAL' && cause) throw cause;
    return { failure: { code, paths: issues.map(({ path }) => path) } };
  }
}

/** The hash as a subscriber would calculate it, with a library for RFC 8785. */
function contentHashOf({ data }: OrderEvent): string {
  const { updatedAt: _, ...order } = data.order;
  const content = canonicalize({ order, unmapped: data.unmapped }) ?? '';
  return createHash('sha256').update(content).digest('hex');
}

/** An id that is made from the body changes with every leaf, and would hide that nothing else does. */
export const withoutId = (outcome: Outcome): Outcome =>
  'data' in outcome ? { ...outcome, metadata: { ...outcome.metadata, id: '' } } : outcome;
