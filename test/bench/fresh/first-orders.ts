import { readFileSync } from 'node:fs';
import type { Delivery } from '../../../lib/delivery';
import type { FreshResult } from '../rows/peers';

type Read = (delivery: Delivery) => Promise<string> | string;

/** Reads the deliveries of a file, the first orders that this process sees, and sends how long they took. */
export async function readFirstOrders(create: (provider: string) => Read): Promise<void> {
  const loaded = since(begun);
  const [, , provider = '', file = ''] = process.argv;
  const deliveries: readonly Delivery[] = JSON.parse(readFileSync(file, 'utf8'));

  const start = process.cpuUsage();
  const read = create(provider);
  let first = 0;
  for (const [i, delivery] of deliveries.entries()) {
    await read(delivery);
    if (i === 0) first = since(start);
  }
  const result: FreshResult = { first: loaded + first, ten: loaded + since(start) };
  process.send?.(result);
}

/** The CPU time of this process when it began to load its bundle: the bundle's first line sets it. */
declare const begun: NodeJS.CpuUsage;

/** Milliseconds of CPU. */
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}
