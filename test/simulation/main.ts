import { readArguments, readCount, refuseWords } from '../../infra/cli/arguments';
import { runCommand, UsageError } from '../../infra/cli/exit';
import { PLANTS } from './plants';
import { DELIVERIES, firstSteps, runSimulation, STEPS } from './run';
import { shrink } from './shrink';

const CALL = 'npm run simulate --';

const USAGE = `Runs the functions and the replay command under schedules that a seed makes up: in one thread, on a clock that
stands still, with requests that are lost, processes that crash, and keys and mappers that change. Holds each run to what
must always be.

  npm run simulate -- [--seed 0] [--seeds 1] [--steps ${STEPS}] [--deliveries ${DELIVERIES}] [--plant FAULT] [--json]

One seed prints its trace; several print those that fail, each with the fewest steps that still do. --plant puts a known
fault into the pipeline; --plant list prints their names. The soak of the same seed and as many deliveries sends the same.

Exit code 0 if all is well, 1 if a seed fails, 2 if the arguments are wrong.
`;

/** A seed that failed. */
interface Failed {
  readonly seed: number;
  readonly violation: string;
  readonly steps: readonly number[];
  readonly trace: readonly string[];
}

async function main(): Promise<number> {
  const { seed, seeds, steps, deliveries, plant, json, help } = readOptions();
  if (help) return print(USAGE);
  if (plant === 'list') return print(`${Object.keys(PLANTS).join('\n')}\n`);
  const options = { deliveries, ...(plant !== undefined && { plant: plantNamed(plant) }) };
  const failed: Failed[] = [];
  for (let current = seed; current < seed + seeds; current++) {
    const all = firstSteps(steps);
    const run = (some: readonly number[]) => runSimulation({ seed: current, steps: some, ...options });
    const { trace, violation } = await run(all);
    if (seeds === 1 && !json) print(`${trace.join('\n')}\n`);
    if (violation !== undefined) {
      const fewest = await shrink(all, async (some) => (await run(some)).violation !== undefined);
      const shrunk = await run(fewest);
      failed.push({
        ...{ seed: current, steps: fewest, trace: shrunk.trace },
        violation: shrunk.violation ?? violation,
      });
      if (!json) print(describe(failed.at(-1) as Failed));
    }
    const done = current - seed + 1;
    if (done % 500 === 0) process.stderr.write(`${done} of ${seeds} seeds\n`);
  }
  if (json) print(`${JSON.stringify({ seeds, failed }, null, 2)}\n`);
  else print(`${seeds - failed.length} of ${seeds} seeds keep every law\n`);
  return failed.length === 0 ? 0 : 1;
}

const describe = ({ seed, violation, steps, trace }: Failed): string =>
  `seed ${seed}: ${violation}\nwith ${steps.length} steps:\n${trace.map((text) => `  ${text}\n`).join('')}`;

function readOptions() {
  const { values, positionals } = readArguments(CALL, {
    seed: { type: 'string', default: '0' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: String(STEPS) },
    deliveries: { type: 'string', default: String(DELIVERIES) },
    plant: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  refuseWords(CALL, positionals);
  return {
    ...values,
    seed: readCount('--seed', values.seed, 0),
    seeds: readCount('--seeds', values.seeds, 1),
    steps: readCount('--steps', values.steps, 1),
    deliveries: readCount('--deliveries', values.deliveries, 1),
  };
}

function plantNamed(name: string) {
  const plant = PLANTS[name];
  if (!plant) throw new UsageError(`--plant ${name}: no fault has that name; see --plant list`);
  return plant;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

void runCommand(main);
