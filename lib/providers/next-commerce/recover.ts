import { fieldOf, isObject } from '../../json';
import type { Recovery } from '../../provider';
import { API_VERSION } from './schema';

/**
 * Orders through the Admin API: https://developers.nextcommerce.com/docs/admin-api. Its list has a filter for the day
 * when an order was placed, and none for when it changed.
 */
export const recovery: Recovery = {
  baseUrl: (account) => `https://${account}.29next.store/api/admin/`,
  headers: (token) => ({ authorization: `Bearer ${token}`, 'x-29next-api-version': API_VERSION }),
  listPath: (since) => `orders/?date_placed_from=${dayBefore(since)}`,
  readPage(page) {
    const results = fieldOf(page, 'results');
    if (!Array.isArray(results)) return undefined;
    const next = fieldOf(page, 'next');
    return {
      orders: results.flatMap((order) => {
        const [number, changedAt] = [fieldOf(order, 'number'), fieldOf(order, 'updated_at')];
        if (!isObject(order) || typeof number !== 'string' || number === '') return [];
        return [{ theirId: number, ...(typeof changedAt === 'string' && { changedAt }) }];
      }),
      ...(typeof next === 'string' && next !== '' && { next }),
    };
  },
  orderPath: (number) => `orders/${encodeURIComponent(number)}/`,
  // The order's own text: its numbers keep every digit.
  toPayload: (order, account) =>
    `{"api_version":${JSON.stringify(API_VERSION)},"data":${order},"event_type":"order.updated","object":"order","webhook":{"store":${JSON.stringify(account)}}}`,
};

/** The store's clock may be half a day from UTC, and its day another one. */
const dayBefore = (since: string): string => new Date(Date.parse(since) - DAY_MS).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;
