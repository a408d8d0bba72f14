import type { OrderEvent } from '../../lib/order/order-event';
import type { RateUnit } from '../../lib/order/tax';

/**
 * What a person read in a payload, with the provider's documentation beside it, and wrote down by hand: `facts.json`
 * of a fixture. No tool writes it, so it tells when an outcome was taken over unread. Each is optional.
 */
export interface Facts {
  /** With its currency, as on an invoice: `1375.00 USD`. */
  readonly total?: string;
  /** `125.00 USD`. */
  readonly tax?: string;
  /** The rate of the first tax in percent, whatever the provider writes: `19 %`. */
  readonly taxRate?: string;
  /** When the order was made or placed, with its offset. */
  readonly ordered?: string;
  /** When this state of it came about, with its offset. */
  readonly changed?: string;
  /** Canonical words. */
  readonly status?: string;
  readonly payment?: string;
  readonly test?: boolean;
  /** How many pieces of anything were ordered. */
  readonly pieces?: number;
  /** Totals that add up here, as the provider documents it: `total = totalExclTax + tax`. */
  readonly sums?: readonly string[];
}

/** The same facts, as the event tells them. */
export function factsIn({ metadata, data: { order } }: OrderEvent, asked: Facts): Facts {
  const { currency, minorUnit, totals, taxes, status, lines = [] } = order;
  const money = (amount: number | undefined) =>
    amount === undefined ? undefined : `${(amount / 10 ** minorUnit).toFixed(minorUnit)} ${currency}`;
  const ordered = order.placedAt ?? order.createdAt;
  const told: Facts = {
    total: money(totals?.total),
    tax: money(totals?.tax),
    taxRate: percentOf(taxes?.[0]),
    ordered: asked.ordered && isSameInstant(ordered, asked.ordered) ? asked.ordered : ordered,
    changed: asked.changed && isSameInstant(metadata.time, asked.changed) ? asked.changed : metadata.time,
    status: status?.order?.value,
    payment: status?.payment?.value,
    test: metadata.test,
    sums: asked.sums?.filter((sum) => addsUp(totals, sum)),
    pieces: lines.reduce((sum, { quantity }) => sum + (quantity?.ordered ?? 0), 0),
  } as Facts;
  return Object.fromEntries(Object.keys(asked).map((fact) => [fact, told[fact as keyof Facts]]));
}

type Totals = OrderEvent['data']['order']['totals'];

/** A total that the order does not have adds up to nothing. */
function addsUp(totals: Totals, sum: string): boolean {
  const [whole, ...parts] = sum.split(/ [=+] /).map((name) => totals?.[name as 'total']);
  return whole === parts.reduce((all = Number.NaN, part = Number.NaN) => all + part, 0);
}

type Tax = NonNullable<OrderEvent['data']['order']['taxes']>[number];

const PERCENT: Readonly<Partial<Record<RateUnit, number>>> = { percent: 1, fraction: 100 };

/** A rate whose unit is not stated is no fact. */
function percentOf({ rate, rateUnit = 'unstated' }: Tax = {}): string | undefined {
  const factor = PERCENT[rateUnit];
  return rate === undefined || factor === undefined
    ? undefined
    : `${Math.round(Number(rate) * factor * 1e6) / 1e6} %`;
}

const isSameInstant = (a: string | undefined, b: string): boolean =>
  a !== undefined && Date.parse(a) === Date.parse(b);
