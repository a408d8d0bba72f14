import { matchesPattern } from '../../eventbridge/pattern-match';
import type { BusEvent, StoredEvent } from './bus-event';
import type { Archive, EventsState } from './state';

const DAY = 86_400_000;
const DEFAULT_SIZE = 64 * 1024 * 1024;

/** Keeps the event if the archive wants it. What a replay sends never comes here. */
export function archiveEvent(state: EventsState, archive: Archive, event: BusEvent): void {
  if (archive.pattern && !matchesPattern(archive.pattern, event.value)) return;
  const { id, time, ingested, envelope, detailText } = event;
  archive.events.push({ id, time, ingested, envelope, detailText });
  archive.size += detailText.length;
  dropOldest(state, archive);
  state.notify?.({ id, kind: 'archived', archive: archive.name });
}

/** The events that are within the archive's retention, oldest first. */
export function keptEvents(state: EventsState, archive: Archive): readonly StoredEvent[] {
  dropOldest(state, archive);
  return archive.events;
}

function dropOldest({ clock, archiveSize = DEFAULT_SIZE }: EventsState, archive: Archive): void {
  const { events, retentionDays } = archive;
  const oldest = retentionDays === 0 ? Number.NEGATIVE_INFINITY : clock.now() - retentionDays * DAY;
  let dropped = 0;
  let { size } = archive;
  for (const event of events) {
    if (event.ingested >= oldest && size <= archiveSize) break;
    size -= event.detailText.length;
    dropped++;
  }
  archive.size = size;
  if (dropped > 0) events.splice(0, dropped);
}
