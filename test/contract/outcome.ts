import { deepStrictEqual, strictEqual } from 'node:assert';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type CanonicalEvent, isOrderEvent } from '../../lib/order/canonical-event';
import type { OrderEvent } from '../../lib/order/order-event';
import { type Circumstances, type Outcome, outcomeOf } from '../../lib/outcome';
import type { Provider } from '../../lib/provider';
import { read } from '../../lib/reading/read';

export { deliveryOf, type Outcome, outcomeOf } from '../../lib/outcome';

/**
 * What becomes of the payload; the event's text has to be the event, and its hash the one that others calculate. That
 * takes as long again, so laws that change a payload in hundreds of places ask `outcomeOf`.
 */
export const checkedOutcomeOf = (
  provider: Provider,
  payload: string,
  circumstances: Circumstances = {},
): Outcome => outcomeOf(provider, payload, circumstances, checkedRead);

const checkedRead: typeof read = (reader, delivery) => {
  const result = read(reader, delivery);
  const outcome: CanonicalEvent = JSON.parse(result.json);
  deepStrictEqual(outcome, JSON.parse(JSON.stringify(result.event)));
  strictEqual(outcome.metadata.contenthash, contentHashOf(outcome));
  return result;
};

/** The hash as a subscriber would calculate it, with a library for RFC 8785. */
function contentHashOf({ data }: CanonicalEvent): string {
  const content = canonicalize({ ...contentOf(data), unmapped: data.unmapped }) ?? '';
  return createHash('sha256').update(content).digest('hex');
}

function contentOf(data: CanonicalEvent['data']): object {
  if (!('order' in data)) return { customer: data.customer };
  const { updatedAt: _, ...order } = data.order;
  return { order };
}

/** Whether an outcome is an event that carries an order. */
export const isOrder = (outcome: Outcome): outcome is OrderEvent =>
  'data' in outcome && isOrderEvent(outcome);

/** An id that is made from the body changes with every leaf, and would hide that nothing else does. */
export const withoutId = <T extends Outcome>(outcome: T): T =>
  'data' in outcome ? { ...outcome, metadata: { ...outcome.metadata, id: '' } } : outcome;
