import { readDelivery, writeDelivery } from '../../../lib/delivery';
import { providers } from '../../../lib/providers';
import { kitOf } from '../../../lib/providers/kits';
import { read } from '../../../lib/reading/read';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { orderEventOf } from '../../support/order-event';
import { ACCOUNT, deadLetter, delivery, orderKeyOf, without } from './dead-letters';
import { DEAD, ENCRYPTED_DEAD, encrypting, openWorld, plain, RULE_DEAD, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const list = async (...filters: string[]) => {
  const { code, out } = await world.dlq(['ls', '--json', ...filters]);
  expect(code).toBe(0);
  return JSON.parse(out) as Record<string, unknown>[];
};

describe('npm run dlq -- ls', () => {
  it('says that there is nothing', async () => {
    expect(await world.dlq(['ls'])).toMatchObject({ code: 0, out: 'No dead letters in 4 queues.' });
    expect(await list()).toEqual([]);
  });

  it('does not call a queue empty because the filters leave nothing of it', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    for (const command of [['ls'], ['replay', '--yes'], ['purge', '--yes']]) {
      const { code, out, err } = await world.dlq([...command, '--code', 'NOT_JSON']);
      expect([code, `${out}${err}`]).toEqual([0, expect.stringContaining('None of 1 dead letter matches.')]);
    }
  });

  it('lists of a dead letter exactly what programs rely on', async () => {
    const dead = delivery({ change: without('currency') });
    await world.send(DEAD, deadLetter(dead.body));
    expect(await list()).toEqual([
      {
        id: dead.id,
        provider: plain.name,
        account: 'acme',
        orderKey: orderKeyOf('1001'),
        stage: 'validate',
        code: 'SCHEMA_MISMATCH',
        receivedAt: '2026-01-01T00:00:00.000Z',
        deadAt: '2025-12-31T22:00:00.000Z',
        receives: 1,
      },
    ]);
  });

  it('names a dead letter that is no delivery by its message id, and null where nothing is known', async () => {
    const id = await world.send(DEAD, { body: 'not JSON', group: '0c3fb8e0-1111-4222-8333-444444444444' });
    expect(await list()).toEqual([
      {
        id,
        provider: plain.name,
        account: null,
        orderKey: null,
        stage: null,
        code: null,
        receivedAt: null,
        deadAt: '2026-01-01T00:00:00.000Z',
        receives: 0,
      },
    ]);
  });

  it('leaves every dead letter visible', async () => {
    for (let i = 0; i < 25; i++) await world.send(DEAD, deadLetter(delivery({ number: String(i) }).body));
    await world.send(RULE_DEAD, { body: '{}' });
    expect(await list()).toHaveLength(26);
    expect(await world.depth(DEAD)).toEqual([25, 0]);
    expect(await world.depth(RULE_DEAD)).toEqual([1, 0]);
    expect(await list()).toHaveLength(26);
  });

  it('groups by reason, first place and provider, the largest first', async () => {
    for (const number of ['7', '8', '9']) {
      const body = deadLetter(
        delivery({ number }).body,
        'SCHEMA_MISMATCH',
        `2026-01-01T00:0${number}:00.000Z`,
        [
          { path: `/data/lines/${number}/price`, message: 'is missing' },
          { path: '/data/currency', message: 'expected a string, found null' },
        ],
      );
      await world.send(DEAD, body);
    }
    await world.send(DEAD, deadLetter(delivery().body, 'BUS_UNAVAILABLE', '2025-12-29T01:02:00.000Z'));
    const id = (dead: Record<string, unknown>) => String(dead.id).slice(0, 12);
    const [oldest] = (await list('--order', '7')) as [Record<string, unknown>];
    const [other] = (await list('--code', 'BUS_UNAVAILABLE')) as [Record<string, unknown>];
    const { out } = await world.dlq(['ls']);
    expect(out.split('\n')).toEqual([
      `3 × SCHEMA_MISMATCH /data/lines/*/price is missing · ${plain.name} · since 00:07 UTC · ${id(oldest)}`,
      `1 × BUS_UNAVAILABLE · ${plain.name} · since 2025-12-29 01:02 UTC · ${id(other)}`,
      '',
      '4 dead letters.',
    ]);
  });

  it('shows so many groups or dead letters as it may', async () => {
    for (const code of ['SCHEMA_MISMATCH', 'NOT_JSON', 'INTERNAL'] as const)
      await world.send(DEAD, deadLetter(delivery().body, code));
    const { out } = await world.dlq(['ls', '--limit', '2']);
    expect(out.split('\n').slice(2)).toEqual([
      '… and 1 group more: use a filter, or a larger --limit',
      '',
      '3 dead letters.',
    ]);
    expect(await list('--limit', '2')).toHaveLength(2);
  });

  it.each([
    [['--by', 'age'], '--by age: expected reason or order'],
    [['--limit', '0'], '--limit 0: expected a whole number from 1'],
    [['--since', 'noon'], expect.stringContaining('--since noon: expected an age such as 2h')],
    [['--limit', 'all'], '--limit all: expected a whole number from 1'],
  ])('refuses %j before anything is touched', async (options, err) => {
    expect(await world.dlq(['ls', ...options])).toEqual({ code: 2, out: '', err });
    expect(world.requests).toEqual([]);
  });

  it('groups by reason, provider, account and order, the largest first, where it is asked to', async () => {
    for (let i = 0; i < 3; i++)
      await world.send(
        DEAD,
        deadLetter(delivery({ number: '7' }).body, 'SCHEMA_MISMATCH', `2025-12-31T2${i}:00:00.000Z`),
      );
    await world.send(
      DEAD,
      deadLetter(delivery({ number: '8' }).body, 'BUS_UNAVAILABLE', '2025-12-29T00:00:00.000Z'),
    );
    const { out } = await world.dlq(['ls', '--by', 'order']);
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(0, 7))).toEqual([
      ['REASON', 'PROVIDER', 'ACCOUNT', 'ORDER', 'COUNT', 'OLDEST UTC', 'NEWEST UTC'],
      [
        'SCHEMA_MISMATCH (validate)',
        plain.name,
        'acme',
        orderKeyOf('7'),
        '3',
        '2025-12-31 20:00',
        '2025-12-31 22:00',
      ].map(expect.stringContaining),
      [
        'BUS_UNAVAILABLE (publish)',
        plain.name,
        'acme',
        orderKeyOf('8'),
        '1',
        '2025-12-29 00:00',
        '2025-12-29 00:00',
      ].map(expect.stringContaining),
      [''],
      ['4 dead letters:'],
      ['3', 'SCHEMA_MISMATCH (validate)'],
      ['1', 'BUS_UNAVAILABLE (publish)'],
    ]);
  });

  it.each([
    [
      ['--provider', plain.name],
      ['1', '2'],
    ],
    [['--provider', encrypting.name], []],
    [
      ['--account', 'acme'],
      ['1', '2'],
    ],
    [['--account', 'other'], []],
    [['--order', orderKeyOf('1')], ['1']],
    [['--order', '2'], ['2']],
    [['--code', 'BUS_UNAVAILABLE'], ['2']],
    [['--stage', 'validate'], ['1']],
    [['--older-than', '1d'], ['2']],
    [['--newer-than', '1d'], ['1']],
    [['--since', '22:00'], ['1']],
    [['--since', '22:01'], []],
    [['--until', '2025-12-31'], ['2']],
    [['--since', '2025-12-29', '--until', '2025-12-29T00:00'], ['2']],
    [['--newer-than', '1d', '--code', 'BUS_UNAVAILABLE'], []],
  ])('filters by %j', async (filters, orders) => {
    await world.send(DEAD, deadLetter(delivery({ number: '1' }).body));
    await world.send(
      DEAD,
      deadLetter(delivery({ number: '2' }).body, 'BUS_UNAVAILABLE', '2025-12-29T00:00:00.000Z'),
    );
    const found = await list(...filters);
    expect(found.map(({ orderKey }) => String(orderKey).split(':').at(-1)).sort()).toEqual(orders);
  });

  it('gives an order number one line and one cell, whatever is in it', async () => {
    const forged = '7\nSCHEMA_MISMATCH (validate)  shop  forged\u200b\u{e0041}';
    for (const orderKey of [forged, 'x'.repeat(300_000)]) {
      const body = JSON.stringify({ ...JSON.parse(deadLetter(delivery().body).body), orderKey });
      await world.send(DEAD, { body, group: crypto.randomUUID() });
    }
    const { out } = await world.dlq(['ls', '--by', 'order']);
    const lines = out.split('\n');
    expect(lines).toHaveLength(6);
    expect(out).toContain('7\\u000aSCHEMA_MISMATCH (validate)  shop  forged\\u200b\\udb4');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(200);
    expect(new Set((await list()).map(({ orderKey }) => orderKey))).toContain(forged);
  });

  it.each([
    ['--provider', 'nobody', [...providers.map(({ name }) => name), 'none'].sort().join(', ')],
    ['--code', 'NOPE', 'ACCOUNT_MISMATCH, .*SCHEMA_MISMATCH, .*UNHEARD_OF.*, none'],
    ['--stage', 'fit', 'decode, map, none, .*'],
  ])('refuses a word that nobody knows: %s %s', async (name, word, known) => {
    await world.send(DEAD, deadLetter(delivery().body));
    const old = JSON.parse(deadLetter(delivery().body).body);
    const body = JSON.stringify({ ...old, failure: { ...old.failure, code: 'UNHEARD_OF' } });
    await world.send(DEAD, { body, group: crypto.randomUUID() });
    await world.send(RULE_DEAD, { body: '{}' });
    for (const command of [['ls'], ['replay', '--yes'], ['purge', '--yes']]) {
      const { code, err } = await world.dlq([...command, name, word]);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(new RegExp(`\n${name} ${word}: expected one of ${known}$`)),
      ]);
    }
    expect(await world.depth(DEAD)).toEqual([2, 0]);
    expect(await list('--code', 'UNHEARD_OF')).toHaveLength(1);
  });

  describe.each(Object.keys(encrypting.events))(
    'finds an order by its numbers in a payload of %s',
    (event) => {
      const { endpoints, flaws, write } = kitOf(encrypting);
      const { timeZone } = Object.values(endpoints).find((one) => one.event === event) ?? {};

      const queued = (payload: object, isReadable = true) => {
        const verified = trust(JSON.stringify(payload));
        const about = { endpoint: 'orders', account: ACCOUNT, event, timeZone };
        const body = Buffer.from(verified);
        const identity = encrypting.identify({ ...about, verified, body, claims: NO_CLAIMS });
        const head = { provider: encrypting.name, ...about, ...identity, correlationId: 'c' };
        const orderKey = isReadable ? identity.orderKey : undefined;
        return writeDelivery({ ...head, orderKey, receivedAt: '2026-01-01T00:00:00.000Z' }, { verified });
      };

      it.each([
        ['can be read', true],
        ['cannot, and whose order nobody knows', false],
      ])('that %s', async (_, isReadable) => {
        const payloads = [1001, 1002].map((order) => write({ event, account: ACCOUNT, order }));
        for (const payload of payloads) {
          const sent = isReadable ? payload : flaws[0]?.spoil(payload);
          await world.send(ENCRYPTED_DEAD, deadLetter(queued(sent ?? {}, isReadable)));
        }
        const { order } = orderEventOf(read(encrypting, readDelivery(queued(payloads[0] ?? {}))).event).data;
        const known = [order.number, order.quoteNumber].filter((number) => number !== undefined);
        expect(known).not.toEqual([]);
        for (const number of known) expect(await list('--order', number)).toHaveLength(1);
        expect(await list('--order', 'ORD-003')).toEqual([]);
      });
    },
  );

  it('says how many dead letters another command is using', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    await world.call('AmazonSQS', 'ReceiveMessage', {
      QueueUrl: world.queueUrl(DEAD),
      VisibilityTimeout: 60,
    });
    const { out, err } = await world.dlq(['ls']);
    expect(out).toBe('No dead letters in 4 queues.');
    expect(err).toContain(`${DEAD}: another command is using 1 more`);
  });

  it('says which place it talks to', async () => {
    expect((await world.dlq(['ls'])).err).toBe(`talking to ${world.url}`);
  });
});
