import { DROP } from '@order-events/local';
import { scale } from '../../support/scale';
import { deadLetter, delivery } from './dead-letters';
import { DEAD, openWorld, SOURCE, type World } from './world';

/** More than ten of one group cannot be in flight, and SQS itself leaves the dead letters of an order in theirs. */
const MANY = scale(250, 3_000);

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Has SQS give up on messages, as it does when their consumer crashes each time. */
async function crash(messages: readonly { body: string; group: string; id: string }[]): Promise<void> {
  const QueueUrl = world.queueUrl(SOURCE);
  for (const { body, group, id } of messages)
    await world.call('AmazonSQS', 'SendMessage', {
      QueueUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: id,
    });
  for (;;) {
    await world.call('AmazonSQS', 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    });
    if ((await world.depth(SOURCE))[0] === 0) return;
  }
}

const ordersOf = (out: string) =>
  (JSON.parse(out) as { id: string; orderKey: string; receives: number; code: null }[]).map(({ id }) => id);

describe('dead letters that SQS moved in one FIFO group', () => {
  it(`lists all ${MANY} of them, leaves every one visible, and lists them again`, async () => {
    const dead = Array.from({ length: MANY }, () => delivery({ number: '1' }));
    await crash(dead);
    const ids = dead.map(({ id }) => id).sort();

    const first = await world.dlq(['ls', '--json']);
    expect(first.code).toBe(0);
    expect(ordersOf(first.out).sort()).toEqual(ids);
    expect(await world.depth(DEAD)).toEqual([MANY, 0]);

    world.requests.length = 0;
    const second = await world.dlq(['ls', '--json']);
    expect(ordersOf(second.out).sort()).toEqual(ids);
    expect(await world.depth(DEAD)).toEqual([MANY, 0]);
    // They have groups of their own by now.
    expect(world.requests.some(({ action }) => action === 'SendMessage')).toBe(false);
  }, 120_000);

  it('changes nothing where a few dead letters are all that the groups hold', async () => {
    await crash([delivery({ number: '1' }), delivery({ number: '1' }), delivery({ number: '2' })]);
    world.requests.length = 0;
    const { out } = await world.dlq(['ls', '--json']);
    expect(ordersOf(out)).toHaveLength(3);
    expect(world.requests.some(({ action }) => action === 'SendMessage')).toBe(false);
    expect(await world.depth(DEAD)).toEqual([3, 0]);
  });

  it.each([9, 10, 11, 20, 21])('lists %i of one group between dead letters of normalize', async (count) => {
    for (let i = 0; i < 7; i++) await world.send(DEAD, deadLetter(delivery({ number: `p${i}` }).body));
    await crash(Array.from({ length: count }, () => delivery({ number: '1' })));
    for (let i = 0; i < 7; i++) await world.send(DEAD, deadLetter(delivery({ number: `q${i}` }).body));
    const { out } = await world.dlq(['ls', '--json']);
    expect(new Set(ordersOf(out)).size).toBe(count + 14);
    expect(ordersOf(out)).toHaveLength(count + 14);
    expect(await world.depth(DEAD)).toEqual([count + 14, 0]);
  });

  it('says the same of a dead letter in a group of its own', async () => {
    await crash(Array.from({ length: 12 }, () => delivery({ number: '1' })));
    const rows = JSON.parse((await world.dlq(['ls', '--json'])).out) as Record<string, unknown>[];
    await world.clock.advance(3_600_000);
    const later = JSON.parse((await world.dlq(['ls', '--json'])).out) as Record<string, unknown>[];
    const byId = (list: Record<string, unknown>[]) =>
      new Map(list.map((row) => [row.id, { ...row, receives: 0 }]));
    expect(byId(later)).toEqual(byId(rows));
    expect(rows.every(({ deadAt }) => deadAt === '2026-01-01T00:00:00.000Z')).toBe(true);
  });

  it('loses none where the command is cut off between a copy and the deletion', async () => {
    const dead = Array.from({ length: 25 }, () => delivery({ number: '1' }));
    await crash(dead);
    let deletions = 0;
    world.intercept = async ({ action }, next) => {
      if (action === 'DeleteMessageBatch' && ++deletions === 2) throw new Error('cut off');
      return deletions >= 2 ? DROP : next();
    };
    expect((await world.dlq(['ls'])).code).toBe(1);
    world.intercept = (_, next) => next();
    await world.clock.advance(120_000);
    const { out } = await world.dlq(['ls', '--json']);
    expect(new Set(ordersOf(out))).toEqual(new Set(dead.map(({ id }) => id)));
  }, 30_000);

  it('replays them in the order in which they came', async () => {
    const dead = Array.from({ length: 23 }, (_, i) =>
      delivery({ number: '1', receivedAt: `2026-01-01T00:00:${String(i % 7).padStart(2, '0')}.000Z` }),
    );
    await crash(dead);
    const { code } = await world.dlq(['replay', '--yes']);
    expect(code).toBe(0);
    const arrival = dead.map(({ body, id }, i) => ({ id, at: JSON.parse(body).receivedAt as string, i }));
    arrival.sort((a, b) => a.at.localeCompare(b.at) || a.i - b.i);
    const replayed = (await world.drain(SOURCE)).map(({ body }) => JSON.parse(body).id);
    expect(replayed).toEqual(arrival.map(({ id }) => id));
    expect(await world.depth(DEAD)).toEqual([0, 0]);
  });
});
