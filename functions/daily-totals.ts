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
 * seen them. It does what every subscriber has to: events can come twice, late and out of order, so it ignores an id
 * that it has seen, keeps the newest state of each order, and counts that one.
 */
export function createDailyTotals(log: Log) {
  const newest = new Map<string, Counted>();
  const totals = new Map<string, DayTotal>();
  const seen = new Set<string>();

  const totalFor = ({ day, currency }: Counted): DayTotal =>
    totals.get(`${day} ${currency}`) ?? { day, currency, orders: 0, total: 0 };
  const count = (order: Counted, times: 1 | -1): void => {
    const { day, currency, orders, total } = totalFor(order);
    totals.set(`${day} ${currency}`, {
      day,
      currency,
      orders: orders + times,
      total: total + times * order.total,
    });
  };

  return async ({ detail }: Pick<EventBridgeEvent<string, unknown>, 'detail'>): Promise<DayTotal> => {
    const event = parseOrderEvent(detail);
    const { id, correlationid, subject } = event.metadata;
    const [order, known] = [toCounted(event), newest.get(subject)];
    // A delivery that was recorded and is sent again much later looks new by its arrival, and has its old id.
    const repeated = seen.has(id);
    seen.add(id);
    if (!repeated && (!known || isNewer(order, known))) {
      if (known) count(known, -1);
      count(order, 1);
      newest.set(subject, order);
    }
    const total = totalFor(order);
    log.info('daily total', { id, correlationId: correlationid, ...total });
    return total;
  };
}

/** What is kept of an order's newest event. */
interface Counted extends Pick<OrderEvent, 'metadata'> {
  readonly day: string;
  readonly currency: string;
  readonly total: number;
}

const toCounted = (event: OrderEvent): Counted => ({
  metadata: event.metadata,
  day: dayOf(event),
  currency: event.data.order.currency,
  total: event.data.order.totals?.total ?? 0,
});

const dayOf = ({ metadata, data }: OrderEvent): string =>
  (data.order.placedAt ?? data.order.createdAt ?? metadata.time).slice(0, 10);

/** Lambda's entry. */
export const handler = createDailyTotals(createLog());
