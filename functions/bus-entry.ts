import { Failure } from '../lib/failure';
import { sourceOf } from '../lib/names';
import type { Read } from '../lib/reading/read';
import { BUS_LIMITS, type BusEntry, entryBytes } from './aws/bus';

/** The event as it goes onto the bus. @throws Failure `EVENT_TOO_LARGE` */
export function toBusEntry({ event, json }: Read): BusEntry {
  const { provider, type } = event.metadata;
  const entry = { source: sourceOf(provider), detailType: type, detail: json };
  if (entryBytes(entry) >= BUS_LIMITS.bytes) throw new Failure('EVENT_TOO_LARGE');
  return entry;
}
