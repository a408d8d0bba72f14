import type { EventBridgeEvent } from 'aws-lambda';
import { isNewer, type OrderEvent, parseOrderEvent } from '../lib/subscriber';
import { createLog, type Log } from './aws/log';

/** What one day's orders in one currency come to. */
export interface DayTotal {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly currency: string;
  readonly orders: number;
  /** In the currency's minor unit. */
  readonly total: number;
}

/**
 * An example of a subscriber: logs what the orders of each day and currency come to, as far as this process has
 * seen them. It does what every subscriber has to: events can come twice, late and out of order, so that it keeps
 * the newest state of each order and counts from those.
 */
export function createDailyTotals(log: Log) {
  const newest = new Map<string, OrderEvent>();
  return async ({ detail }: Pick<EventBridgeEvent<string, unknown>, 'detail'>): Promise<DayTotal> => {
    const event = parseOrderEvent(detail);
    const known = newest.get(event.metadata.subject);
    if (!known || isNewer(event, known)) newest.set(event.metadata.subject, event);
    const total = sumLike(event, [...newest.values()]);
    log.info('daily total', { id: event.metadata.id, correlationId: event.metadata.correlationid, ...total });
    return total;
  };
}

function sumLike(event: OrderEvent, events: readonly OrderEvent[]): DayTotal {
  const day = dayOf(event);
  const { currency } = event.data.order;
  const same = events.filter((other) => dayOf(other) === day && other.data.order.currency === currency);
  const total = same.reduce((sum, { data }) => sum + (data.order.totals?.total ?? 0), 0);
  return { day, currency, orders: same.length, total };
}

const dayOf = ({ metadata, data }: OrderEvent): string =>
  (data.order.placedAt ?? data.order.createdAt ?? metadata.time).slice(0, 10);

/** Lambda's entry. */
export const handler = createDailyTotals(createLog());
