import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeadLetter } from '../../../infra/cli/dlq/dead-letter';
import { writeCopy } from '../../../infra/cli/dlq/purge';
import { openSpool } from '../../../infra/cli/dlq/spool';
import { deadLetter, delivery, orderKeyOf } from './dead-letters';
import { DEAD, openWorld, type World } from './world';

let world: World;
let directory: string;
beforeEach(async () => {
  world = await openWorld();
  directory = mkdtempSync(join(tmpdir(), 'purge-'));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await world.close();
});

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('npm run dlq -- purge', () => {
  it('writes every dead letter to a file, whole, before it deletes the first', async () => {
    const bodies: string[] = [];
    for (let i = 0; i < 45; i++) bodies.push(deadLetter(delivery({ number: String(i) }).body).body);
    for (const body of bodies)
      await world.send(DEAD, { body, group: crypto.randomUUID(), attributes: { code: 'X' } });
    const out = join(directory, 'dead-letters.jsonl');
    const written: number[] = [];
    world.intercept = ({ action }, next) => {
      if (action === 'DeleteMessageBatch') written.push(linesOf(out).length);
      return next();
    };
    const { code, err } = await world.dlq(['purge', '--yes', '--out', out]);
    expect(code).toBe(0);
    expect(err).toContain(`45 dead letters deleted; 45 dead letters in ${out}`);
    expect(written).toEqual(Array(5).fill(45));
    const lines = linesOf(out);
    expect(lines.map(({ body }) => body).sort()).toEqual([...bodies].sort());
    expect(lines[0]).toMatchObject({
      queueUrl: world.queueUrl(DEAD),
      attributes: { code: 'X' },
      system: { MessageGroupId: expect.any(String), SentTimestamp: expect.any(String) },
      summary: { code: 'SCHEMA_MISMATCH' },
    });
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(await world.depth(DEAD)).toEqual([0, 0]);
  });

  it('deletes only what the filters choose', async () => {
    for (const number of ['1', '2']) await world.send(DEAD, deadLetter(delivery({ number }).body));
    await world.dlq(['purge', '--yes', '--order', '2', '--out', join(directory, 'dead-letters.jsonl')]);
    const left = JSON.parse((await world.dlq(['ls', '--json'])).out) as { orderKey: string }[];
    expect(left.map(({ orderKey }) => orderKey)).toEqual([orderKeyOf('1')]);
  });

  it('asks first, and deletes nothing where the answer is no', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    const out = join(directory, 'dead-letters.jsonl');
    const { code, err } = await world.dlq(['purge', '--out', out], { answer: false });
    expect(code).toBe(1);
    expect(err).toContain(`Delete 1 dead letter of ${world.url} for good, after writing them to ${out}?`);
    expect(() => statSync(out)).toThrow('ENOENT');
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('reports to programs how many it deleted, and where they are', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    const out = join(directory, 'dead-letters.jsonl');
    const json = async (...argv: string[]) => {
      const { code, out: printed } = await world.dlq(['purge', '--json', ...argv], { answer: false });
      return [code, JSON.parse(printed)];
    };
    expect(await json()).toEqual([1, { deleted: 0, left: 1, file: null }]);
    expect(await json('--yes', '--out', out)).toEqual([0, { deleted: 1, left: 0, file: out }]);
    expect(await json('--yes')).toEqual([0, { deleted: 0, left: 0, file: null }]);
  });

  it('overwrites no file, and then deletes nothing', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    const out = join(directory, 'dead-letters.jsonl');
    writeFileSync(out, 'precious');
    const { code, err } = await world.dlq(['purge', '--yes', '--out', out]);
    expect(code).toBe(2);
    expect(err).toContain(`${out}: cannot be created (EEXIST). Nothing was deleted.`);
    expect(readFileSync(out, 'utf8')).toBe('precious');
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });

  it('does nothing where nobody can be asked', async () => {
    await world.send(DEAD, deadLetter(delivery().body));
    expect(await world.dlq(['purge'])).toMatchObject({ code: 2 });
    expect(await world.depth(DEAD)).toEqual([1, 0]);
  });
});

describe('a disk that is full', () => {
  const full = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };

  it('leaves no half copy, and the message says that nothing was deleted', () => {
    const out = join(directory, 'dead-letters.jsonl');
    let lines = 0;
    const write = (file: number, line: string) => (++lines > 2 ? full() : writeFileSync(file, line));
    expect(() => writeCopy(out, ['1\n', '2\n', '3\n'], write as typeof writeFileSync)).toThrow(
      `${out}: cannot be written (ENOSPC). Nothing was deleted.`,
    );
    expect(existsSync(out)).toBe(false);
  });

  it('is reported where the temporary file is', () => {
    const spool = openSpool(full);
    const received = {
      key: 'k',
      queue: { url: 'u', name: 'n', fifo: true },
      body: '',
      system: {},
      attributes: {},
    };
    expect(() => spool.write(readDeadLetter(received))).toThrow(
      /the temporary file of dead letters cannot be written \(ENOSPC\)\. Nothing was replayed or deleted\./,
    );
    spool.close();
  });
});
