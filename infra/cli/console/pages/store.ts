import { useEffect, useState } from 'preact/hooks';
import type { Deliveries, DeliveryRow } from '../model';
import { ask } from './api';

/** Every delivery that is known, newest first, as it changes. */
export interface Live {
  readonly rows: readonly DeliveryRow[];
  /** The source's clock: milliseconds since 1970. */
  now(): number;
  readonly state: 'connecting' | 'live' | 'lost';
}

const byKey = new Map<string, DeliveryRow>();
const listeners = new Set<() => void>();
let sorted: readonly DeliveryRow[] = [];
let ahead = 0;
let state: Live['state'] = 'connecting';
let drawing = false;

/** Connects once; every page sees the same rows. */
export function connect(): void {
  const stream = new EventSource('/api/stream');
  stream.onopen = async () => {
    // The stream is open first, so nothing that happens meanwhile is missed.
    const all = await ask<Deliveries>('deliveries');
    state = 'live';
    take(all);
  };
  stream.onmessage = ({ data }) => take(JSON.parse(data));
  stream.onerror = () => {
    state = 'lost';
    tell();
  };
}

/** Rows that were asked for, beside those that come by themselves. */
export function take({ now, rows }: Deliveries): void {
  ahead = now - Date.now();
  for (const row of rows) if (!(Number(byKey.get(row.key)?.revision) > row.revision)) byKey.set(row.key, row);
  sorted = [...byKey.values()].sort((a, b) => b.at - a.at || b.revision - a.revision);
  tell();
}

/** At most once for a frame, however much comes. */
function tell(): void {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    for (const listener of listeners) listener();
  });
}

const nowThere = () => Date.now() + ahead;

/** The rows, and again whenever they change. */
export function useLive(): Live {
  const [, count] = useState(0);
  useEffect(() => {
    const listener = () => count((times) => times + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return { rows: sorted, now: nowThere, state };
}
