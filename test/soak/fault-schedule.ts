import type { AddedFault, Fault, Faults } from '@order-events/local';
import type { Random } from '../../lib/random';
import { shuffled } from './shuffled';

export interface WeatherOptions {
  readonly random: Random;
  readonly faults: Faults;
  /** The name in the running stack of a function that has been called. */
  readonly functionNamed: (part: string) => string;
  /** A text that is part of the addresses of the pipeline's own queues, and of no other. */
  readonly queues: string;
  readonly advance: (milliseconds: number) => void | Promise<void>;
}

/** Faults that come and go while deliveries are sent, and a clock that jumps ahead. */
export interface FaultSchedule {
  /** To be told of each delivery. */
  change(): Promise<void>;
  /** Takes every fault away. */
  clear(): void;
  /** How many calls, batches and invocations each kind of fault has hit. */
  hits(): Record<string, number>;
  /** By how many milliseconds the clock was moved. */
  moved(): number;
}

/** In deliveries. */
const BETWEEN_FAULTS = 15;
const BETWEEN_KILLS = 500;
const BETWEEN_RETRIES = 150;
const BETWEEN_TIMEOUTS = 1_500;
/** Past a backoff. */
const RETRY_MS = 4_000;
/** Past the visibility time-out of what a killed worker held. */
const TIMEOUT_MS = 181_000;
/** Faults that are on at the same time; the oldest goes first. */
const MOST_FAULTS = 4;
/** In calls that it hits: most faults are a hiccup, of 100 so many are an outage, in which a backlog grows. */
const MOST_OF_HICCUP = 4;
const OUTAGES = 20;
const LEAST_OF_OUTAGE = 20;
const MOST_OF_OUTAGE = 80;

export function createFaultSchedule({ random, faults, advance, ...names }: WeatherOptions): FaultSchedule {
  const nextFault = inTurns(random, () => faultKinds(names.queues));
  const nextKill = inTurns(random, () => killKinds(names));
  const active: { name: string; fault: AddedFault; times: number }[] = [];
  const counts = new Map<string, number>();
  let deliveries = 0;
  let moved = 0;

  function start([name, make]: Kind, times: number): void {
    active.push({ name, fault: faults.add({ ...make(random), times }), times });
    if (active.length > MOST_FAULTS) end();
  }

  const between = (least: number, most: number) => least + random.whole(most - least + 1);
  const hiccup = () => between(1, MOST_OF_HICCUP);
  const outage = () => between(LEAST_OF_OUTAGE, MOST_OF_OUTAGE);

  function end(): void {
    const ended = active.shift();
    if (!ended) return;
    const { name, fault, times } = ended;
    counts.set(name, (counts.get(name) ?? 0) + times - fault.left);
    fault.remove();
  }

  async function move(milliseconds: number): Promise<void> {
    moved += milliseconds;
    await advance(milliseconds);
  }

  return {
    async change() {
      deliveries++;
      if (deliveries % BETWEEN_FAULTS === 0)
        start(nextFault(), random.whole(100) < OUTAGES ? outage() : hiccup());
      if (deliveries % BETWEEN_KILLS === 0) start(nextKill(), hiccup());
      if (deliveries % BETWEEN_RETRIES === 0) await move(RETRY_MS);
      if (deliveries % BETWEEN_TIMEOUTS === 0) await move(TIMEOUT_MS);
    },
    clear() {
      while (active.length > 0) end();
    },
    hits: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    moved: () => moved,
  };
}

/** Every kind once, in some order, and then again. */
function inTurns(random: Random, kinds: () => Kind[]): () => Kind {
  let left: Kind[] = [];
  return () => {
    if (left.length === 0) left = shuffled(random, kinds());
    return left.pop() as Kind;
  };
}

type Kind = readonly [name: string, make: (random: Random) => Fault];

function faultKinds(queues: string): Kind[] {
  const send = { service: 'sqs', action: 'SendMessage', match: queues } as const;
  const put = { service: 'events', action: 'PutEvents' } as const;
  const change = { service: 'sqs', action: 'ChangeMessageVisibilityBatch', match: queues } as const;
  const remove = { service: 'sqs', action: 'DeleteMessageBatch', match: queues } as const;
  const secret = { service: 'secretsmanager', action: 'GetSecretValue' } as const;
  const delay = (random: Random) => ({ kind: 'delay', milliseconds: 20 + random.whole(300) }) as const;
  return [
    ['send throttled', () => ({ kind: 'throttle', ...send })],
    ['send failed', () => ({ kind: 'fail', status: 503, ...send })],
    ['send unanswered', () => ({ kind: 'drop', when: 'before', ...send })],
    ['send done, unanswered', () => ({ kind: 'drop', when: 'after', ...send })],
    ['send done, answer malformed', () => ({ kind: 'malformed', ...send })],
    ['send slow', (random) => ({ ...delay(random), ...send })],
    ['put throttled', () => ({ kind: 'throttle', ...put })],
    ['put failed', () => ({ kind: 'fail', status: 500, ...put })],
    ['put failed for some', (random) => ({ kind: 'fail-entries', match: `${random.whole(10)}-\\"`, ...put })],
    ['put failed for all', () => ({ kind: 'fail-entries', code: 'ThrottlingException', ...put })],
    ['put unanswered', () => ({ kind: 'drop', when: 'before', ...put })],
    ['put done, unanswered', () => ({ kind: 'drop', when: 'after', ...put })],
    ['put done, answer malformed', () => ({ kind: 'malformed', ...put })],
    ['put slow', (random) => ({ ...delay(random), ...put })],
    ['postpone throttled', () => ({ kind: 'throttle', ...change })],
    ['postpone done, unanswered', () => ({ kind: 'drop', when: 'after', ...change })],
    ['delete unanswered', () => ({ kind: 'drop', when: 'before', ...remove })],
    ['delete done, unanswered', () => ({ kind: 'drop', when: 'after', ...remove })],
    ['secret slow', (random) => ({ ...delay(random), ...secret })],
    ['secret throttled', () => ({ kind: 'throttle', ...secret })],
    ['secret malformed', () => ({ kind: 'malformed', ...secret })],
    ['batch twice', () => ({ kind: 'duplicate' })],
    ['batch reordered', () => ({ kind: 'reorder' })],
  ];
}

/** Of both functions: at some time of an invocation, and on either side of the call that counts. */
function killKinds({ functionNamed, queues }: Pick<WeatherOptions, 'functionNamed' | 'queues'>): Kind[] {
  const [receive, normalize] = [functionNamed('Receive'), functionNamed('Normalize')];
  const send = { kind: 'kill', service: 'sqs', action: 'SendMessage', match: queues } as const;
  const put = { kind: 'kill', service: 'events', action: 'PutEvents' } as const;
  const remove = { kind: 'kill', service: 'sqs', action: 'DeleteMessageBatch', match: queues } as const;
  return [
    ['receive crashed', (random) => ({ kind: 'crash', function: receive, milliseconds: random.whole(20) })],
    ['receive killed before send', () => ({ ...send, when: 'before', function: receive })],
    ['receive killed after send', () => ({ ...send, when: 'after', function: receive })],
    [
      'normalize crashed',
      (random) => ({ kind: 'crash', function: normalize, milliseconds: random.whole(30) }),
    ],
    ['normalize killed before put', () => ({ ...put, when: 'before', function: normalize })],
    ['normalize killed after put', () => ({ ...put, when: 'after', function: normalize })],
    ['normalize killed at delete', () => ({ ...remove, when: 'after', function: normalize })],
  ];
}
