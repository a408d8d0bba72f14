import { LinkedList } from './linked-list';

const WINDOW_MILLISECONDS = 5 * 60 * 1000;

/** What the sender of a duplicate gets: the first message's identity. */
export interface Sent {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

export type Deduplication = ReturnType<typeof createDeduplication>;

/** Who was sent within the last five minutes; a message counts even after it was received and deleted. */
export function createDeduplication() {
  const sent = new Map<string, Sent>();
  const byAge = new LinkedList<{ readonly key: string; readonly expiresAt: number }>();

  return {
    find(key: string, now: number): Sent | undefined {
      for (let place = byAge.first; place && place.value.expiresAt <= now; place = byAge.first) {
        byAge.remove(place);
        sent.delete(place.value.key);
      }
      return sent.get(key);
    },
    remember(key: string, entry: Sent, now: number): void {
      sent.set(key, entry);
      byAge.push({ key, expiresAt: now + WINDOW_MILLISECONDS });
    },
  };
}
