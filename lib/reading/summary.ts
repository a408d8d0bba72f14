import type { Order } from '../order/order';
import { SUMMARY_SKUS, type Summary } from '../order/summary';

/**
 * What rules want to match of an order by keys, with its own keys sorted.
 * @param firstPaidAt as the provider's mapping tells it: no other code knows which payments succeeded
 */
export function summaryOf(order: Order, firstPaidAt: string | undefined): Summary {
  const lines = order.lines ?? [];
  const skus = new Set(lines.flatMap(({ sku }) => sku ?? []));
  const shown = [...skus].filter(({ length }) => length <= SUMMARY_SKUS.longest).slice(0, SUMMARY_SKUS.most);
  return {
    firstPaidAt,
    hasDispute: hasDispute(order),
    hasRefund: hasRefund(order),
    lineCount: lines.length,
    skus: shown.length > 0 ? shown : undefined,
    skusCut: shown.length < skus.size ? true : undefined,
    unitCount: unitCountOf(lines),
  };
}

function unitCountOf(lines: NonNullable<Order['lines']>): number | undefined {
  let units = 0;
  for (const { quantity } of lines) {
    const count = quantity?.current ?? quantity?.ordered;
    if (count === undefined) return undefined;
    units += count;
  }
  return Number.isSafeInteger(units) ? units : undefined;
}

/** Payments show it too, but not whether they succeeded. */
function hasRefund({ refunds, payments, status }: Order): boolean | undefined {
  if (refunds?.length) return true;
  const word = status?.payment?.value;
  if (word === 'refunded' || word === 'partially_refunded') return true;
  return payments || (word !== undefined && word !== 'unknown') ? false : undefined;
}

function hasDispute({ payments = [], refunds = [] }: Order): boolean | undefined {
  const all = [...payments, ...refunds.flatMap((refund) => refund.payments ?? [])];
  if (all.some(({ disputed }) => disputed)) return true;
  return all.some(({ disputed }) => disputed === false) ? false : undefined;
}
