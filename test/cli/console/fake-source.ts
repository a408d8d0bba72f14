import type { DeliveryRow } from '../../../infra/cli/console/model';
import type { Known, Source } from '../../../infra/cli/console/source';

/** A source that knows what a test tells it. */
export interface FakeSource extends Source {
  change(row: DeliveryRow): void;
  /** How many pages watch it. */
  watchers(): number;
}

export function createFakeSource(rows: readonly DeliveryRow[], known: readonly Known[] = []): FakeSource {
  const listeners = new Set<(rows: readonly DeliveryRow[]) => void>();
  return {
    info: { kind: 'local', label: 'a test', gaps: [] },
    now: Date.now,
    rows: async () => rows,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    find: async (key) => known.find(({ row }) => row.key === key),
    change(row) {
      for (const listener of listeners) listener([row]);
    },
    watchers: () => listeners.size,
  };
}

export const rowOf = (key: string, fields: Partial<DeliveryRow> = {}): DeliveryRow => ({
  ...{ key, at: 1_000, provider: 'some-shop', outcome: 'waiting', attempts: 0, revision: 0 },
  ...fields,
});
