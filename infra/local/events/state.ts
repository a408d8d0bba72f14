import type { Pattern } from '../../eventbridge/pattern';
import type { StoredEvent } from './bus-event';
import type { EventsOptions } from './options';
import type { Target } from './target';

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  description: string | undefined;
  readonly rules: Map<string, Rule>;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: Bus;
  state: string;
  patternText: string;
  pattern: Pattern;
  description: string | undefined;
  role: string | undefined;
  readonly targets: Map<string, Target>;
}

export interface Archive {
  readonly name: string;
  readonly arn: string;
  readonly bus: Bus;
  readonly created: number;
  description: string | undefined;
  patternText: string | undefined;
  pattern: Pattern | undefined;
  /** 0 is for ever. */
  retentionDays: number;
  /** Oldest first. */
  events: StoredEvent[];
  /** The size of their details, in characters. */
  size: number;
}

export type ReplayState = 'STARTING' | 'RUNNING' | 'COMPLETED' | 'CANCELLED';

export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly archive: Archive;
  readonly description: string | undefined;
  /** Milliseconds since 1970, both. */
  readonly from: number;
  readonly to: number;
  /** The ARNs of the rules that it is for; undefined is all of the bus. */
  readonly rules: ReadonlySet<string> | undefined;
  readonly started: number;
  ended: number | undefined;
  lastReplayed: number | undefined;
  state: ReplayState;
}

/** All that EventBridge knows, and what it works with. */
export interface EventsState extends EventsOptions {
  readonly buses: Map<string, Bus>;
  readonly archives: Map<string, Archive>;
  readonly replays: Map<string, Replay>;
  /** Tags by the ARN of what they are on. */
  readonly tags: Map<string, Map<string, string>>;
}
