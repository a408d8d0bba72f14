import { createAssess, toBlocker } from '../../../infra/cli/dlq/assess';
import { openSession } from '../../../infra/cli/dlq/session';
import { deadLetter, delivery } from './dead-letters';
import { DEAD, openWorld, SOURCE, type World } from './world';

jest.setTimeout(30_000);

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const within = (field: object) => (payload: string) => JSON.stringify({ ...JSON.parse(payload), ...field });
const inData = (field: object) => (payload: string) => {
  const parsed = JSON.parse(payload);
  return JSON.stringify({ ...parsed, data: { ...parsed.data, ...field } });
};
const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a payload made to be costly', () => {
  it.each([
    ['a list of invalid values where texts belong', inData({ tags: many(250_000, 1) })],
    ['large numbers in a field that is unknown', within({ unknown: many(100_000, 1e16) })],
    ['lines that are none', inData({ lines: many(250_000, 1) })],
  ])('is explained in a page, and replay leaves it where it is: %s', async (_, change) => {
    const dead = delivery({ change });
    await world.send(DEAD, deadLetter(dead.body, 'EVENT_TOO_LARGE'));
    const explained = await world.dlq(['explain', dead.id]);
    expect([explained.code, explained.out]).toEqual([
      0,
      expect.stringMatching(/It still fails: (?:EVENT_TOO_LARGE|SCHEMA_MISMATCH)/),
    ]);
    expect(explained.out.length).toBeLessThan(50_000);
    if (explained.out.includes('It still fails: EVENT_TOO_LARGE'))
      expect(explained.out).toMatch(/The payload has [\d,]+ bytes\. The event has to stay below 1,000,000\./);
    const replayed = await world.dlq(['replay', '--yes']);
    expect([replayed.code, replayed.out]).toEqual([
      1,
      expect.stringContaining('0 dead letters can be replayed'),
    ]);
    expect(await world.depth(SOURCE)).toEqual([0, 0]);
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('is replayed where it is an event all the same', async () => {
    const children = Object.fromEntries(many(15_000, 0).map((_, i) => [`k${i}`, { pin: i }]));
    await world.send(
      DEAD,
      deadLetter(delivery({ change: within({ ['x'.repeat(150_000)]: children }) }).body),
    );
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    expect(await world.depth(SOURCE)).toEqual([1, 0]);
  });

  it('lets an interruption through between two of them', async () => {
    for (let i = 0; i < 10; i++) await world.send(DEAD, deadLetter(delivery({ number: String(i) }).body));
    const interruption = new AbortController();
    let assessed = 0;
    const assess = async () => {
      // What arrives while one is read is heard before the next.
      if (++assessed === 1) setImmediate(() => interruption.abort());
      return toBlocker(new Error('costly'));
    };
    const session = openSession({
      clients: { sqs: world.sqs },
      queues: [{ url: world.queueUrl(DEAD), name: DEAD, fifo: true }],
      assess: createAssess(assess, assess),
      terminal: { interactive: false, out() {}, err() {}, json() {}, progress() {}, ask: async () => false },
      signal: interruption.signal,
      clock: world.clock,
      label: 'here',
      waitSeconds: 0,
    });
    await session.survey(
      { matches: () => true, checkWords() {} },
      async (one) => void (await session.assess(one)),
    );
    await session.close();
    expect(assessed).toBeLessThan(3);
    expect(await world.depth(DEAD)).toEqual([10, 0]);
  });
});
