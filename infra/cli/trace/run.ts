import type { JournalEntry } from '@order-events/local';
import { isObject } from '../../../lib/json';
import { readArguments } from '../arguments';
import { type Clients, createClients } from '../clients';
import { UsageError } from '../exit';
import { openLogs } from '../logs/open-logs';
import { choosePlace, type Place } from '../place';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';
import { printClock, printError, printValue, shortId } from '../print';
import { outputsOf } from '../queues';
import { type Line, printLines, type Terminal } from '../terminal';
import { readWhen, WHEN } from '../when';
import { assembleTraces, type DeliveryTrace, type TraceState } from './delivery-trace';
import { journalSteps, withSteps } from './journal-steps';
import { ruleSteps } from './rules';
import { searchLines } from './search';

const CALL = 'npm run trace --';
const USAGE = `Tells the way of each delivery: the answer, the queue, attempts, the bus, rules, subscribers, dead letters.

  npm run trace -- <anything> [--since TIME] [--until TIME] [--limit N] [--json]

<anything> is an order's number or id, an event's id or the beginning of one, a correlation id, a trace id, or the
provider's own id of an event. Refused deliveries are found by their correlation id.

  --since TIME   ${WHEN}; 7d without it
  --until TIME   the same; now without it
  --limit N      shows the newest N deliveries, 20 without it
  --json         for programs: all of them

${PLACE_USAGE}
It reads the logs of receive and normalize (Logs Insights on AWS, which is paid by what it looks through) and the rules
of the bus. In the local stack it also asks the journal, which knows what became of each subscriber.
Exit codes: 0 found, 1 not found or not to be had, 2 wrong arguments, 130 interrupted.
`;

const OPTIONS = {
  ...PLACE_OPTIONS,
  since: { type: 'string' },
  until: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean' },
} as const;
const DEFAULT_SINCE = '7d';
const DEFAULT_LIMIT = '20';

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly now: () => number;
}

/** Runs the command; tells errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  const { terminal } = options;
  try {
    const { values, positionals } = readArguments(CALL, OPTIONS, [...argv]);
    if (values.help || argv.length === 0) {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    const [word = '', ...more] = positionals;
    if (word.trim() === '' || more.length > 0)
      throw new UsageError(
        `expected one id or number, found ${positionals.join(' ').trim() || 'none'}; see ${CALL} --help`,
      );
    return await trace(word, values, options);
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    return usage ? 2 : 1;
  }
}

async function trace(
  word: string,
  values: ReturnType<typeof readArguments<typeof OPTIONS>>['values'],
  { terminal, env, localFile, now }: RunOptions,
): Promise<number> {
  const { limit = DEFAULT_LIMIT } = values;
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError(`--limit ${limit}: expected a whole number from 1`);
  const since = readWhen('since', values.since ?? DEFAULT_SINCE, now());
  const until = values.until === undefined ? now() : readWhen('until', values.until, now());
  const place = await choosePlace(values, env, localFile);
  terminal.err(`talking to ${place.label}`);
  const clients = createClients(place.client);
  const outputs = await outputsOf(clients.cloudFormation, place.queues);
  const hashKey = outputs?.LogHashKey;
  const logs = openLogs(place, clients, place.name);
  const lines = await searchLines({ logs, word, hashKey, since, until });
  const all = assembleTraces(lines);
  if (all.length === 0) {
    if (values.json) terminal.json([]);
    terminal.err(
      `${word}: no delivery is in the log since ${new Date(since).toISOString()}. It never came, or came before: try --since 30d, or npm run dlq -- ls --order ${word}.`,
      'warn',
    );
    return 1;
  }
  const shown = values.json ? all : all.slice(-Number(limit));
  const traces: DeliveryTrace[] = [];
  for (const one of shown)
    traces.push(await withSubscribers(one, { clients, place, bus: outputs?.BusName ?? place.name }));
  if (values.json) terminal.json(traces);
  else printLines(terminal, print(traces, all.length, now()));
  return 0;
}

interface Surroundings {
  readonly clients: Clients;
  readonly place: Place;
  readonly bus: string;
}

/** What happened behind the bus: from the local stack's journal; on AWS, who takes such an event. */
async function withSubscribers(
  one: DeliveryTrace,
  { clients, place, bus }: Surroundings,
): Promise<DeliveryTrace> {
  if (one.id === undefined) return one;
  const entries = place.nearby ? await readJournal(place, one.id) : undefined;
  if (entries) return withSteps(one, journalSteps(entries));
  return withSteps(one, await ruleSteps(clients.events, bus, one));
}

/** `undefined` where what answers there keeps no journal. */
async function readJournal({ client }: Place, id: string): Promise<JournalEntry[] | undefined> {
  try {
    const response = await fetch(`${client.endpoint}/_control/deliveries/${encodeURIComponent(id)}`);
    const body: unknown = response.ok ? await response.json() : undefined;
    return isObject(body) && Array.isArray(body.entries) ? body.entries : undefined;
  } catch {
    return undefined;
  }
}

const NEXT: Readonly<Partial<Record<TraceState, (trace: DeliveryTrace) => string>>> = {
  dead: ({ id = '' }) => `npm run dlq -- explain ${shortId(id)}`,
  refused: ({ provider, endpoint }) =>
    `npm run endpoints -- check ${provider} ${endpoint} --file <captured delivery>`,
};

function print(traces: readonly DeliveryTrace[], total: number, now: number): Line[] {
  const left = total - traces.length;
  return [
    ...traces.flatMap((trace) => printTrace(trace, now)),
    ...(left > 0 ? [`… and ${left} older: a larger --limit shows them`] : []),
    `${total} ${total === 1 ? 'delivery' : 'deliveries'}.`,
  ];
}

function printTrace(trace: DeliveryTrace, now: number): Line[] {
  const { id, key, provider, endpoint, account, event, type, state, steps, correlationIds } = trace;
  const name = id === undefined ? `request ${printValue(key)}` : `delivery ${shortId(id)}`;
  const about = [provider, account, endpoint, event, type].filter(Boolean).map(printValue).join(' · ');
  const next = NEXT[state]?.(trace);
  return [
    `${name}  ${about}`,
    [
      `  ${WORDS[state]}`,
      state === 'published' ? 'good' : state === 'dead' || state === 'refused' ? 'bad' : 'warn',
    ],
    ...steps.flatMap(({ at, place, tone, text, details = [] }): Line[] => [
      [`  ${clockOf(at, now)}  ${place.padEnd(11)}  ${printValue(text)}`, tone],
      ...details.map((detail) => `${' '.repeat(clockOf(at, now).length + 17)}${printValue(detail)}`),
    ]),
    ...(correlationIds.length > 0 ? [`  requests ${correlationIds.map(printValue).join(', ')}`] : []),
    ...(next === undefined ? [] : [`  ${next}`]),
    '',
  ];
}

const WORDS: Readonly<Record<TraceState, string>> = {
  refused: 'refused: nothing of it was kept',
  ignored: 'ignored: its event is not mapped',
  waiting: 'waits on the queue, or is being read',
  retrying: 'waits on the queue to be tried again',
  published: 'published',
  dead: 'is a dead letter',
};

/** To the millisecond, in UTC. */
const clockOf = (at: string, now: number): string =>
  `${printClock(Date.parse(at), now)}${new Date(at).toISOString().slice(16, 23)}`;
