import { toReading } from '../../../lib/providers/next-commerce/map';
import { toOrder } from '../../../lib/providers/phasio/map';
import { createReport } from '../../../lib/reading/report';
import { readInstant } from '../../../lib/time';

/** Loads what more than one side needs: the mappings, and Node's calendar of time zones. */
export function loadShared(): readonly unknown[] {
  readInstant('2026-01-01T00:00:00', 'Europe/Berlin');
  process.cpuUsage();
  return [createReport, toReading, toOrder];
}
