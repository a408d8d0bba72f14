import { sourceOf } from '../../../lib/names';
import { type ExactObject, isExactObject, parseExactJson } from '../../eventbridge/exact-json';
import type { DeliveryRow } from './model';
import type { Source } from './source';

/** An event as its rules saw it. */
export interface LastEvent {
  readonly row: DeliveryRow;
  readonly envelope: ExactObject;
}

const MOST_EVENTS = 100;

/** The last events on the bus that this source still holds, the newest first. */
export async function lastEvents(source: Source): Promise<LastEvent[]> {
  const rows = [...(await source.rows())].sort((a, b) => b.at - a.at);
  const events: LastEvent[] = [];
  for (const row of rows) {
    if (events.length === MOST_EVENTS) break;
    if (row.outcome !== 'published' && row.outcome !== 'subscriber failed') continue;
    const text = (await source.find(row.key))?.event;
    const detail = text === undefined ? undefined : parseExactJson(text);
    if (!isExactObject(detail)) continue;
    events.push({
      row,
      envelope: { source: sourceOf(row.provider), 'detail-type': row.type ?? '', detail },
    });
  }
  return events;
}
