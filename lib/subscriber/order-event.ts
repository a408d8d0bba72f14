import type * as redacted from '../order/customer-redacted';
import type * as writer from '../order/order-event';

/**
 * A type of the contract as readers have it: wherever the contract has a set of words, a later version may have more, so
 * any text is possible beside the known ones.
 */
export type Open<T> = T extends string
  ? string extends T
    ? T
    : T | (string & {})
  : T extends object
    ? { [K in keyof T]: Open<T[K]> }
    : T;

/** The `detail` of an event on the bus. */
export interface OrderEvent {
  readonly metadata: Metadata;
  readonly data: Open<writer.OrderEvent['data']>;
}
/** The `detail` of an event that says whose data have to be erased. */
export interface CustomerRedacted {
  readonly metadata: Omit<Metadata, 'type'> & {
    readonly type: redacted.CustomerRedacted['metadata']['type'];
  };
  readonly data: Open<redacted.CustomerRedacted['data']>;
}
/** Whose event it is, of what type, and when: the same names as in CloudEvents 1.0 where it has them. */
export type Metadata = Open<Omit<writer.Metadata, 'type'>> & { type: EventType };
/** The canonical order. Absent means that the provider does not say; nothing is `null`. */
export type Order = OrderEvent['data']['order'];
/** Something that a careful reader wants to know; never a reason to drop the event. */
export type Notice = OrderEvent['data']['notices'][number];
/** The types of events that carry an order, as far as this version knows them. */
export type EventType = writer.OrderEventType;
