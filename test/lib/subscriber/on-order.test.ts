import {
  createMemoryStore,
  type DeliveryHandler,
  OrderBusyError,
  type OrderEvent,
  OrderEventError,
  onOrder,
  type UnknownWord,
} from '../../../lib/subscriber';
import { stateOf } from './states';

const created = stateOf(1, { type: 'order.created.v1', test: false });
const updated = stateOf(2, { type: 'order.updated.v1', test: false });
const confirmed = stateOf(3, { type: 'order.confirmed.v1', test: false });
const nextVersion = { metadata: { type: 'order.updated.v2', test: false }, data: { orders: [] } };

/** Handlers that say what they were called with. */
function createHandlers() {
  const calls: [handler: string, id: string, previous?: unknown][] = [];
  const handler =
    (name: string) =>
    ({ metadata: { id } }: OrderEvent, { previous }: { previous?: unknown }) => {
      calls.push(previous === undefined ? [name, id] : [name, id, previous]);
      return id;
    };
  const handlers = {
    created: handler('created'),
    updated: handler('updated'),
    confirmed: handler('confirmed'),
  };
  return { calls, handlers };
}

const deliverAll = async (deliver: DeliveryHandler, details: readonly unknown[]) => {
  const outcomes: string[] = [];
  for (const detail of details) outcomes.push(await deliver({ detail }));
  return outcomes;
};

describe('a handler of order events', () => {
  it('calls for each event the handler of its type', async () => {
    const { calls, handlers } = createHandlers();
    const outcomes = await deliverAll(onOrder(handlers), [confirmed, created, updated]);
    expect(outcomes).toEqual(['handled', 'handled', 'handled']);
    expect(calls).toEqual([
      ['confirmed', confirmed.metadata.id],
      ['created', created.metadata.id],
      ['updated', updated.metadata.id],
    ]);
  });

  it('handles every delivery where there is no store', async () => {
    const { calls, handlers } = createHandlers();
    await deliverAll(onOrder(handlers), [created, created]);
    expect(calls).toHaveLength(2);
  });

  it('drops with a store what it has seen and what is older, and hands on what was kept', async () => {
    const { calls, handlers } = createHandlers();
    const deliver = onOrder(handlers, { store: createMemoryStore() });
    expect(await deliverAll(deliver, [created, confirmed, updated, created, confirmed])).toEqual([
      'handled',
      'handled',
      'stale',
      'repeated',
      'repeated',
    ]);
    expect(calls).toEqual([
      ['created', created.metadata.id],
      ['confirmed', confirmed.metadata.id, created.metadata.id],
    ]);
  });

  it('leaves a type without a handler alone, in the store too', async () => {
    const { handlers } = createHandlers();
    const deliver = onOrder({ created: handlers.created }, { store: createMemoryStore() });
    expect(await deliverAll(deliver, [updated, created])).toEqual(['unhandled', 'handled']);
  });

  it('hands everything else to otherwise: types without a handler, and versions that it does not read', async () => {
    const others: unknown[] = [];
    const deliver = onOrder({ created: () => {}, otherwise: (event) => others.push(event) });
    expect(await deliverAll(deliver, [created, updated, nextVersion])).toEqual([
      'handled',
      'handled',
      'handled',
    ]);
    expect(others).toEqual([
      { type: 'order.updated.v1', detail: updated, event: updated },
      { type: 'order.updated.v2', detail: nextVersion },
    ]);
  });

  it('fails for a version that it does not read, where nobody takes it', async () => {
    const deliver = onOrder({ updated: () => {} });
    await expect(deliver({ detail: nextVersion })).rejects.toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TYPE', name: 'OrderEventError' }),
    );
  });

  it.each([
    ['no event', {}],
    ['no object', 'text'],
    ['an event without an order', { ...created, data: {} }],
  ])('fails for %s, whoever takes the rest', async (_, detail) => {
    const deliver = onOrder({ otherwise: () => {} });
    await expect(deliver({ detail })).rejects.toThrow(OrderEventError);
  });

  it.each([
    [true, 'test', 0],
    [false, 'handled', 1],
    [undefined, 'handled', 1],
  ])('with skipTestOrders %s makes of a test order: %s', async (skipTestOrders, outcome, times) => {
    const { calls, handlers } = createHandlers();
    const deliver = onOrder(handlers, skipTestOrders === undefined ? {} : { skipTestOrders });
    expect(await deliver({ detail: stateOf(1, { test: true, type: 'order.created.v1' }) })).toBe(outcome);
    expect(calls).toHaveLength(times);
  });

  it('tells the words that it does not know, and handles the event', async () => {
    const words: UnknownWord[] = [];
    const { calls, handlers } = createHandlers();
    const deliver = onOrder(handlers, { unknownWord: (unknown) => words.push(unknown) });
    await deliver({ detail: withWord('returned') });
    expect(words).toEqual([{ path: '/data/order/status/order/value', word: 'returned' }]);
    expect(calls).toHaveLength(1);
  });

  it('fails for a word that it does not know, where its caller says so', async () => {
    const { calls, handlers } = createHandlers();
    const unknownWord = ({ path, word }: UnknownWord) => {
      throw new Error(`${word} at ${path}`);
    };
    const deliver = onOrder(handlers, { unknownWord });
    await expect(deliver({ detail: withWord('returned') })).rejects.toThrow(
      'returned at /data/order/status/order/value',
    );
    expect(calls).toEqual([]);
  });

  it('can be tried again after its handler has failed', async () => {
    let fails = true;
    const deliver = onOrder(
      {
        created: async () => {
          if (fails) throw new Error('the database is away');
        },
      },
      { store: createMemoryStore<void>() },
    );
    await expect(deliver({ detail: created })).rejects.toThrow('the database is away');
    fails = false;
    expect(await deliverAll(deliver, [created, created])).toEqual(['handled', 'repeated']);
  });

  it('lets one of two deliveries at once through, and fails for the other until the first is done', async () => {
    let finish = () => {};
    const until = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const deliver = onOrder(
      { created: () => until, updated: () => {} },
      { store: createMemoryStore<void>() },
    );
    const first = deliver({ detail: created });
    await expect(deliver({ detail: updated })).rejects.toThrow(OrderBusyError);
    finish();
    expect(await first).toBe('handled');
    expect(await deliver({ detail: updated })).toBe('handled');
  });

  it.each([
    ['a second longer than Lambda lets the function run', { getRemainingTimeInMillis: () => 4_000 }, 5_000],
    ['five minutes where nobody says how long that is', undefined, 300_000],
  ])('holds an order for %s', async (_, context, expected) => {
    const held: number[] = [];
    const store = createMemoryStore<void>();
    const watched: typeof store = {
      claim: (event, holdFor) => {
        held.push(holdFor);
        return store.claim(event, holdFor);
      },
    };
    await onOrder({ created: () => {} }, { store: watched })({ detail: created }, context);
    expect(held).toEqual([expected]);
  });
});

function withWord(value: string): OrderEvent {
  const { order } = created.data;
  return { ...created, data: { ...created.data, order: { ...order, status: { order: { value } } } } };
}
