import { randomUUID } from 'node:crypto';
import { type ExactObject, parseExactJson } from '../../eventbridge/exact-json';
import type { EventsState } from './state';

/** An event as it is kept. */
export interface StoredEvent {
  readonly id: string;
  /** Milliseconds since 1970: what the sender stated, to the second, else when the event was put. */
  readonly time: number;
  /** When the event was put, in milliseconds since 1970. */
  readonly ingested: number;
  /** All of the event but its detail. */
  readonly envelope: ExactObject;
  /** The detail as it was put: it goes through as text, so that no digit of it is lost. */
  readonly detailText: string;
}

/** An event on a bus. */
export interface BusEvent extends StoredEvent {
  /** The whole event, parsed, for patterns and paths. */
  readonly value: ExactObject;
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
export function createBusEvent({ clock, account, region }: EventsState, entry: Entry): BusEvent {
  const { source, detailType, detailText, detail, resources } = entry;
  const ingested = clock.now();
  const time = Math.floor((entry.time ?? ingested) / 1000) * 1000;
  const id = randomUUID();
  const envelope = {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time: secondText(time),
    region,
    resources,
  };
  return { id, time, ingested, envelope, detailText, value: { ...envelope, detail } };
}

/** A kept event as a replay sends it: it says the name of the replay, where AWS says it. */
export function replayedEvent(event: StoredEvent, replay: string, now: number): BusEvent {
  const { resources = [], ...head } = event.envelope;
  const envelope = { ...head, 'replay-name': replay, resources };
  const detail = parseExactJson(event.detailText);
  return { ...event, ingested: now, envelope, value: { ...envelope, detail } };
}

/** The event as its targets get it. */
export function eventText({ envelope, detailText }: StoredEvent): string {
  return `${JSON.stringify(envelope).slice(0, -1)},"detail":${detailText}}`;
}

/** RFC 3339 in UTC, to the second. */
export function secondText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
