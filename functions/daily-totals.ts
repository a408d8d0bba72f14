import { createMemoryStore, type KnownOrder, type OrderEvent, onOrder } from 'order-events/subscriber';

/** What one day's orders in one currency come to. */
export interface DayTotal {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly currency: string;
  readonly orders: number;
  /** In the currency's minor unit. */
  readonly total: number;
}

/** A day's total after an event, with the ids that find its delivery again. */
export interface TotalAfter extends DayTotal {
  readonly id: string;
  readonly correlationId: string;
}

/**
 * An example of a subscriber, to copy: writes what the orders of each day and currency come to, as far as this process
 * has seen them. Events can come twice, late and out of order, so a store drops what is no news, and hands on what was
 * counted of an order before. A subscriber of which many instances run has its store in DynamoDB, and its totals too.
 */
export function createDailyTotals(write: (total: TotalAfter) => void) {
  const totals = new Map<string, DayTotal>();

  const add = ({ day, currency, orders, total }: DayTotal, times: 1 | -1): DayTotal => {
    const key = `${day} ${currency}`;
    const known = totals.get(key) ?? { day, currency, orders: 0, total: 0 };
    const sum = { ...known, orders: known.orders + times * orders, total: known.total + times * total };
    totals.set(key, sum);
    return sum;
  };

  const count = (event: OrderEvent, { previous }: KnownOrder<DayTotal>): DayTotal => {
    const { id, correlationid } = event.metadata;
    const counted = toCounted(event);
    if (previous) add(previous, -1);
    write({ id, correlationId: correlationid, ...add(counted, 1) });
    return counted;
  };

  return onOrder(
    { created: count, updated: count, confirmed: count },
    { store: createMemoryStore(), skipTestOrders: true },
  );
}

/** What one order adds to its day: nothing where it is no order yet, or none any more. */
function toCounted({ metadata, data: { order } }: OrderEvent): DayTotal {
  const { currency, status, totals } = order;
  const day = (order.placedAt ?? order.createdAt ?? metadata.time).slice(0, 10);
  const left = [status?.order?.value, status?.payment?.value].some((word) => word && LEFT_OUT.has(word));
  return { day, currency, orders: left ? 0 : 1, total: left ? 0 : (totals?.total ?? 0) };
}

const LEFT_OUT: ReadonlySet<string> = new Set(['quote', 'cancelled', 'voided']);

/** Lambda's entry. */
export const handler = createDailyTotals((total) => {
  const line = { timestamp: new Date().toISOString(), level: 'INFO', message: 'daily total', ...total };
  process.stdout.write(`${JSON.stringify(line)}\n`);
});
