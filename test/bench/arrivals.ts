import type { JournalEntry } from '@order-events/local';

/** When which event reached a queue that takes the events' ids. */
export function createArrivals(queue: string) {
  const times = new Map<string, number>();
  const waiting = new Map<string, (time: number) => void>();
  return {
    see(entry: JournalEntry): void {
      if (entry.kind !== 'sqs.SendMessage' || entry.where !== queue) return;
      const { input } = JSON.parse(entry.text) as { input: { MessageBody: string } };
      const id = JSON.parse(input.MessageBody) as string;
      const now = performance.now();
      times.set(id, now);
      waiting.get(id)?.(now);
      waiting.delete(id);
    },
    /** The clock's milliseconds when the event arrived: at once where it has, else as soon as it does. */
    of: async (id: string): Promise<number> =>
      times.get(id) ?? new Promise<number>((resolve) => waiting.set(id, resolve)),
  };
}
