import type { Order } from '../order/order';

/**
 * The sum of the lines' totals; absent where a line states none, or one in another currency than the order's. Only for
 * a provider whose lines state what they come to after discounts.
 */
export function subtotalOf(lines: NonNullable<Order['lines']>): number | undefined {
  if (lines.length === 0) return undefined;
  let subtotal = 0;
  for (const { total, currency } of lines) {
    if (total === undefined || currency !== undefined) return undefined;
    subtotal += total;
  }
  return Number.isSafeInteger(subtotal) ? subtotal : undefined;
}
