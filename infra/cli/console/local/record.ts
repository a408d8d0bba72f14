import type { Outcome, Step, Stop, Tone } from '../model';

/** What is known of one delivery so far. */
export interface Recorded {
  readonly key: string;
  readonly at: number;
  provider: string;
  endpoint?: string;
  outcome: Outcome;
  id?: string;
  correlationId?: string;
  order?: string;
  number?: string;
  type?: string;
  code?: string;
  attempts: number;
  tookMs?: number;
  notices?: number;
  secretPosition?: number;
  layout?: string;
  revision: number;
  issues: readonly string[];
  readonly stops: OpenStop[];
  /** Texts as they came; the oldest are given up first. */
  texts: { request?: string; message?: string; event?: string };
}

interface OpenStop extends Stop {
  state: Stop['state'];
  readonly steps: Step[];
}

/** The steps of one stop are worth reading up to a point: a delivery may be retried for hours. */
const MOST_STEPS = 200;

/** Notes a step of a delivery's way, and the state in which it leaves the stop. */
export function addStep(
  { stops }: Recorded,
  stop: Pick<Stop, 'kind' | 'name' | 'state'>,
  at: number,
  tone: Tone,
  text: string,
): void {
  const known = stops.find(({ kind, name }) => kind === stop.kind && name === stop.name);
  const { state } = stop;
  const open = known ?? { ...stop, steps: [] };
  open.state = state;
  if (!known) stops.push(open);
  if (open.steps.length < MOST_STEPS) open.steps.push({ at, tone, text });
}

/** The stops in the order of the way, those that were not reached included. */
export function wayOf({ stops, outcome }: Recorded): Stop[] {
  const ends = outcome === 'refused' || outcome === 'ignored';
  return PLACES.flatMap(({ kind, name }): Stop[] => {
    const reached = stops.filter((stop) => stop.kind === kind);
    if (reached.length > 0) return reached;
    if (kind === 'subscriber' || kind === 'dead letters' || ends) return [];
    return [{ kind, name, state: 'not reached', steps: [] }];
  });
}

const PLACES = [
  { kind: 'receive', name: 'receive' },
  { kind: 'queue', name: 'queue' },
  { kind: 'normalize', name: 'normalize' },
  { kind: 'bus', name: 'bus' },
  { kind: 'subscriber', name: '' },
  { kind: 'dead letters', name: '' },
] as const;
