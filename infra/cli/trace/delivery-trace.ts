import { FAILURES, type FailureKind } from '../../../lib/failure';
import type { LogLine } from '../../../lib/log-line';
import type { Tone } from '../style';

/** What became of a delivery, and each step of its way: for `npm run trace` and the console. */
export interface DeliveryTrace {
  /** The event's id, else the HTTP request's: what ties the steps together. */
  readonly key: string;
  /** The event's id. Absent where the request was refused: nobody trusts what it says. */
  readonly id?: string | undefined;
  readonly provider: string;
  readonly endpoint?: string | undefined;
  readonly account?: string | undefined;
  /** The ids of the HTTP requests that brought it: more than one where it was repeated. */
  readonly correlationIds: readonly string[];
  /** The provider's word for the event. */
  readonly event?: string | undefined;
  /** What was published. */
  readonly type?: string | undefined;
  readonly state: TraceState;
  /** In the order of their times. */
  readonly steps: readonly TraceStep[];
}

/**
 * Where a delivery is, as far as its steps tell. `waiting`: on the queue, not tried yet. `retrying`: on the queue, tried
 * in vain.
 */
export type TraceState = 'refused' | 'ignored' | 'waiting' | 'retrying' | 'published' | 'dead';

/** One thing that happened to a delivery. */
export interface TraceStep {
  /** UTC, RFC 3339. */
  readonly at: string;
  /** Where on the way: at the door, on the queue, in `normalize`, on the bus, at a rule or its target, or dead. */
  readonly place: 'answer' | 'queue' | 'attempt' | 'bus' | 'rule' | 'target' | 'dead letter';
  readonly tone: Tone;
  /** A sentence without its end: `401, SIGNATURE_MISMATCH`. It names places and codes, never a value of a payload. */
  readonly text: string;
  /** What there is to say beside it: each issue. */
  readonly details?: readonly string[] | undefined;
}

/** The ways of all deliveries that these lines speak of, the first to come first. */
export function assembleTraces(lines: readonly LogLine[]): DeliveryTrace[] {
  const groups = new Map<string, LogLine[]>();
  const sorted = [...lines].sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  for (const line of sorted) {
    const key = line.id ?? line.correlationId ?? `${line.timestamp} ${line.provider}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups].map(([key, group]) => traceOf(key, group));
}

function traceOf(key: string, lines: readonly LogLine[]): DeliveryTrace {
  const known = <Name extends keyof LogLine>(name: Name): LogLine[Name] | undefined =>
    lines.findLast((line) => line[name] !== undefined)?.[name];
  return {
    key,
    id: known('id'),
    provider: known('provider') ?? 'unknown',
    endpoint: known('endpoint'),
    account: known('account'),
    correlationIds: [...new Set(lines.flatMap(({ correlationId }) => correlationId ?? []))],
    event: known('event'),
    type: known('type'),
    state: stateOf(lines),
    steps: lines.flatMap(stepsOf),
  };
}

/** The last word counts, except that a repeat of what was done long ago changes nothing. */
function stateOf(lines: readonly LogLine[]): TraceState {
  const last = lines.findLast(({ message, repeat }) => message !== 'accepted' || !repeat) ?? lines.at(-1);
  switch (last?.message) {
    case 'refused':
      return 'refused';
    case 'ignored':
      return 'ignored';
    case 'published':
      return 'published';
    case 'dead-lettered':
      return 'dead';
    case 'retried':
    case 'not dead-lettered':
      return 'retrying';
    default:
      return 'waiting';
  }
}

/** What the sender hears of a failure at the door. */
const ANSWERS: Readonly<Record<FailureKind, string>> = {
  refused: '401',
  unavailable: '503',
  unreadable: '500',
};

function stepsOf(line: LogLine): TraceStep[] {
  const { timestamp: at, code = 'no code', provider, receives, issues: details, stage } = line;
  const tries = receives === undefined ? '' : `attempt ${receives}: `;
  const step = (place: TraceStep['place'], tone: Tone, text: string): TraceStep => ({
    ...{ at, place, tone, text },
    ...(details && details.length > 0 && { details }),
  });
  switch (line.message) {
    case 'accepted':
      return [
        step('answer', 'good', '200, accepted'),
        line.repeat
          ? step('queue', 'warn', 'dropped by SQS: the same id came less than five minutes before')
          : step('queue', 'dim', `stored on the queue of ${provider}`),
      ];
    case 'ignored':
      return [step('answer', 'dim', `200, ignored: ${line.event ?? 'its event'} is not mapped`)];
    case 'refused':
      return [step('answer', 'bad', `${answerOf(code)}, refused: ${code}`)];
    case 'retried': {
      const again = line.retryInSeconds === undefined ? '' : `; tried again in ${line.retryInSeconds} s`;
      return [step('attempt', 'warn', `${tries}the bus did not accept it: ${code}${again}`)];
    }
    case 'published':
      return [
        step(
          'bus',
          'good',
          `${tries}published as ${line.type ?? 'an event'}${line.replay ? `, a replay by ${line.replayedBy ?? 'somebody'}` : ''}`,
        ),
      ];
    case 'dead-lettered':
      return [step('dead letter', 'bad', `${tries}${code}${stage ? ` at ${stage}` : ''}`)];
    case 'not dead-lettered':
      return [step('attempt', 'warn', `${tries}${code}; the dead-letter queue did not accept it either`)];
  }
}

function answerOf(code: string): string {
  if (code === 'PAYLOAD_TOO_LARGE') return '413';
  return Object.hasOwn(FAILURES, code) ? ANSWERS[FAILURES[code as keyof typeof FAILURES][0]] : '5xx';
}
