import type { DeliveryRow, PlaceInfo, Stop } from './model';

/** What the pages show of deliveries, wherever it comes from: the local stack's journal, or a deployed stack's logs. */
export interface Source {
  readonly info: Pick<PlaceInfo, 'kind' | 'label' | 'gaps'>;
  /** The source's clock: milliseconds since 1970. */
  now(): number;
  /** The newest deliveries, at most {@link MOST_ROWS}, in no order. */
  rows(): Promise<readonly DeliveryRow[]>;
  /** Calls the listener with rows that are new or have changed; returns what ends it. */
  watch(listener: (rows: readonly DeliveryRow[]) => void): () => void;
  /** Everything that is known of one delivery; undefined where it is not, or no longer. */
  find(key: string): Promise<Known | undefined>;
  /**
   * The deliveries that a word names; for a source whose rows do not say it themselves.
   * @throws UsageError where the word names nothing that it could look for
   */
  search?(word: string): Promise<readonly DeliveryRow[]>;
}

/** As many deliveries as are kept and shown. */
export const MOST_ROWS = 20_000;

/** One delivery as a source knows it: texts as they were, nothing masked. */
export interface Known {
  readonly row: DeliveryRow;
  readonly way: readonly Stop[];
  /** The request as it came. */
  readonly request?: HttpRequest;
  /** The queue message: JSON of a `Delivery`. */
  readonly message?: string;
  /** The event's `detail` as JSON. */
  readonly event?: string;
  /** `/path: what is wrong`. */
  readonly issues: readonly string[];
  readonly gaps: readonly string[];
}

export interface HttpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
