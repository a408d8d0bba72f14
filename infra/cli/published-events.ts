import type { JournalEntry } from '@order-events/local';

/** What the bus took, by event id, from now on. */
export interface PublishedEvents {
  /** Called with everything that happens in the local stack. */
  see(entry: JournalEntry): void;
  /** The event's JSON, as soon as the bus has taken it. */
  of(id: string): Promise<string>;
  /** Forgets everything, and looks no further. */
  close(): void;
}

export function watchPublishedEvents(): PublishedEvents {
  const details = new Map<string, string>();
  const waiting = new Map<string, (detail: string) => void>();
  let open = true;
  return {
    see({ kind, text }) {
      if (!open || kind !== 'events.PutEvents') return;
      const { input, output } = JSON.parse(text) as {
        input: { Detail: string };
        output: { EventId?: string };
      };
      if (!output.EventId) return;
      const { metadata } = JSON.parse(input.Detail) as { metadata?: { id?: string } };
      if (!metadata?.id) return;
      details.set(metadata.id, input.Detail);
      waiting.get(metadata.id)?.(input.Detail);
    },
    async of(id) {
      return details.get(id) ?? new Promise((resolve) => waiting.set(id, resolve));
    },
    close() {
      open = false;
      details.clear();
    },
  };
}
