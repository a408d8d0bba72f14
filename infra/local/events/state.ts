import type { Pattern } from '../../eventbridge/pattern';
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

/** All that EventBridge knows, and what it works with. */
export interface EventsState extends EventsOptions {
  readonly buses: Map<string, Bus>;
}
