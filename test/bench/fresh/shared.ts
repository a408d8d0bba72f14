import { createReport } from '../../../lib/reading/report';
import { readInstant } from '../../../lib/time';

/** Loads what more than one side needs: the provider's mapping, and Node's calendar of time zones. */
export async function loadShared(provider: string): Promise<readonly unknown[]> {
  readInstant('2026-01-01T00:00:00', 'Europe/Berlin');
  process.cpuUsage();
  return [createReport, await import(`../../../lib/providers/${provider}/map.ts`)];
}
