import { parseArgs } from 'node:util';
import { readCount } from '../../infra/cli/arguments';
import { runCommand, UsageError } from '../../infra/cli/exit';
import { writeReport } from './report';
import { runSoak } from './soak';

const USAGE = `Sends mixed deliveries through the local stack while faults come and go, and draws the balance.

  npm run soak [-- --deliveries 100000] [-- --seed 1] [-- --drift LINES] [-- --json]

--drift gives each order so many lines, and every line fields that nobody knows, as after a provider's release. No fault
comes then, and nothing may be published twice.

Exit code 1 unless, over distinct events, accepted = published + dead and nothing else.
`;

async function main(): Promise<number> {
  const { deliveries, seed, drift, json, help } = readArguments();
  if (help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const began = performance.now();
  const report = await runSoak({
    deliveries,
    seed,
    driftingLines: drift,
    onProgress(answered) {
      const seconds = Math.round((performance.now() - began) / 1000);
      if (answered % 5_000 === 0)
        process.stderr.write(`${answered} deliveries answered after ${seconds} s\n`);
    },
  });
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : writeReport(report)}\n`);
  return report.differences.length === 0 ? 0 : 1;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        deliveries: { type: 'string', default: '100000' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        drift: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return {
      ...values,
      deliveries: readCount('--deliveries', values.deliveries, 1),
      seed: readCount('--seed', values.seed, 0),
      drift: values.drift === undefined ? undefined : readCount('--drift', values.drift, 1),
    };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

void runCommand(main);
