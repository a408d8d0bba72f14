import type { LogLine } from '../../../lib/log-line';
import type { LogSource } from '../logs/log-source';
import { assembleTraces, type DeliveryTrace, type TraceStep } from '../trace/delivery-trace';
import { searchLines } from '../trace/search';
import type { DeliveryRow, Outcome, PlaceInfo, Stop } from './model';
import { type Known, MOST_ROWS, type Source } from './source';

export interface LogSourceOptions {
  readonly logs: LogSource;
  readonly info: Pick<PlaceInfo, 'kind' | 'label'>;
  /** The stack's `LogHashKey`: without it no order is found by its number. */
  readonly hashKey: string | undefined;
  /** From when on deliveries are listed: milliseconds since 1970. */
  readonly since: number;
  readonly now: () => number;
  /** Adds what is known of subscribers, which our functions' logs do not tell. */
  readonly withSubscribers: (trace: DeliveryTrace) => Promise<DeliveryTrace>;
  /** Called with what went wrong while looking for news. */
  readonly warn: (text: string) => void;
}

/** Logs Insights costs by what it looks through, and has its lines after some seconds anyway. */
const LOOK_AGAIN_MS = 15_000;
/** Lines are found a little after they were written. */
const LATE_MS = 60_000;
/** How far back one delivery is searched for. */
const SEARCH_MS = 14 * 86_400_000;

const GAPS = [
  'It reads logs: they hold no payload, no event and no order number. An order is found by its number or id all the same.',
  'A payload is shown of a dead letter, under Dead letters.',
];

/** Deliveries of a stack as its functions' logs tell them: through Logs Insights, or a local stack's groups. */
export function createLogSource(options: LogSourceOptions): Source {
  const { logs, hashKey, now, withSubscribers, warn } = options;
  const lines = new Map<string, Map<string, LogLine>>();
  const rows = new Map<string, DeliveryRow>();
  const listeners = new Set<(rows: readonly DeliveryRow[]) => void>();
  let revision = 0;
  let from = options.since;
  let looking: Promise<void> | undefined;

  function take(found: readonly LogLine[]): DeliveryRow[] {
    const touched = new Set<string>();
    for (const line of found) {
      const key = line.id ?? line.correlationId;
      if (key === undefined) continue;
      const known = lines.get(key) ?? new Map<string, LogLine>();
      lines.set(key, known);
      const text = JSON.stringify(line);
      if (known.has(text)) continue;
      known.set(text, line);
      touched.add(key);
    }
    const changed = [...touched].flatMap((key) => {
      const [trace] = assembleTraces([...(lines.get(key)?.values() ?? [])]);
      return trace ? [toRow(trace, [...(lines.get(key)?.values() ?? [])], ++revision)] : [];
    });
    for (const row of changed) rows.set(row.key, row);
    for (const oldest of rows.keys()) {
      if (rows.size <= MOST_ROWS) break;
      rows.delete(oldest);
      lines.delete(oldest);
    }
    if (changed.length > 0) for (const listener of listeners) listener(changed);
    return changed;
  }

  async function look(): Promise<void> {
    const until = now();
    const found: LogLine[] = [];
    for await (const line of logs.lines({ since: from, until })) found.push(line);
    from = Math.max(from, until - LATE_MS);
    take(found);
  }

  /** One look at a time serves everybody who waits. */
  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  async function search(word: string): Promise<DeliveryRow[]> {
    const found = await searchLines({ logs, word, hashKey, since: now() - SEARCH_MS, until: now() });
    take(found);
    const keys = new Set(found.flatMap(({ id, correlationId }) => id ?? correlationId ?? []));
    return [...keys].flatMap((key) => rows.get(key) ?? []);
  }

  return {
    info: { ...options.info, gaps: GAPS },
    now,
    async rows() {
      if (rows.size === 0) await lookOnce();
      return [...rows.values()];
    },
    watch(listener) {
      listeners.add(listener);
      const again = () => void lookOnce().catch((error: Error) => warn(error.message));
      const timer = setInterval(again, LOOK_AGAIN_MS);
      timer.unref();
      return () => {
        clearInterval(timer);
        listeners.delete(listener);
      };
    },
    async find(key): Promise<Known | undefined> {
      if (!rows.has(key)) await search(key);
      const row = rows.get(key);
      const [trace] = assembleTraces([...(lines.get(key)?.values() ?? [])]);
      if (!row || !trace) return undefined;
      const { steps } = await withSubscribers(trace);
      const issues = [...(lines.get(key)?.values() ?? [])].flatMap((line) => line.issues ?? []);
      return { row, way: toWay(steps, trace), issues: row.outcome === 'published' ? [] : issues, gaps: GAPS };
    },
    search,
  };
}

const OUTCOMES: Readonly<Record<DeliveryTrace['state'], Outcome>> = {
  refused: 'refused',
  ignored: 'ignored',
  waiting: 'waiting',
  retrying: 'retrying',
  published: 'published',
  dead: 'dead-lettered',
};

function toRow(trace: DeliveryTrace, lines: readonly LogLine[], revision: number): DeliveryRow {
  const known = <Name extends keyof LogLine>(name: Name): LogLine[Name] | undefined =>
    lines.findLast((line) => line[name] !== undefined)?.[name];
  const outcome = OUTCOMES[trace.state];
  const [correlationId] = trace.correlationIds;
  const took = lines.findLast(({ message }) => message === 'published')?.age;
  const fields = {
    endpoint: trace.endpoint,
    id: trace.id,
    correlationId,
    type: trace.type ?? trace.event,
    code: outcome === 'published' ? undefined : known('code'),
    tookMs: took,
    secretPosition: known('key'),
    layout: known('layout'),
  };
  return {
    ...{
      key: trace.key,
      at: Date.parse(trace.steps[0]?.at ?? ''),
      provider: trace.provider,
      outcome,
      revision,
    },
    attempts: Math.max(0, ...lines.map(({ receives }) => receives ?? 0)),
    ...withoutAbsent(fields),
  };
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

const withoutAbsent = <Fields extends object>(fields: Fields): Present<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<Fields>;

const KINDS: Readonly<Record<TraceStep['place'], Stop['kind']>> = {
  answer: 'receive',
  queue: 'queue',
  attempt: 'normalize',
  bus: 'bus',
  rule: 'subscriber',
  target: 'subscriber',
  'dead letter': 'dead letters',
};

/** The boxes of the picture, out of the steps that the log tells. */
function toWay(steps: readonly TraceStep[], { state }: DeliveryTrace): Stop[] {
  const refused = state === 'refused' || state === 'ignored';
  const kinds: readonly Stop['kind'][] = refused
    ? ['receive']
    : ['receive', 'queue', 'normalize', 'bus', 'subscriber', 'dead letters'];
  return kinds.flatMap((kind): Stop[] => {
    const own = steps.filter(({ place }) => KINDS[place] === kind);
    if (own.length === 0 && (kind === 'subscriber' || kind === 'dead letters')) return [];
    const found = own.flatMap(({ at, tone, text, details = [] }) =>
      [text, ...details].map((said) => ({
        at: Date.parse(at),
        tone: tone === 'dim' ? ('quiet' as const) : tone,
        text: said,
      })),
    );
    return [{ kind, name: kind, state: stateOf(kind, found, state), steps: found }];
  });
}

function stateOf(kind: Stop['kind'], steps: Stop['steps'], state: DeliveryTrace['state']): Stop['state'] {
  const passed = state === 'published' || state === 'dead';
  if (kind === 'subscriber') return 'unknown';
  if (kind === 'dead letters') return passed && state === 'published' ? 'passed' : 'failed';
  if (kind === 'receive') return state === 'refused' ? 'failed' : 'passed';
  if (kind === 'normalize') return state === 'dead' ? 'failed' : passed ? 'passed' : 'waiting';
  if (kind === 'queue') return passed ? 'passed' : 'waiting';
  return steps.some(({ tone }) => tone === 'good') ? 'passed' : 'not reached';
}
