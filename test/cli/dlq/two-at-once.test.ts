import { deadLetter, delivery } from './dead-letters';
import { DEAD, openWorld, SOURCE, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const order = (second: number) =>
  deadLetter(
    delivery({ number: '1', receivedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z` }).body,
  );

const secondsIn = async (queue: string) =>
  (await world.drain(queue)).map(({ body }) => Number(JSON.parse(body).receivedAt.slice(17, 19)));

describe('two replays at once', () => {
  it('do not share an order: the second is refused while the first asks', async () => {
    for (const second of [2, 1]) await world.send(DEAD, order(second));
    let second: Awaited<ReturnType<World['dlq']>> | undefined;
    const first = await world.dlq(['replay'], {
      answer: async () => {
        await world.send(DEAD, order(3));
        second = await world.settle(world.dlq(['replay', '--yes', '--no-wait']));
        return true;
      },
    });
    expect(second?.code).toBe(1);
    expect(second?.err).toContain(`${DEAD}: another command is using dead letters of this queue`);
    expect(first.code).toBe(0);
    expect(await secondsIn(SOURCE)).toEqual([1, 2]);
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('wait for each other where one ends soon', async () => {
    for (const second of [2, 1]) await world.send(DEAD, order(second));
    let second: ReturnType<World['dlq']> | undefined;
    await world.dlq(['replay'], {
      answer: async () => {
        second = world.dlq(['replay', '--yes', '--no-wait']);
        return false;
      },
    });
    expect((await world.settle(second as ReturnType<World['dlq']>)).code).toBe(0);
    expect(await secondsIn(SOURCE)).toEqual([1, 2]);
  });

  it('keep the order where they begin in the same moment', async () => {
    const seconds = Array.from({ length: 35 }, (_, i) => (i * 11) % 35);
    for (const second of seconds) await world.send(DEAD, order(second));
    const both = [world.dlq(['replay', '--yes', '--no-wait']), world.dlq(['replay', '--yes', '--no-wait'])];
    await world.settle(Promise.all(both));
    const sent = await secondsIn(SOURCE);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    const left = await secondsIn(DEAD);
    expect([...sent, ...left].sort((a, b) => a - b)).toEqual([...seconds].sort((a, b) => a - b));
    // What is sent is older than what is left.
    if (sent.length > 0) expect(left).toEqual([]);
  });
});
