import { Failure } from '../lib/failure';
import type { OrderEvent } from '../lib/order-event';
import { BUS_LIMITS, type BusEntry, entryBytes } from './aws/bus';

/** The event as it goes onto the bus. @throws Failure `EVENT_TOO_LARGE` */
export function toBusEntry(event: OrderEvent): BusEntry {
  const { provider, type } = event.metadata;
  const entry = { source: `orders.${provider}`, detailType: type, detail: JSON.stringify(event) };
  if (entryBytes(entry) >= BUS_LIMITS.bytes) throw new Failure('EVENT_TOO_LARGE');
  return entry;
}
