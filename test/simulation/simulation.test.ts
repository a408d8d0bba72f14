import { scale } from '../support/scale';
import type { Plant } from './plant';
import { PLANTS } from './plants';
import { firstSteps, runSimulation, STEPS } from './run';
import { shrink } from './shrink';

jest.setTimeout(3_600_000);

const SEEDS = scale(300, 10_000);
/** Most faults show within a few seeds, none later than this. */
const SEEDS_TO_FIND = 1_000;

it(`keeps every law under ${SEEDS} schedules`, async () => {
  const violations: string[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { violation } = await runSimulation({ seed });
    if (violation !== undefined) violations.push(`npm run simulate -- --seed ${seed}: ${violation}`);
  }
  expect(violations).toEqual([]);
});

it('is the same run for the same seed', async () => {
  const [first, second] = [await runSimulation({ seed: 7 }), await runSimulation({ seed: 7 })];
  expect(first.trace.length).toBeGreaterThan(STEPS / 2);
  expect(second).toEqual(first);
  expect((await runSimulation({ seed: 8 })).trace).not.toEqual(first.trace);
});

it.each(Object.entries(PLANTS))('finds a pipeline that %s', async (_, plant) => {
  for (let seed = 0; seed < SEEDS_TO_FIND; seed++)
    if ((await runSimulation({ seed, plant })).violation !== undefined) return;
  throw new Error(`not found in ${SEEDS_TO_FIND} seeds`);
});

describe('a schedule that fails', () => {
  it('is shrunk to the steps that it needs', async () => {
    const needs = async (steps: readonly number[]) => [3, 40, 41].every((step) => steps.includes(step));
    expect(await shrink(firstSteps(100), needs)).toEqual([3, 40, 41]);
  });

  it('still fails when it is shrunk', async () => {
    const plant = PLANTS['reports no failed record'] as Plant;
    const fails = async (steps: readonly number[]) =>
      (await runSimulation({ seed: 1, steps, plant })).violation !== undefined;
    const fewest = await shrink(firstSteps(STEPS), fails);
    expect(await fails(fewest)).toBe(true);
    expect(fewest.length).toBeLessThan(STEPS / 2);
  });
});
