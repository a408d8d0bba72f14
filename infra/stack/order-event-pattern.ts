import { SOURCE_PREFIX, sourceOf } from '../../lib/names';
import type { EventType } from '../../lib/order/order-event';
import type { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES } from '../../lib/order/status';

/** Rules compare numbers up to five thousand million. */
const MOST = 5_000_000_000;

/** Which order events a subscriber wants. All that is given has to hold; of a list, one. */
export interface OrderEventFilter {
  /**
   * By the providers' names.
   * @default every provider
   */
  readonly providers?: readonly string[];
  /**
   * By the tenants at a provider, as the endpoints' entries name them.
   * @default every account
   */
  readonly accounts?: readonly string[];
  /**
   * By ISO 4217, such as `EUR`.
   * @default every currency
   */
  readonly currencies?: readonly string[];
  /**
   * By the country that is shipped to, in ISO 3166-1's two letters.
   * @default every country, and orders that state none
   */
  readonly countries?: readonly string[];
  /**
   * By the order's total, in the currency's minor unit: 1,000.00 EUR is `100_000`. Needs `currencies`.
   * @default every total
   */
  readonly total?: TotalRange;
  /** @default every status, and orders that state none */
  readonly orderStatuses?: readonly (typeof ORDER_STATUSES)[number][];
  /** @default every status, and orders that state none */
  readonly paymentStatuses?: readonly (typeof PAYMENT_STATUSES)[number][];
  /** @default every status, and orders that state none */
  readonly fulfillmentStatuses?: readonly (typeof FULFILLMENT_STATUSES)[number][];
  /**
   * Events of test orders: left out, wanted too, or wanted alone.
   * @default without
   */
  readonly tests?: 'without' | 'with' | 'only';
}

/** In the currency's minor unit, whole numbers up to 5,000,000,000: rules compare no larger ones. */
export interface TotalRange {
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
}

/** A rule's event pattern as EventBridge takes it. */
export interface OrderEventPattern {
  readonly source: readonly (string | { readonly prefix: string })[];
  readonly 'detail-type': readonly (string | { readonly suffix: string })[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * The event pattern of a rule.
 * @param types of events; left out, every type of version 1
 * @throws Error where a total cannot be compared
 */
export function orderEventPattern(
  types: readonly EventType[] | undefined,
  filter: OrderEventFilter = {},
): OrderEventPattern {
  const { providers, accounts, currencies, countries, total, tests = 'without' } = filter;
  if (total && !currencies?.length)
    throw new Error("total is in a currency's minor unit: name the currencies that it is meant for");
  const status = withoutUndefined({
    order: valueIn(filter.orderStatuses),
    payment: valueIn(filter.paymentStatuses),
    fulfillment: valueIn(filter.fulfillmentStatuses),
  });
  const order = withoutUndefined({
    currency: currencies,
    shippingAddress: countries && { countryCode: countries },
    totals: total && { total: [{ numeric: comparisons(total) }] },
    status: Object.keys(status).length > 0 ? status : undefined,
  });
  const metadata = withoutUndefined({
    account: accounts,
    test: tests === 'with' ? undefined : [tests === 'only'],
  });
  const detail = withoutUndefined({
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
    data: Object.keys(order).length > 0 ? { order } : undefined,
  });
  return {
    source: providers?.map(sourceOf) ?? [{ prefix: SOURCE_PREFIX }],
    // The version is part of the type: when v2 comes, both are published for a while.
    'detail-type': types ?? [{ suffix: '.v1' }],
    ...(Object.keys(detail).length > 0 && { detail }),
  };
}

const valueIn = (words: readonly string[] | undefined) => words && { value: words };

const OPERATORS = { above: '>', atLeast: '>=', below: '<', atMost: '<=' } as const;

function comparisons(range: TotalRange): (string | number)[] {
  const found = (Object.keys(OPERATORS) as (keyof TotalRange)[]).flatMap((name) => {
    const value = range[name];
    if (value === undefined) return [];
    if (!Number.isInteger(value) || Math.abs(value) > MOST)
      throw new Error(`total.${name}: expected a whole number of minor units, up to ${MOST}; found ${value}`);
    return [[OPERATORS[name], value] as const];
  });
  if (found.length === 0) throw new Error('total: expected above, atLeast, below or atMost');
  return found.flat();
}

const withoutUndefined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
