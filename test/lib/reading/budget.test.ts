import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { ReadAlone } from '../../../functions/reading-thread';
import { BODY_LIMIT_BYTES } from '../../../functions/receive';
import { toFailure } from '../../../lib/failure';
import { writeMessage } from '../../../lib/json';
import type { Provider } from '../../../lib/provider';
import { providers } from '../../../lib/providers';
import { read } from '../../../lib/reading/read';
import { deliveryOf } from '../../contract/outcome';
import { COSTLY, costlyPayload, DEEP } from '../../support/costly-payloads';
import { FULL } from '../../support/scale';

jest.setTimeout(60_000);

/** Twice the payload costs little more than twice as much; what looks back at all that came before, four times. */
const MOST_GROWTH = 2.3;
/** The machine may be busy. */
const ATTEMPTS = 10;
/** Above what V8 keeps among small objects: beyond it, a text of twice the length costs more for that alone. */
const CHARACTERS = 200_000;

/** Those of each kind that would be the first to look back at all that came before; `.ci/run` tries all. */
const FIRST = [
  'a list of numbers that JavaScript cannot hold',
  'a long name above many children',
  'digits',
  'a name of humps',
];
/** Not the deepest: of those the parser itself takes more than twice as long. */
const GROWING = COSTLY.filter(([name, shape]) => shape !== DEEP && (FULL || FIRST.includes(name)));

/** Reading and all that comes of it, in parsings of the same text and of usual orders of the same length. */
const MOST_PARSINGS = 30;

describe.each(providers)('to read a payload of $name', (provider) => {
  it.each(GROWING)('costs twice as much where it is twice as long: %s', (_, shape) => {
    const [once, twice] = [1, 2].map((times) => costlyPayload(provider, shape, times * CHARACTERS));
    if (once === undefined || twice === undefined) throw new Error('a payload is missing');
    const growth = ratioOf(reading(provider, twice), reading(provider, once), MOST_GROWTH);
    expect(growth).toBeLessThan(MOST_GROWTH);
  });

  it('costs a few times its parsing where its levels are deep', () => {
    const payload = costlyPayload(provider, DEEP, 2 * CHARACTERS);
    expect(ratioOf(reading(provider, payload), () => JSON.parse(payload), 8)).toBeLessThan(8);
  });

  // Reading at the receiver's limit takes seconds: `.ci/run` has them.
  if (FULL)
    it.each(COSTLY)('costs a few times what parsing does, up to the largest: %s', (_, shape) => {
      const payload = costlyPayload(provider, shape, BODY_LIMIT_BYTES);
      const order = provider.sample(Object.keys(provider.events)[0] ?? '', 'acme');
      const usual = `[${Array.from({ length: BODY_LIMIT_BYTES / order.length }, () => order)}]`;
      const parse = () => {
        JSON.parse(payload);
        JSON.parse(usual);
      };
      expect(ratioOf(reading(provider, payload), parse, MOST_PARSINGS)).toBeLessThan(MOST_PARSINGS);
    });
});

if (FULL)
  describe('the memory of the thread that reads what is suspect', () => {
    // A thread loads JavaScript, as Lambda does.
    const directory = mkdtempSync(join(tmpdir(), 'order-events-budget-'));
    const outfile = join(directory, 'index.js');
    let readAlone: ReadAlone;

    beforeAll(() => {
      buildSync({
        entryPoints: [join(__dirname, 'reading-thread-script.ts')],
        bundle: true,
        platform: 'node',
        mainFields: ['module', 'main'],
        conditions: ['reader'],
        outfile,
      });
      ({ readAlone } = createRequire(outfile)(outfile));
    });
    afterAll(() => rmSync(directory, { recursive: true }));

    it.each(providers)('is enough for every payload of $name', async (provider) => {
      for (const [shape, make] of COSTLY) {
        const payload = costlyPayload(provider, make, BODY_LIMIT_BYTES);
        const body = writeMessage(deliveryOf(provider, payload, {}));
        const result = await readAlone(provider, { body }, 50_000);
        const aborted = 'failure' in result && result.failure.code === 'READING_ABORTED';
        expect({ shape, aborted }).toEqual({ shape, aborted: false });
      }
    });
  });

/** To read the payload; whatever comes of it, it is no bug. */
function reading(provider: Provider, payload: string): () => void {
  const delivery = deliveryOf(provider, payload, {});
  return () => {
    try {
      read(provider, delivery);
    } catch (thrown) {
      expect(toFailure(thrown).code).toMatch(/^(?:EVENT_TOO_LARGE|SCHEMA_MISMATCH)$/);
    }
  };
}

/**
 * How many times as much processor time the first takes: the least of several attempts, in each of which both have the
 * same neighbours on the machine. None is made once the ratio is as low as hoped for.
 */
function ratioOf(first: () => void, second: () => void, hoped: number): number {
  let ratio = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ATTEMPTS && ratio >= hoped; i++)
    ratio = Math.min(ratio, costOf(first) / costOf(second));
  return ratio;
}

/** In microseconds of processor time, of as many runs as are long enough to be measured. */
function costOf(run: () => void): number {
  const before = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user, system } = process.cpuUsage(before);
    if (user + system >= MEASURABLE) return (user + system) / runs;
  }
}

/** Of so many microseconds, the clock's own steps are a small part. */
const MEASURABLE = 5_000;
