import * as v from 'valibot';
import { Order } from '../order/order';
import { OrderEvent } from '../order/order-event';
import { toIssues } from '../schema/issues';

/** What a subscriber imports. It needs nothing of Node.js or AWS. */
export type { Order } from '../order/order';
export type { EventType, Metadata, Notice, OrderEvent } from '../order/order-event';

/**
 * Reads the `detail` of an event from the bus. It validates what everybody relies on and accepts what it does not
 * know: fields, words and notices are added without a new event type, and must not break older subscribers.
 * @throws TypeError with the place and the expectation, never with a value
 */
export function parseOrderEvent(detail: unknown): OrderEvent {
  const { issues } = v.safeParse(ReliedOn, detail);
  if (!issues) return detail as OrderEvent;
  const [issue] = toIssues(ReliedOn, issues);
  throw new TypeError(`Not an order event: ${issue?.path || '/'} ${issue?.message}.`);
}

/**
 * Whether `a` is a newer state of an order than `b`: the newest wins, in whatever sequence they arrive and however
 * often. Of one and the same event it is false.
 *
 * `sequence` is the provider's clock for some events and ours for others (`ordering`). Two clocks cannot be compared, so
 * between such events the arrival decides.
 */
export function isNewer({ metadata: a }: Timed, { metadata: b }: Timed): boolean {
  if (a.ordering === b.ordering && a.sequence !== b.sequence) return a.sequence > b.sequence;
  const [recordedA, recordedB] = [comparable(a.recordedtime), comparable(b.recordedtime)];
  if (recordedA !== recordedB) return recordedA > recordedB;
  return a.id > b.id;
}

interface Timed {
  readonly metadata: Pick<OrderEvent['metadata'], 'sequence' | 'ordering' | 'recordedtime' | 'id'>;
}

/** Without the `Z` a text of a time sorts before the same one with a fraction. */
const comparable = (time: string): string => time.slice(0, -1);

const { id, subject, time, recordedtime, sequence, ordering, test } = OrderEvent.entries.metadata.entries;
const { id: orderId, currency, minorUnit } = Order.entries;

const ReliedOn = v.looseObject({
  metadata: v.looseObject({ id, type: v.string(), subject, time, recordedtime, sequence, ordering, test }),
  data: v.looseObject({
    order: v.looseObject({ id: orderId, currency, minorUnit }),
    notices: v.array(v.unknown()),
    unmapped: v.record(v.string(), v.unknown()),
  }),
});
