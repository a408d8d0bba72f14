import { createHash } from 'node:crypto';
import { AwsError, DROP } from '@order-events/local';
import { readDelivery } from '../../../lib/delivery';
import type { Endpoint } from '../../../lib/endpoint';
import { kitOf } from '../../../lib/providers/kits';
import { read } from '../../../lib/reading/read';
import { orderEventOf } from '../../support/order-event';
import { ACCOUNT, deadLetter, delivery, orderKeyOf, throughReceiver, without } from './dead-letters';
import { DEAD, ENCRYPTED_DEAD, ENCRYPTED_SOURCE, encrypting, openWorld, SOURCE, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('npm run dlq -- replay', () => {
  it('sends a dead letter that reads today to its queue: same id, marked, in its order’s group, and deletes it', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body));
    const { code, out } = await world.dlq(['replay', '--yes']);
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(`${orderKeyOf('1001')} +SCHEMA_MISMATCH \\(validate\\) +order\\.created\\.v1`),
    );

    const [replayed, ...others] = await world.drain(SOURCE);
    expect(others).toEqual([]);
    const { correlationId } = readDelivery(dead.body);
    const message = JSON.parse(replayed?.body ?? '');
    const causationId = expect.stringMatching(/^replay-./);
    expect(message).toEqual({ ...JSON.parse(dead.body), causationId, replay: true });
    expect(message).toMatchObject({ id: dead.id, correlationId });
    expect(message.failure).toBeUndefined();
    expect(replayed?.group).toBe(createHash('sha256').update(orderKeyOf('1001')).digest('hex'));
    expect(replayed?.deduplication).not.toBe(dead.id);
    expect(await world.depth(DEAD)).toEqual([0, 0]);
  });

  it('says so where the log cannot tell whether it was published', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    const { code, err } = await world.dlq(['replay', '--yes']);
    expect([code, err]).toEqual([0, expect.stringContaining('whether they were published is not known')]);
    await world.send(DEAD, deadLetter(delivery().body));
    const unasked = await world.dlq(['replay', '--yes', '--no-wait']);
    expect([unasked.code, unasked.err]).toEqual([0, expect.not.stringContaining('published')]);
  });

  it('is not swallowed by deduplication, though the delivery came a moment ago', async () => {
    const dead = delivery();
    await world.send(SOURCE, { ...dead, deduplication: dead.id });
    await world.drain(SOURCE);
    await world.send(DEAD, deadLetter(dead.body));
    await world.dlq(['replay', '--yes']);
    expect(await world.depth(SOURCE)).toEqual([1, 0]);
  });

  it('leaves what still fails where it is, visible, and says so', async () => {
    const bad = delivery({ number: '1', change: without('currency') });
    await world.send(DEAD, deadLetter(bad.body));
    await world.send(DEAD, deadLetter(delivery({ number: '2' }).body));
    const { code, out, err } = await world.dlq(['replay', '--yes']);
    expect(code).toBe(1);
    expect(out).toContain('still SCHEMA_MISMATCH (validate)');
    expect(out).toContain('1 dead letter can be replayed, 1 cannot yet.');
    expect(err).toContain('1 dead letter replayed, 1 left where they were.');
    expect(await world.depth(SOURCE)).toEqual([1, 0]);
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('says which dead letters pass an earlier one of their order that still fails', async () => {
    const order = (at: string, change?: (payload: string) => string) =>
      deadLetter(
        delivery({ number: '1', receivedAt: `2026-01-01T00:00:0${at}.000Z`, ...(change && { change }) }).body,
      );
    await world.send(DEAD, order('2'));
    await world.send(DEAD, order('1', without('currency')));
    const { out } = await world.dlq(['replay', '--dry-run']);
    expect(out).toContain('passes an earlier one of its order, which still fails');
    expect(out).toContain('1 dead letter would pass an earlier one of the same order, which still fails.');
  });

  it.each([
    ['--dry-run', ['--dry-run'], undefined, 0],
    ['the answer no', [], false, 1],
  ])('sends nothing with %s, and leaves every dead letter visible', async (_, options, answer, code) => {
    await world.send(DEAD, deadLetter(delivery().body));
    const ran = await world.dlq(['replay', ...options], answer === undefined ? {} : { answer });
    expect(ran.code).toBe(code);
    expect(ran.out).toContain('1 dead letter can be replayed');
    expect(await world.depth(SOURCE)).toEqual([0, 0]);
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('asks at a terminal, naming the place, after showing', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    const { code, err } = await world.dlq(['replay'], { answer: true });
    expect(err).toContain(`Replay 1 dead letter of ${world.url}?`);
    expect(code).toBe(0);
    expect(await world.depth(SOURCE)).toEqual([1, 0]);
  });

  it('does nothing where nobody can be asked, before it touches a dead letter', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    world.requests.length = 0;
    const { code, err } = await world.dlq(['replay']);
    expect(code).toBe(2);
    expect(err).toContain('Give --yes to replay, or --dry-run to look only.');
    expect(world.requests.map(({ action }) => action)).not.toContain('ReceiveMessage');
  });

  it('replays only what the filters choose', async () => {
    for (const number of ['1', '2', '3']) await world.send(DEAD, deadLetter(delivery({ number }).body));
    expect((await world.dlq(['replay', '--yes', '--order', '2'])).code).toBe(0);
    const replayed = await world.drain(SOURCE);
    expect(replayed.map(({ body }) => JSON.parse(body).orderKey)).toEqual([orderKeyOf('2')]);
    expect(await world.depth(DEAD)).toEqual([2, 0]);
  });

  it('sends the dead letters of an order in the order in which they came, whatever the order of their deaths', async () => {
    const seconds = [5, 3, 9, 1, 7];
    for (const order of ['a', 'b'])
      for (const second of seconds)
        await world.send(
          DEAD,
          deadLetter(delivery({ number: order, receivedAt: `2026-01-01T00:00:0${second}.000Z` }).body),
        );
    await world.dlq(['replay', '--yes']);
    const replayed = (await world.drain(SOURCE)).map(({ body }) => readDelivery(body));
    for (const order of ['a', 'b']) {
      const times = replayed.flatMap((one) => (one.orderKey?.endsWith(order) ? [one.receivedAt] : []));
      expect(times).toEqual([...times].sort());
      expect(times).toHaveLength(seconds.length);
    }
  });

  describe('of what was encrypted with a secret that the endpoint did not have then', () => {
    const [old, current] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
    const { endpoints, undecryptable, write } = kitOf(encrypting);
    const endpoint = { ...(Object.values(endpoints)[0] as Endpoint), secrets: [old], account: ACCOUNT };
    const event = endpoint.event ?? (Object.keys(encrypting.events)[0] as string);
    const payload = JSON.stringify(write({ event, account: ACCOUNT, order: 1001 }));

    const queue = async () => {
      const request = undecryptable?.(payload, endpoint, current);
      if (!request) throw new Error(`the kit of ${encrypting.name} encrypts nothing`);
      return throughReceiver(encrypting, endpoint, request);
    };
    const secretId = `order-events/${encrypting.name}`;
    const documentOf = (...secrets: string[]) => JSON.stringify({ orders: { ...endpoint, secrets } });
    const createSecret = (SecretString: string) =>
      world.call('secretsmanager', 'CreateSecret', { Name: secretId, SecretString });

    it('decrypts with today’s secrets', async () => {
      const queued = await queue();
      const { encoding, id } = JSON.parse(queued.body);
      expect(encoding).toBe('sealed');
      await world.send(ENCRYPTED_DEAD, deadLetter(queued.body, 'UNDECRYPTABLE'));

      await createSecret(documentOf(old));
      expect((await world.dlq(['replay', '--yes'])).code).toBe(1);
      const SecretString = documentOf(current, old);
      await world.call('secretsmanager', 'PutSecretValue', { SecretId: secretId, SecretString });
      expect((await world.dlq(['replay', '--yes'])).code).toBe(0);

      const [replayed] = await world.drain(ENCRYPTED_SOURCE);
      const message = readDelivery(replayed?.body ?? '');
      const { data, metadata } = orderEventOf(read(encrypting, message).event);
      expect(metadata).toMatchObject({ type: encrypting.events[event]?.type, replay: true });
      const orderKey = data.order.id;
      expect(orderKey).toMatch(new RegExp(`^${encrypting.name}:${ACCOUNT}:.`));
      expect(message).toMatchObject({ encoding: 'text', id, orderKey, replay: true });
      expect(replayed?.group).toBe(createHash('sha256').update(orderKey).digest('hex'));
    });

    it('sends it in the order in which it came too', async () => {
      for (const second of [3, 1, 2]) {
        const receivedAt = `2026-01-01T00:00:0${second}.000Z`;
        const late = JSON.stringify({ ...JSON.parse((await queue()).body), receivedAt });
        await world.send(ENCRYPTED_DEAD, deadLetter(late, 'UNDECRYPTABLE'));
      }
      await createSecret(documentOf(current));
      expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
      const replayed = (await world.drain(ENCRYPTED_SOURCE)).map(({ body }) => readDelivery(body).receivedAt);
      expect(replayed).toEqual([1, 2, 3].map((second) => `2026-01-01T00:00:0${second}.000Z`));
    });
  });

  it('reports to programs what became of each dead letter', async () => {
    const good = delivery({ number: '1' });
    await world.send(DEAD, deadLetter(good.body));
    await world.send(DEAD, deadLetter(delivery({ number: '2', change: without('lines') }).body));
    const { out } = await world.dlq(['replay', '--yes', '--json']);
    const rows = JSON.parse(out) as { orderKey: string }[];
    expect(rows.sort((a, b) => a.orderKey.localeCompare(b.orderKey))).toMatchObject([
      { id: good.id, ok: true, now: 'order.created.v1', result: 'replayed' },
      { ok: false, now: 'SCHEMA_MISMATCH (validate)', result: 'kept' },
    ]);
  });

  it('keeps the later dead letters of an order where an earlier one could not be sent', async () => {
    for (const second of [1, 2])
      await world.send(DEAD, deadLetter(delivery({ receivedAt: `2026-01-01T00:00:0${second}.000Z` }).body));
    world.requests.length = 0;
    world.intercept = async ({ action }, next) => {
      if (action !== 'SendMessage') return next();
      throw new AwsError('AccessDeniedException', 'no right to send');
    };
    const { code, err } = await world.dlq(['replay', '--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(/not sent, .*no right to send/);
    expect(world.requests.filter(({ action }) => action === 'SendMessage')).toHaveLength(1);
    expect(await world.depth(DEAD)).toEqual([2, 0]);
  });

  it('sends once what was sent but could not be deleted, if it is repeated soon', async () => {
    const dead = delivery();
    await world.send(DEAD, deadLetter(dead.body));
    let dropped = 0;
    world.intercept = async ({ action }, next) =>
      action === 'DeleteMessageBatch' && ++dropped > 0 ? DROP : next();
    const { code, err } = await world.dlq(['replay', '--yes']);
    expect(dropped).toBeGreaterThan(0);
    expect(code).toBe(1);
    expect(err).toContain('replayed, but still a dead letter too; replayed again it has the same id');
    world.intercept = (_, next) => next();
    await world.clock.advance(120_000);
    expect(await world.depth(DEAD)).toEqual([1, 0]);
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    expect((await world.drain(SOURCE)).map(({ body }) => JSON.parse(body).id)).toEqual([dead.id]);
  }, 20_000);

  it('renews its lease on dead letters for as long as somebody thinks, and releases them then', async () => {
    for (let i = 0; i < 30; i++) await world.send(DEAD, deadLetter(delivery({ number: String(i) }).body));
    let renewed = 0;
    world.intercept = async ({ action, input }, next) => {
      const output = await next();
      const entries = action === 'ChangeMessageVisibilityBatch' ? (input.Entries as object[]) : [];
      renewed += entries.length;
      return output;
    };
    const seen: [number, number][] = [];
    const think = async () => {
      for (let minutes = 1; minutes <= 10; minutes++) {
        await world.clock.advance(60_000);
        while (renewed < 30 * minutes) await new Promise(setImmediate);
        seen.push(await world.depth(DEAD));
      }
      return false;
    };
    await world.dlq(['replay'], { answer: think });
    expect(seen).toEqual(Array(10).fill([0, 30]));
    expect(await world.depth(DEAD)).toEqual([30, 0]);
  });
});
