import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { describeError } from '../../functions/aws/log';
import { readRecord } from '../../functions/read-record';
import type { ReadAlone } from '../../functions/reading-thread';
import { fakeProvider } from '../support/fake-provider';
import { garbage, recordOf } from './normalize-fixture';

// A thread loads JavaScript, as Lambda does.
const directory = mkdtempSync(join(tmpdir(), 'order-events-thread-'));
const outfile = join(directory, 'index.js');
let readAlone: ReadAlone;

beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, 'reading-thread-script.ts')],
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    outfile,
  });
  ({ readAlone } = createRequire(outfile)(outfile));
});
afterAll(() => rmSync(directory, { recursive: true }));

const FAKE = fakeProvider();
const ORDER = recordOf({ order: 'a', state: 1 });

describe('reading in a thread of its own', () => {
  it('gives what reading gives', async () => {
    expect(await readAlone(FAKE, ORDER, 20_000)).toEqual(readRecord(FAKE, ORDER));
  });

  it.each([
    ['unreadable', recordOf({ order: 'a', failure: 'UNKNOWN_CURRENCY' }), 'UNKNOWN_CURRENCY', 'map'],
    ['no delivery', garbage('{}'), 'NOT_A_DELIVERY', 'decode'],
  ])('gives the same failure: %s', async (_, record, code, stage) => {
    const [here, there] = [readRecord(FAKE, record), await readAlone(FAKE, record, 20_000)];
    const plain = ({ delivery, ...reading }: typeof here) =>
      'failure' in reading && { delivery, code: reading.failure.code, message: reading.failure.message };
    expect(there).toMatchObject({ failure: { code, stage } });
    expect(plain(there)).toEqual(plain(here));
  });

  it('says of a bug what it was and where, not what it quoted', async () => {
    const reading = await readAlone(FAKE, recordOf({ order: 'Jane Doe', failure: 'bug' }), 20_000);
    const described = 'failure' in reading ? describeError(reading.failure) : {};
    expect(described).toEqual({
      error: 'Failure < TypeError',
      at: expect.arrayContaining([expect.any(String)]),
    });
    expect(JSON.stringify(described)).not.toContain('Jane');
  });

  it.each([
    ['endless', 1_000, 'It took more than 1 s.'],
    ['huge', 60_000, 'It took more than 64 MB of memory.'],
  ])(
    'ends one that is %s, and goes on with the next',
    async (order, milliseconds, message) => {
      const reading = await readAlone(FAKE, recordOf({ order, state: 1 }), milliseconds);
      expect(reading).toMatchObject({
        delivery: { provider: 'fake', correlationId: 'request-1' },
        failure: { code: 'READING_ABORTED', issues: [{ message }] },
      });
      expect(await readAlone(FAKE, ORDER, 20_000)).toMatchObject({ entry: { source: 'orders.fake' } });
    },
    70_000,
  );
});
