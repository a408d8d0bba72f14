import { randomUUID } from 'node:crypto';
import { traceparentOf } from '../../../functions/trace-context';
import { groupOf, readDelivery, writeDelivery } from '../../../lib/delivery';
import type { Endpoint } from '../../../lib/endpoint';
import { orderIdOf } from '../../../lib/identity';
import { parseJson } from '../../../lib/json';
import type { ListedOrder, Provider, Recovery } from '../../../lib/provider';
import { read } from '../../../lib/reading/read';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { UsageError } from '../exit';
import type { Get } from './api';
import type { Published } from './published';

/** An order of the provider's list, and why it has to be recovered. */
export interface Lacking extends ListedOrder {
  readonly orderKey: string;
  /** `missing`: nothing of it was published. `stale`: it has changed since. */
  readonly why: 'missing' | 'stale';
}

/** What an order's message for the queue needs. */
export interface RecoveredMessage {
  readonly id: string;
  readonly body: string;
  readonly group: string;
  readonly deduplication: string;
}

export interface RecoverOptions {
  readonly provider: Provider;
  readonly recovery: Recovery;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly get: Get;
}

/** An API that goes on and on is not listed to the end. */
const MOST_PAGES = 10_000;

/** Asks the provider for its orders and hands them over as deliveries. */
export function createRecovery({ provider, recovery, name, endpoint, get }: RecoverOptions) {
  const { account, api } = endpoint;
  if (!api) throw new UsageError(`${name}: its entry has no api.token to ask the provider with`);
  const base = new URL(api.url ?? recovery.baseUrl(account));
  const headers = recovery.headers(api.token);
  const urlOf = (path: string): string => {
    const url = new URL(path, base);
    // The token is shown to nobody else, whatever a page says where the next one is.
    if (url.origin !== base.origin)
      throw new Error(`the API's next page is at ${url.host}, not at ${base.host}`);
    return url.href;
  };
  /** One for each run: what all its events were brought about by. */
  const causationId = `reconcile-${randomUUID()}`;

  return {
    causationId,

    /** @param since milliseconds since 1970; older changes are left out */
    async *lacking(published: Published, since: number): AsyncIterable<Lacking | undefined> {
      let next: string | undefined = recovery.listPath(new Date(since).toISOString());
      for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages++) {
        const page = recovery.readPage(parseJson(await get(urlOf(next), headers)));
        if (!page) throw new Error(`${base.host} answered with no page of orders: is api.url right?`);
        for (const order of page.orders) yield lackingOf(order, published, since);
        next = page.next;
      }
    },

    /** @throws Failure where today's mapping cannot read the order */
    async messageOf({ theirId }: Pick<Lacking, 'theirId'>, now: number): Promise<RecoveredMessage> {
      const order = await get(urlOf(recovery.orderPath(theirId)), headers);
      if (parseJson(order) === undefined) throw new Error('the API answered with no JSON');
      const payload = recovery.toPayload(order, account);
      const verified = trust(payload);
      const about = { endpoint: name, account, claims: NO_CLAIMS, event: endpoint.event };
      const identity = provider.identify({ ...about, verified, body: Buffer.from(payload) });
      const correlationId = `${causationId}-${theirId}`;
      const body = writeDelivery(
        {
          provider: provider.name,
          endpoint: name,
          account,
          ...identity,
          timeZone: endpoint.timeZone,
          receivedAt: new Date(now).toISOString(),
          correlationId,
          traceparent: traceparentOf(undefined, correlationId),
          causationId,
          replay: true,
        },
        { verified },
      );
      read(provider, readDelivery(body));
      return { id: identity.id, body, group: groupOf(identity), deduplication: identity.id };
    },
  };

  function lackingOf(order: ListedOrder, published: Published, since: number): Lacking | undefined {
    const changed = order.changedAt === undefined ? undefined : Date.parse(order.changedAt);
    if (changed !== undefined && changed < since) return undefined;
    const orderKey = orderIdOf(provider.name, account, order.theirId);
    const newest = published.newestOf({ orderKey, theirId: order.theirId });
    if (newest === undefined) return { ...order, orderKey, why: 'missing' };
    return changed !== undefined && newest < changed ? { ...order, orderKey, why: 'stale' } : undefined;
  }
}
