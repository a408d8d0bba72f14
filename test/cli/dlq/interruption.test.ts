import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { bundledFile } from '../../support/bundle-to-run';
import { FULL } from '../../support/scale';
import { deadLetter, delivery, orderKeyOf } from './dead-letters';
import { DEAD, openWorld, SOURCE, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** The command as a process of its own. */
function start(argv: readonly string[], nodeOptions: readonly string[] = []) {
  const child = spawn(process.execPath, [
    ...nodeOptions,
    bundledFile('infra/cli/dlq/main.ts'),
    ...argv,
    '--endpoint-url',
    world.url,
  ]);
  const printed = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    printed.out += text;
  });
  child.stderr.on('data', (text) => {
    printed.err += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...printed }));
  return { child, ended };
}

async function fill(count: number): Promise<string[]> {
  const dead = Array.from({ length: count }, (_, i) => delivery({ number: String(i % 7) }));
  for (const { body } of dead) {
    const { group, ...rest } = deadLetter(body);
    await world.call('AmazonSQS', 'SendMessage', {
      QueueUrl: world.queueUrl(DEAD),
      MessageBody: rest.body,
      MessageGroupId: group,
      MessageDeduplicationId: group,
    });
  }
  return dead.map(({ id }) => id);
}

const idsIn = async (queue: string) =>
  (await world.drain(queue)).map(({ body }) => JSON.parse(body).id as string);

/** Every id is on its queue or still a dead letter. */
async function account(ids: readonly string[]): Promise<{ replayed: string[]; dead: string[] }> {
  const [replayed, dead] = [await idsIn(SOURCE), await idsIn(DEAD)];
  expect(new Set([...replayed, ...dead])).toEqual(new Set(ids));
  return { replayed, dead };
}

describe('a replay that does not come to its end', () => {
  it('loses nothing when it is killed between sending a dead letter and deleting it', async () => {
    const ids = await fill(40);
    let deletions = 0;
    world.intercept = async ({ action }, next) => {
      if (action !== 'DeleteMessageBatch' || ++deletions <= 10) return next();
      running.child.kill('SIGKILL');
      await running.ended;
      return {};
    };
    const running = start(['replay', '--yes']);
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
    world.intercept = (_, next) => next();

    // What it had leased comes back by itself.
    await world.clock.advance(120_000);
    expect((await world.depth(DEAD))[1]).toBe(0);
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    const { replayed, dead } = await account(ids);
    expect(dead).toEqual([]);
    // SQS itself swallowed what was sent twice.
    expect(replayed).toHaveLength(40);
  }, 30_000);

  it('stops at Ctrl-C in good order: every dead letter that is left is visible at once', async () => {
    const ids = await fill(60);
    let sends = 0;
    world.intercept = ({ action }, next) => {
      if (action === 'SendMessage' && ++sends === 5) running.child.kill('SIGINT');
      return next();
    };
    const running = start(['replay', '--yes']);
    const { code, err } = await running.ended;
    expect(code).toBe(130);
    expect(err).toContain('interrupted; every dead letter that is left is visible again');
    expect((await world.depth(DEAD))[1]).toBe(0);
    const { replayed, dead } = await account(ids);
    expect(replayed.length + dead.length).toBe(60);
    expect(dead.length).toBeGreaterThan(0);
  }, 30_000);

  it('stops while it is still looking', async () => {
    await fill(60);
    const interruption = new AbortController();
    let receives = 0;
    world.intercept = ({ action }, next) => {
      if (action === 'ReceiveMessage' && ++receives === 3) interruption.abort();
      return next();
    };
    const { code, out } = await world.dlq(['ls'], { signal: interruption.signal });
    expect(code).toBe(130);
    expect(out).toBe('');
    expect(await world.depth(DEAD)).toEqual([60, 0]);
  });

  it('makes dead letters visible again when it fails', async () => {
    await fill(25);
    let receives = 0;
    world.intercept = async ({ action }, next) => {
      if (action === 'ReceiveMessage' && ++receives >= 2) throw new Error('out of order');
      return next();
    };
    const { code, err } = await world.dlq(['ls']);
    expect(code).toBe(1);
    expect(err).toContain('out of order');
    expect(await world.depth(DEAD)).toEqual([25, 0]);
  }, 20_000);
});

/** A heap that is nearly full is slow: `.ci/run` has the time. */
if (FULL)
  describe('more dead letters than fit into memory', () => {
    /** Of 0.9 MB each: together more than the heap of 48 MB. */
    const LARGE = 56;

    it('are planned for with a heap that holds less than they are', async () => {
      const large = delivery({
        change: (payload) => JSON.stringify({ ...JSON.parse(payload), padding: 'x'.repeat(900_000) }),
      });
      const { body } = deadLetter(large.body);
      for (let i = 0; i < LARGE; i++)
        await world.call('AmazonSQS', 'SendMessage', {
          QueueUrl: world.queueUrl(DEAD),
          MessageBody: body.replaceAll(orderKeyOf('1001'), orderKeyOf(String(i))),
          MessageGroupId: crypto.randomUUID(),
          MessageDeduplicationId: String(i),
        });
      const { code, err } = await start(['replay', '--dry-run'], ['--max-old-space-size=48']).ended;
      expect([code, err]).toEqual([0, expect.stringContaining('talking to')]);
      expect(await world.depth(DEAD)).toEqual([LARGE, 0]);
    }, 120_000);
  });
