import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../infra/cli/paths';
import { groupOf } from '../../../lib/delivery';
import { writeMessage } from '../../../lib/json';
import { queueNameOf } from '../../../lib/names';
import { bundleToRun } from '../../support/bundle-to-run';
import { sqsRecord } from '../../support/lambda-events';
import { bundlePlainly } from '../bundle';
import { messageOf, startServer } from '../child';
import { deliveriesOf } from '../deliveries';
import { deployedFunction } from '../deployment';
import { median } from '../measure';
import { SOURCES } from '../payloads';
import { type Rows, rowOf } from '../row';

const RUNS = 11;

/** From a fresh process to the first event on the bus: the deployed consumer, against a handler that is the SDK alone. */
export const rows: Rows = async () => {
  const ours = (await deployedFunction('Normalize')).file;
  const bare = (await bundlePlainly('test/bench/fresh/bare-handler.ts')).file;
  const server = await startServer(await bundleToRun('test/bench/stub-bus.ts'));
  const directory = mkdtempSync(join(tmpdir(), 'order-events-bench-'));
  const event = join(directory, 'event.json');
  const [source] = SOURCES;
  const [delivery] = source ? deliveriesOf(source, 1, 1) : [];
  if (!delivery) throw new Error('no delivery was made');
  const queue = queueNameOf(delivery.provider);
  const record = sqsRecord(writeMessage(delivery), { queue, group: groupOf(delivery), sentAt: Date.now() });
  writeFileSync(event, JSON.stringify({ Records: [record] }));

  const suffix = delivery.provider.replaceAll('-', '_').toUpperCase();
  const env = {
    AWS_ENDPOINT_URL: server.url,
    BUS_NAME: 'order-events',
    [`QUEUE_URL_${suffix}`]: `${server.url}/000000000000/${queue}`,
    [`DEAD_LETTER_QUEUE_URL_${suffix}`]: `${server.url}/000000000000/dead.fifo`,
    ...Object.fromEntries(
      SOURCES.filter(({ provider }) => provider !== delivery.provider).flatMap(({ provider }) => {
        const other = provider.replaceAll('-', '_').toUpperCase();
        return [
          [`QUEUE_URL_${other}`, `${server.url}/0/other.fifo`],
          [`DEAD_LETTER_QUEUE_URL_${other}`, `${server.url}/0/other-dead.fifo`],
        ];
      }),
    ),
  };
  const script = join(ROOT, 'test/bench/fresh/publish.cjs');
  const run = (bundle: string) => messageOf<number>(script, [bundle, event], env);
  const ratios: number[] = [];
  const spent: number[] = [];
  const baseline: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const [a, b] = [await run(ours), await run(bare)];
    spent.push(a);
    baseline.push(b);
    ratios.push(a / b);
  }
  server.stop();
  rmSync(directory, { recursive: true });
  return [
    rowOf({
      name: 'fresh process to first publish ÷ a bare SDK handler',
      value: median(spent),
      unit: 'ms',
      baseline: median(baseline),
      ratio: median(ratios),
      gate: { atMost: 1.15 },
      goal: { atMost: 0.85 },
    }),
  ];
};
