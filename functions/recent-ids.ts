/** For so long SQS drops a message with a deduplication id that it has had. */
const REMEMBERED_MS = 5 * 60_000;
/** Of 100 requests a second, some 30,000 are remembered; of more, the newest. */
const MOST_REMEMBERED = 50_000;

/** The ids that this process accepted in the last five minutes. Another process may have accepted others. */
export interface RecentIds {
  /** @param at milliseconds */
  has(id: string, at: number): boolean;
  /** @param at milliseconds */
  add(id: string, at: number): void;
}

export function createRecentIds(): RecentIds {
  const times = new Map<string, number>();
  const has = (id: string, at: number): boolean => {
    const known = times.get(id);
    return known !== undefined && at - known < REMEMBERED_MS;
  };
  return {
    has,
    add(id, at) {
      // The first one counts for SQS, a repeat does not prolong it.
      if (has(id, at)) return;
      times.delete(id);
      times.set(id, at);
      const [oldest, since] = times.entries().next().value ?? ['', at];
      if (times.size > MOST_REMEMBERED || at - since >= REMEMBERED_MS) times.delete(oldest);
    },
  };
}
