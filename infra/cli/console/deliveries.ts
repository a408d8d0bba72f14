import { UsageError } from '../exit';
import { COPIES, type Copy } from './copies';
import { detailOf, revealedIn } from './detail';
import type { Deliveries } from './model';
import type { Route } from './route';
import type { Source } from './source';
import { streamRows } from './stream';

/** What the pages ask of deliveries. */
export const deliveryRoutes = (source: Source): Route[] => [
  {
    method: 'GET',
    path: /^\/api\/deliveries$/,
    handle: async (): Promise<Deliveries> => ({ now: source.now(), rows: await source.rows() }),
  },
  {
    method: 'GET',
    path: /^\/api\/search$/,
    async handle({ query }): Promise<Deliveries> {
      const word = (query.get('q') ?? '').trim();
      return { now: source.now(), rows: word === '' ? [] : ((await source.search?.(word)) ?? []) };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/stream$/,
    handle: ({ signal }, response) => streamRows(source, response, signal),
  },
  {
    method: 'GET',
    path: /^\/api\/deliveries\/([^/]+)$/,
    handle: ({ words: [key = ''] }) => detailOf(source, key),
  },
  {
    method: 'GET',
    path: /^\/api\/deliveries\/([^/]+)\/(payload|event)\/(\d{1,6})$/,
    async handle({ words: [key = '', part, position] }) {
      const text = await revealedIn(source, key, part === 'event' ? 'event' : 'payload', Number(position));
      return text === undefined ? undefined : { text };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/deliveries\/([^/]+)\/copy\/(\w+)$/,
    async handle({ words: [key = '', what = ''] }) {
      const known = await source.find(key);
      if (!isCopy(what)) throw new UsageError(`${what}: expected one of ${Object.keys(COPIES).join(', ')}`);
      return known && { text: COPIES[what](known) };
    },
  },
];

const isCopy = (what: string): what is Copy => Object.hasOwn(COPIES, what);
