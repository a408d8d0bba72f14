import { isObject, parseJson } from '../../../lib/json';
import { isNewer, type OrderEvent, safeParseOrderEvent, toDecimalText } from '../../../lib/subscriber';
import { fieldAt, numberAt, textAt } from '../fields';
import type { OrderDetail } from './model';
import type { Route } from './route';
import type { Known, Source } from './source';

/** What the pages ask of one order: its events in sequence, and what it is now. */
export const orderRoutes = (source: Source): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/orders\/([^/]+)$/,
    handle: async ({ words: [order = ''] }) => orderOf(source, order),
  },
];

async function orderOf(source: Source, order: string): Promise<OrderDetail | undefined> {
  const rows = (await source.rows()).filter((row) => row.order === order).sort((a, b) => b.at - a.at);
  if (rows.length === 0) return undefined;
  const known = (await Promise.all(rows.map(({ key }) => source.find(key)))).flatMap((one) => one ?? []);
  const read = known.map((one) => ({ one, event: eventOf(one) }));
  const newest = read
    .flatMap(({ event }) => event ?? [])
    .reduce<OrderEvent | undefined>(
      (best, event) => (!best || isNewer(event, best) ? event : best),
      undefined,
    );
  return {
    order,
    events: read.map(({ one: { row }, event }) => ({
      ...{ key: row.key, at: row.at, type: row.type ?? 'unknown', outcome: row.outcome },
      ...(event ? describe(event) : { statuses: {} }),
      newest: event !== undefined && event === newest,
    })),
    totals: newest ? totalsOf(newest) : [],
  };
}

function eventOf({ event }: Known): OrderEvent | undefined {
  const parsed = event === undefined ? undefined : safeParseOrderEvent(parseJson(event));
  return parsed && 'event' in parsed ? parsed.event : undefined;
}

function describe({ metadata, data: { order } }: OrderEvent) {
  const statuses = Object.entries(order.status ?? {}).flatMap(([name, status]) => {
    const value = textAt(status, 'value');
    return value === undefined ? [] : [[name, value] as const];
  });
  const total = numberAt(order, 'totals', 'total');
  return {
    time: metadata.time,
    statuses: Object.fromEntries(statuses),
    ...(Number.isSafeInteger(total) && total !== undefined && { total: amount(total, order) }),
    ...(order.lines && { lines: order.lines.length }),
  };
}

function totalsOf({ data: { order } }: OrderEvent): OrderDetail['totals'] {
  const totals = fieldAt(order, 'totals');
  return Object.entries(isObject(totals) ? totals : {}).flatMap(([name, value]) =>
    Number.isSafeInteger(value) ? [{ name, amount: amount(Number(value), order) }] : [],
  );
}

const amount = (minor: number, { currency, minorUnit }: OrderEvent['data']['order']): string =>
  `${toDecimalText(minor, minorUnit)} ${currency}`;
