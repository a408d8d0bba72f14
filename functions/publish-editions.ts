import type { BusEntry, Outcome, Publish } from './aws/bus';

/** An event for the bus, and the same one as older types have it. */
export interface Editions {
  readonly entry: BusEntry;
  readonly older: readonly BusEntry[];
}

/**
 * Publishes events in all their editions, at most ten events at once. An event is published when each of its editions
 * is; else the outcome is that of the first one that is not, and a later try repeats those that are, with the same id.
 *
 * The editions of a type go in requests of their own, all at the same time: a step takes no longer than without them,
 * and of each type the events of an order still come one after the other.
 */
export async function publishEditions(publish: Publish, events: readonly Editions[]): Promise<Outcome[]> {
  const depth = Math.max(0, ...events.map(({ older }) => older.length));
  const requests = Array.from({ length: depth }, (_, i) =>
    events.flatMap(({ older }, event) => (older[i] ? [{ event, entry: older[i] }] : [])),
  );
  const [newest, ...others] = await Promise.all([
    publish(events.map(({ entry }) => entry)),
    ...requests.map((request) => publish(request.map(({ entry }) => entry))),
  ]);
  const outcomes = events.map((_, event): Outcome => newest[event] ?? NO_ANSWER);
  others.forEach((answers, i) => {
    requests[i]?.forEach(({ event }, at) => {
      if (outcomes[event]?.published) outcomes[event] = answers[at] ?? NO_ANSWER;
    });
  });
  return outcomes;
}

const NO_ANSWER: Outcome = { published: false, code: 'NoAnswer', retryable: true };
