/** What the console's server says to its pages, as JSON. */

/** What became of a delivery, in the words of every page. */
export const OUTCOMES = [
  'refused',
  'ignored',
  'repeat',
  'waiting',
  'retrying',
  'published',
  'dead-lettered',
  'subscriber failed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One delivery, as small as a list of 20,000 needs it. What a source cannot tell is absent. */
export interface DeliveryRow {
  /** Names the delivery in addresses: the id of its request, or of its event where no request is known. */
  readonly key: string;
  /** When it was received: milliseconds since 1970. */
  readonly at: number;
  readonly provider: string;
  readonly endpoint?: string;
  readonly outcome: Outcome;
  /** The event's id. */
  readonly id?: string;
  /** The id of the request. */
  readonly correlationId?: string;
  /** The order's canonical id. */
  readonly order?: string;
  /** The order's number, as people know it. */
  readonly number?: string;
  /** The event's type; before there is one, the provider's word for it. */
  readonly type?: string;
  /** Why it was refused, retried or dead-lettered. */
  readonly code?: string;
  /** How often it was taken from its queue. */
  readonly attempts: number;
  /** From being received to the bus, in milliseconds. */
  readonly tookMs?: number;
  readonly notices?: number;
  /** Position of the endpoint's secret that matched, and the layout of what was encrypted. */
  readonly secretPosition?: number;
  readonly layout?: string;
  /** Rises with every change of any row. */
  readonly revision: number;
}

/** Good, needs nobody; warn, may need somebody; bad, needs somebody; quiet, says nothing of the kind. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

/** One thing that happened on a delivery's way. */
export interface Step {
  readonly at: number;
  readonly tone: Tone;
  readonly text: string;
}

/** One place of the way: the picture has a box for it. */
export interface Stop {
  readonly kind: 'receive' | 'queue' | 'normalize' | 'bus' | 'subscriber' | 'dead letters';
  readonly name: string;
  readonly state: 'passed' | 'waiting' | 'failed' | 'not reached' | 'unknown';
  readonly steps: readonly Step[];
}

/** One line of a JSON document. */
export interface Line {
  /** How deep it is nested. */
  readonly depth: number;
  /** The key with its colon, or nothing in a list. */
  readonly key?: string;
  /** The value, or a bracket. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'word' | 'bracket' | 'hidden';
  /** What is wrong, or worth knowing, at this place. */
  readonly marks?: readonly { readonly tone: Tone; readonly text: string }[];
}

/** A JSON document, without what may be personal: a line of the kind `hidden` can be revealed by its position. */
export interface Document {
  readonly lines: readonly Line[];
  /** Why it is not whole, or not there. */
  readonly remark?: string;
}

/** One field that is not as it was in the order's previous event. */
export interface Change {
  /** JSON Pointer into the event's `data`. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface DeliveryDetail {
  readonly row: DeliveryRow;
  /** What its code means, and what to do. */
  readonly why?: string;
  readonly way: readonly Stop[];
  readonly payload: Document;
  readonly event: Document;
  readonly notices: readonly { readonly code: string; readonly path: string; readonly count?: number }[];
  readonly issues: readonly string[];
  /** What differs from the order's previous event; absent where there is none. */
  readonly changes?: { readonly since: number; readonly key: string; readonly fields: readonly Change[] };
  /** What this source cannot tell of this delivery, in sentences. */
  readonly gaps: readonly string[];
}

/** What the console looks at. */
export interface PlaceInfo {
  readonly kind: 'local' | 'deployed';
  readonly label: string;
  /** The stack's name, to be typed before a replay; absent where none is asked for. */
  readonly confirm?: string;
  /** Whether dead letters may be replayed. */
  readonly canReplay: boolean;
  /** Whether test deliveries can be sent. */
  readonly canSend: boolean;
  readonly providers: readonly string[];
  /** What it cannot tell, in sentences. */
  readonly gaps: readonly string[];
}

/** A list of rows as it is now. */
export interface Deliveries {
  /** The source's clock: milliseconds since 1970. */
  readonly now: number;
  readonly rows: readonly DeliveryRow[];
}

/** One dead letter, as a list shows it. */
export interface DeadRow {
  /** The event's id; where it is unknown SQS's message id. */
  readonly id: string;
  readonly queue: string;
  readonly provider: string | null;
  readonly order: string | null;
  readonly code: string | null;
  readonly stage: string | null;
  /** Where it failed first: a place in the payload, or the subscriber's target. */
  readonly place: string;
  readonly deadAt: string | null;
}

export interface DeadLetters {
  readonly rows: readonly DeadRow[];
  /** What could not be looked into, in sentences. */
  readonly warnings: readonly string[];
}

/** A dead letter, read with today's code. */
export interface Explanation {
  readonly id: string;
  readonly queue: string;
  readonly order: string | null;
  /** Why it is one, as it was recorded then. */
  readonly recorded: readonly string[];
  readonly today: {
    readonly succeeds: boolean;
    /** What it would become, or what still fails. */
    readonly text: string;
  };
  readonly payload: Document;
}

/** What becomes, or became, of a dead letter. */
export interface Replayed {
  readonly id: string;
  readonly order: string | null;
  /** The failure that it has. */
  readonly was: string;
  /** The event that it becomes, or the failure that remains. */
  readonly now: string;
  readonly ok: boolean;
  /** Absent in a dry run. */
  readonly result?: string;
}

export interface Replay {
  readonly rows: readonly Replayed[];
  readonly warnings: readonly string[];
}

/** An endpoint of a secret document: whether a secret is set, and never which. */
export interface EndpointRow {
  readonly provider: string;
  readonly name: string;
  readonly account?: string;
  readonly event?: string;
  readonly timeZone?: string;
  readonly layout?: string;
  readonly secrets: number;
  /** `/field: what is wrong`, or worth a look. */
  readonly issues: readonly string[];
}

export interface Endpoints {
  readonly rows: readonly EndpointRow[];
  readonly documents: readonly {
    readonly provider: string;
    /** When the document was put: milliseconds since 1970. */
    readonly since?: number;
    readonly error?: string;
    /** The provider's words for its events. */
    readonly events: readonly string[];
  }[];
}

/** What the sender of a test delivery heard. */
export interface Sent {
  readonly status: number;
  readonly body: string;
  readonly path: string;
}

export interface RuleRow {
  readonly name: string;
  readonly enabled: boolean;
  readonly pattern: string;
  readonly targets: readonly { readonly name: string; readonly deadLetters: boolean }[];
  /** Keys of those of the last events that match. */
  readonly matching: readonly string[];
  /** Keys of deliveries whose event did not reach its targets, or failed there. */
  readonly failed: readonly string[];
}

export interface Rules {
  readonly bus: string;
  readonly rules: readonly RuleRow[];
  /** How many events were looked at. */
  readonly events: number;
  readonly remark?: string;
}

/** One of the last events, and whether a pattern matches it. */
export interface Judged {
  readonly key: string;
  readonly number: string;
  readonly type: string;
  readonly matches: boolean;
  /** Each field of the pattern that says no, and what stands there. */
  readonly why: readonly { readonly field: string; readonly found: string }[];
}

export interface OrderDetail {
  readonly order: string;
  readonly events: readonly {
    readonly key: string;
    readonly at: number;
    readonly type: string;
    readonly outcome: Outcome;
    /** When it happened at the provider, where that is known. */
    readonly time?: string;
    readonly statuses: Readonly<Record<string, string>>;
    readonly total?: string;
    readonly lines?: number;
    readonly newest: boolean;
  }[];
  readonly totals: readonly { readonly name: string; readonly amount: string }[];
}
