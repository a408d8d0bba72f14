import { fieldOf } from '../json';
import { CUSTOMER_REDACTED } from './customer-redacted';
import type { EventType, OrderEvent } from './order-event';
import { type OrderEventError, safeParseOrderEvent, typeOf } from './parse';
import type { Claim, OrderStore } from './store';
import type { UnknownWord } from './validation';

/** What is done for each type of event. A type that has no handler here and no `otherwise` is left alone. */
export interface OrderHandlers<State = unknown> {
  readonly created?: OrderHandler<State>;
  readonly updated?: OrderHandler<State>;
  readonly confirmed?: OrderHandler<State>;
  /**
   * Every other event: of a type without a handler here, and of one that this version of the library does not read, as
   * `order.updated.v2` will be. `customer.redacted.v1` comes here too: `parseCustomerRedacted` reads it. The store knows
   * nothing of these.
   * @default redacted customers are left alone; an event that this version does not read is an error, so that it ends in a dead-letter queue
   */
  readonly otherwise?: (event: OtherEvent) => unknown;
}

/**
 * Handles one event. What it throws makes the delivery fail: it is tried again, then it is a dead letter.
 * @returns what the store keeps with this state of the order, where there is a store
 */
export type OrderHandler<State> = (event: OrderEvent, known: KnownOrder<State>) => State | Promise<State>;

/** What is known of an order before an event. */
export interface KnownOrder<State> {
  /** What the handler of the newest event so far returned; absent of a first event, and without a store. */
  readonly previous?: State;
}

/** An event that no other handler takes. */
export interface OtherEvent {
  readonly type: string;
  readonly detail: unknown;
  /** The same, where this version reads the type. */
  readonly event?: OrderEvent;
}

/** How events are handled. */
export interface OnOrderOptions<State = unknown> {
  /**
   * Drops what was handled, and what is older than what was.
   * @default none: each delivery is handled
   */
  readonly store?: OrderStore<State>;
  /**
   * Whether test orders are left out.
   * @default false
   */
  readonly skipTestOrders?: boolean;
  /**
   * Is told each word that this version of the contract does not know, before the event is handled; what it throws makes
   * the delivery fail.
   * @default they pass
   */
  readonly unknownWord?: (unknown: UnknownWord) => void;
}

/** What became of a delivery. */
export type Outcome =
  /** A handler has done its work. */
  | 'handled'
  /** The store has seen its id. */
  | 'repeated'
  /** The store knows a newer state of the order. */
  | 'stale'
  /** It is a test order. */
  | 'test'
  /** There is no handler for its type. */
  | 'unhandled';

/** As much of Lambda's context as is used. */
export interface RemainingTime {
  getRemainingTimeInMillis(): number;
}

/** A handler for Lambda's events from EventBridge, and for whoever else has their `detail`. */
export type DeliveryHandler = (
  delivered: { readonly detail: unknown },
  context?: RemainingTime,
) => Promise<Outcome>;

/**
 * Makes a Lambda handler out of handlers of order events: it validates, leaves out, drops repeats and stale states, and
 * dispatches by type.
 *
 * With a store, a handler that succeeds is not called again for the same event. One that fails is, so it has to bear
 * being called twice: a process can also die between the handler's last step and the store's.
 * @example
 * export const handler = onOrder(
 *   { created: (event) => save(event.data.order), updated: (event) => save(event.data.order) },
 *   { store: createMemoryStore(), skipTestOrders: true },
 * );
 */
export function onOrder<State>(
  handlers: OrderHandlers<State>,
  { store, skipTestOrders = false, unknownWord }: OnOrderOptions<State> = {},
): DeliveryHandler {
  const byType: Readonly<Record<EventType, OrderHandler<State> | undefined>> = {
    'order.created.v1': handlers.created,
    'order.updated.v1': handlers.updated,
    'order.confirmed.v1': handlers.confirmed,
  };

  return async ({ detail }, context) => {
    if (skipTestOrders && fieldOf(fieldOf(detail, 'metadata'), 'test') === true) return 'test';
    const { event, error } = safeParseOrderEvent(detail, unknownWord && { unknownWord });
    if (error) return handleUnread(detail, error);
    const handle = byType[event.metadata.type];
    if (!handle) return handleOther({ type: event.metadata.type, detail, event });
    if (store) return handleOnce(event, handle, await store.claim(event, holdFor(context)));
    await handle(event, {});
    return 'handled';
  };

  function handleUnread(detail: unknown, error: OrderEventError): Promise<Outcome> {
    const type = typeOf(detail);
    const isOther = error.code === 'UNKNOWN_TYPE' && handlers.otherwise;
    if (type !== CUSTOMER_REDACTED && !isOther) throw error;
    return handleOther({ type: String(type), detail });
  }

  async function handleOther(event: OtherEvent): Promise<Outcome> {
    if (!handlers.otherwise) return 'unhandled';
    await handlers.otherwise(event);
    return 'handled';
  }
}

async function handleOnce<State>(
  event: OrderEvent,
  handle: OrderHandler<State>,
  claim: Claim<State>,
): Promise<Outcome> {
  if (claim.outcome === 'busy') throw new OrderBusyError();
  if (claim.outcome !== 'claimed') return claim.outcome;
  let state: State;
  try {
    state = await handle(event, 'previous' in claim ? { previous: claim.previous } : {});
  } catch (thrown) {
    // What the handler threw says more than that the order could not be given back, which it will be when its time is up.
    await claim.release().catch(() => {});
    throw thrown;
  }
  await claim.commit(state);
  return 'handled';
}

/** Another delivery of the order is being handled: this one has to be tried again. */
export class OrderBusyError extends Error {
  override readonly name = 'OrderBusyError';
  readonly code = 'ORDER_BUSY';

  constructor() {
    super('Another delivery of this order is being handled. Lambda tries this one again in a minute.');
  }
}

/** A function that Lambda has ended holds nothing any more, and its order is free a moment later. */
const holdFor = (context: RemainingTime | undefined): number =>
  context ? context.getRemainingTimeInMillis() + SECOND : FIVE_MINUTES;

const SECOND = 1_000;
/** Longer than most handlers take where nobody says how long they may. */
const FIVE_MINUTES = 300_000;
