import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Delivery } from '../../../lib/delivery';
import type { FreshResult } from '../rows/peers';
import { loadShared } from './shared';

type Read = (delivery: Delivery) => Promise<string> | string;

/**
 * Reads the deliveries of a file, the first orders that this process sees, and sends how long they took: with the
 * loading of a library and the making of a schema, without what is there whoever reads.
 */
export async function readFirstOrders(load: () => Promise<(provider: string) => Promise<Read> | Read>) {
  const [, , provider = '', file = ''] = process.argv;
  const deliveries: readonly Delivery[] = JSON.parse(readFileSync(file, 'utf8'));
  await loadShared(provider);
  // Node's other threads end what they do for what was loaded so far.
  await setTimeout(50);

  const start = process.cpuUsage();
  const create = await load();
  const read = await create(provider);
  let first = 0;
  for (const [i, delivery] of deliveries.entries()) {
    await read(delivery);
    if (i === 0) first = since(start);
  }
  const result: FreshResult = { first, ten: since(start) };
  process.send?.(result);
}

/** Milliseconds of CPU. */
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
