/** One thing that happened: a request, a message sent, an invocation, an event delivered. */
export interface JournalEntry {
  /** Milliseconds since 1970, by the stack's clock. */
  readonly at: number;
  /** `http.request`, `sqs.SendMessage`, `lambda.outcome`, `events.delivered`, … */
  readonly kind: string;
  /** Where: a function's, queue's, bus's or rule's name. */
  readonly where: string;
  /** Ids by which AWS would know it: of a request, a message, an event. They tie entries together. */
  readonly ids: readonly string[];
  /** What was said there; JSON where it was an object. */
  readonly text: string;
}

export interface NewEntry extends Omit<JournalEntry, 'text' | 'at'> {
  readonly content: unknown;
}

export interface Journal {
  record(entry: NewEntry): void;
  /**
   * Every entry that speaks of an id, in order: those whose text holds it, and those that belong to them.
   * (The request of a delivery knows nothing of the id that its answer gives out.)
   */
  about(id: string): JournalEntry[];
}

export interface JournalOptions {
  readonly now: () => number;
  /** Called with each entry as it is made. */
  readonly onEntry?: ((entry: JournalEntry) => void) | undefined;
  /** How many entries are kept; the oldest go first. */
  readonly capacity?: number;
  /** About how many characters are kept. */
  readonly characters?: number;
}

interface Kept extends NewEntry {
  readonly at: number;
  readonly weight: number;
}

export function createJournal(options: JournalOptions): Journal {
  const { now, onEntry, capacity = 20_000, characters = 64 * 1024 * 1024 } = options;
  let kept: Kept[] = [];
  let first = 0;
  let weight = 0;

  return {
    record(entry) {
      const added = { ...entry, at: now(), weight: weigh(entry.content) };
      kept.push(added);
      weight += added.weight;
      while (kept.length - first > capacity || (weight > characters && first < kept.length)) {
        weight -= kept[first]?.weight ?? 0;
        first++;
      }
      if (first >= 1000) {
        kept = kept.slice(first);
        first = 0;
      }
      onEntry?.(toEntry(added));
    },
    about(id) {
      const entries = kept.slice(first).map(toEntry);
      const direct = new Set(entries.filter((entry) => entry.ids.includes(id) || entry.text.includes(id)));
      const ids = new Set([...direct].flatMap((entry) => entry.ids));
      return entries.filter((entry) => direct.has(entry) || entry.ids.some((own) => ids.has(own)));
    },
  };
}

/** Contents are kept as they are and become text only when somebody asks: most are never read. */
function toEntry({ at, kind, where, ids, content }: Kept): JournalEntry {
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
