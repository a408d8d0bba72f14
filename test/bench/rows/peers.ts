import { deepStrictEqual } from 'node:assert';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../infra/cli/paths';
import type { Delivery } from '../../../lib/delivery';
import { bundleAsDeployed } from '../bundle';
import { messageOf } from '../child';
import { deliveriesOf } from '../deliveries';
import { type Measured, measure, median, ratioOf } from '../measure';
import { SOURCES, type Source } from '../payloads';
import { createJsonataPeer } from '../peers/jsonata';
import { createOwnPeer } from '../peers/ours';
import { createZodPeer } from '../peers/zod';
import { type Row, type Rows, rowOf } from '../row';

const LINES = 10;
const ITEMS = 32;
/** An ordinary order. */
const FRESH_LINES = 3;
const FRESH_RUNS = 9;

/** Others can read only what somebody wrote down for them: `bench/` of a provider's folder. */
const COMPARED = SOURCES.filter(({ provider }) =>
  existsSync(join(ROOT, 'lib/providers', provider, 'bench/jsonata.ts')),
);

/**
 * The same order read with others' means. All sides make the same text, or nothing is measured: the order alone.
 */
export const rows: Rows = async () => {
  const all: Row[] = [];
  for (const source of COMPARED) all.push(...(await warmRows(source)));
  for (const source of COMPARED) all.push(...(await freshRows(source)));
  return all;
};

async function warmRows(source: Source): Promise<Row[]> {
  const ours = await createOwnPeer(source.provider);
  const jsonata = await createJsonataPeer(source.provider);
  const zod = await createZodPeer(source.provider);
  const deliveries = deliveriesOf(source, LINES, ITEMS);
  for (const delivery of deliveries) {
    const order = JSON.parse(ours(delivery));
    deepStrictEqual(JSON.parse(await jsonata(delivery)), order);
    deepStrictEqual(JSON.parse(zod(delivery)), order);
  }
  const at = (i: number) => deliveries[i] as Delivery;
  const measured = await measure(
    {
      ours: (i) => ours(at(i)),
      jsonata: (i) => jsonata(at(i)),
      zod: (i) => zod(at(i)),
    },
    { items: ITEMS, milliseconds: 6_000, rounds: 9 },
  );
  const row = (peer: string, theirs: Measured, gate: number, goal: number) =>
    rowOf({
      name: `${peer}, ${source.short}-${LINES}: times faster, warm`,
      value: measured.ours.micros,
      unit: 'µs',
      baseline: theirs.micros,
      ratio: ratioOf(theirs, measured.ours),
      gate: { atLeast: gate },
      goal: { atLeast: goal },
    });
  return [row('ajv + JSONata', measured.jsonata, 3, 10), row('zod + our mapping', measured.zod, 0.6, 1)];
}

/** The first orders of a process that has just begun, with the making of a schema and all that belongs to it. */
async function freshRows(source: Source): Promise<Row[]> {
  const sides = { ours: 'ours', jsonata: 'jsonata', zod: 'zod' } as const;
  const bundles = await Promise.all(
    Object.values(sides).map((side) => bundleAsDeployed(`test/bench/fresh/${side}.ts`)),
  );
  const directory = mkdtempSync(join(tmpdir(), 'order-events-bench-'));
  const file = join(directory, 'deliveries.json');
  writeFileSync(file, JSON.stringify(deliveriesOf(source, FRESH_LINES, 10)));
  const runs: Record<keyof typeof sides, FreshResult[]> = { ours: [], jsonata: [], zod: [] };
  for (let run = 0; run < FRESH_RUNS; run++)
    for (const [i, side] of Object.values(sides).entries())
      runs[side].push(await messageOf<FreshResult>(bundles[i]?.file ?? '', [source.provider, file]));
  rmSync(directory, { recursive: true });

  const of = (side: keyof typeof sides, what: keyof FreshResult) =>
    median(runs[side].map((run) => run[what]));
  const row = (name: string, side: 'jsonata' | 'zod', what: keyof FreshResult, gate: number, goal: number) =>
    rowOf({
      name: `${name} of a fresh process`,
      value: of('ours', what),
      unit: 'ms',
      baseline: of(side, what),
      ratio: of(side, what) / of('ours', what),
      gate: { atLeast: gate },
      goal: { atLeast: goal },
    });
  return [
    row(`ajv + JSONata, ${source.short}-${FRESH_LINES}: first 10 orders`, 'jsonata', 'ten', 10, 20),
    row(`zod + our mapping, ${source.short}-${FRESH_LINES}: first order`, 'zod', 'first', 5, 10),
  ];
}

/** Milliseconds of CPU since this side began to load. */
export interface FreshResult {
  readonly first: number;
  readonly ten: number;
}
