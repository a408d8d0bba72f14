/** One thing that happened: a request, a message sent, an invocation, an event delivered. */
export interface Station {
  /** Milliseconds since 1970, by the stack's clock. */
  readonly at: number;
  /** `http.request`, `sqs.SendMessage`, `lambda.outcome`, `events.delivered`, … */
  readonly kind: string;
  /** Where: a function's, queue's, bus's or rule's name. */
  readonly where: string;
  /** Ids by which AWS would know it: of a request, a message, an event. They tie stations together. */
  readonly ids: readonly string[];
  /** What was said there; JSON where it was an object. */
  readonly text: string;
}

export interface NewStation extends Omit<Station, 'text' | 'at'> {
  readonly content: unknown;
}

export interface Journal {
  record(station: NewStation): void;
  /**
   * Every station that speaks of an id, in order: those whose text holds it, and those that belong to them.
   * (The request of a delivery knows nothing of the id that its answer gives out.)
   */
  about(id: string): Station[];
}

export interface JournalOptions {
  readonly now: () => number;
  /** Told of each station as it happens. */
  readonly onStation?: ((station: Station) => void) | undefined;
  /** How many stations are kept; the oldest go first. */
  readonly capacity?: number;
  /** About how many characters are kept. */
  readonly characters?: number;
}

interface Entry extends NewStation {
  readonly at: number;
  readonly weight: number;
}

export function createJournal(options: JournalOptions): Journal {
  const { now, onStation, capacity = 20_000, characters = 64 * 1024 * 1024 } = options;
  let entries: Entry[] = [];
  let first = 0;
  let weight = 0;

  return {
    record(station) {
      const entry = { ...station, at: now(), weight: weigh(station.content) };
      entries.push(entry);
      weight += entry.weight;
      while (entries.length - first > capacity || (weight > characters && first < entries.length)) {
        weight -= entries[first]?.weight ?? 0;
        first++;
      }
      if (first >= 1000) {
        entries = entries.slice(first);
        first = 0;
      }
      onStation?.(toStation(entry));
    },
    about(id) {
      const kept = entries.slice(first).map(toStation);
      const direct = new Set(kept.filter((station) => station.ids.includes(id) || station.text.includes(id)));
      const ids = new Set([...direct].flatMap((station) => station.ids));
      return kept.filter((station) => direct.has(station) || station.ids.some((own) => ids.has(own)));
    },
  };
}

/** Contents are kept as they are and become text only when somebody asks: most are never read. */
function toStation({ at, kind, where, ids, content }: Entry): Station {
  return {
    at,
    kind,
    where,
    ids,
    get text() {
      return typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
    },
  };
}

/** About as many characters as the content keeps alive. */
function weigh(content: unknown): number {
  if (typeof content === 'string') return content.length;
  if (typeof content !== 'object' || content === null) return 8;
  let sum = 16;
  for (const value of Object.values(content)) sum += weigh(value);
  return sum;
}
