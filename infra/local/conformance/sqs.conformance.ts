import type { Case } from './case';
import { topics } from './sqs/topics';
import { openWorld, type World } from './world';

/** Another service than our own: an emulator, or AWS itself. */
const endpoint = process.env.AWS_ENDPOINT_URL || undefined;
/** How long a case may wait where the clock cannot be moved. */
const patience =
  endpoint === undefined ? Number.POSITIVE_INFINITY : Number(process.env.CONFORMANCE_SECONDS ?? 5);

if (endpoint !== undefined) jest.setTimeout(60_000 + 2000 * patience);

describe(`SQS conformance of ${endpoint ?? 'the local stack'}`, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(endpoint);
  });
  afterAll(() => world.close());

  for (const { name, cases } of topics) describe(name, () => cases.forEach(test));

  function test({ id, statement, seconds = 0, run }: Case): void {
    if (seconds <= patience) it(`${id}: ${statement}`, () => run(world));
    else it.skip(`${id}: takes ${seconds} s, and CONFORMANCE_SECONDS is ${patience}`, () => {});
  }
});
