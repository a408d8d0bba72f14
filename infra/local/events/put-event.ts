import { randomUUID } from 'node:crypto';
import type { BusEvent } from '../../eventbridge/bus-event';
import type { ExactObject } from '../../eventbridge/exact-json';
import type { EventsState } from './state';

/** An event that was put on a bus here. */
export interface PutEvent extends BusEvent {
  readonly id: string;
  /** The detail as it was put: it goes through as text, so that no digit of it is lost. */
  readonly detailText: string;
}

/** What a valid entry of `PutEvents` says. */
export interface Entry {
  readonly source: string;
  readonly detailType: string;
  readonly detailText: string;
  readonly detail: ExactObject;
  readonly resources: string[];
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
}

/** The event that an entry becomes. */
export function createEvent({ clock, account, region }: EventsState, entry: Entry): PutEvent {
  const { source, detailType, detailText, detail, resources } = entry;
  const ingested = clock.now();
  const id = randomUUID();
  const envelope = {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time: secondText(entry.time ?? ingested),
    region,
    resources,
  };
  const text = `${JSON.stringify(envelope).slice(0, -1)},"detail":${detailText}}`;
  return { id, ingested, detailText, text, value: { ...envelope, detail } };
}

/** RFC 3339 in UTC, to the second. */
function secondText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
