import { UsageError } from '../exit';
import { plural, printError, printNone, shortId } from '../print';
import { type Line, printLines } from '../terminal';
import type { ReplayOutcome } from './await-outcomes';
import { type DeadLetter, readDeadLetter } from './dead-letter';
import type { Filter } from './filter';
import { type Lane, type Planned, printPlan, toLanes, toPlanned } from './replay-plan';
import type { Session } from './session';
import { openSpool, type Spool } from './spool';

export interface ReplayOptions {
  readonly 'dry-run'?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Ends once the dead letters are on their queues. */
  readonly 'no-wait'?: boolean | undefined;
}

/** Orders at a time. */
const MOST_LANES = 8;
/** So many failures to send in a row, and the cause is not the dead letters. */
const MOST_FAILURES = 10;

/** Reads dead letters with today's code and, once that is agreed, sends those through again that it can read. */
export async function replay(session: Session, filter: Filter, options: ReplayOptions): Promise<number> {
  const { terminal, signal } = session;
  const dryRun = options['dry-run'] ?? false;
  if (!dryRun && !options.yes && !terminal.interactive)
    throw new UsageError(
      'replay: there is no terminal to ask at. Give --yes to replay, or --dry-run to look only.',
    );
  const spool = openSpool();
  try {
    const planned: Planned[] = [];
    const plan = async (deadLetter: DeadLetter) => {
      planned.push(toPlanned(spool.write(deadLetter), await session.assess(deadLetter)));
    };
    await session.survey(filter, plan, { exclusive: !dryRun });
    if (signal.aborted) return 0;
    const lanes = toLanes(planned);
    const ready = planned.filter(({ ok }) => ok).length;
    const lines: Line[] =
      planned.length === 0 ? [printNone(session.seen(), session.queues)] : printPlan(planned, lanes);
    printLines(terminal, lines, options.json ? 'err' : 'out');

    const question = `Replay ${plural(ready, 'dead letter')} of ${session.label}?`;
    const act = ready > 0 && !dryRun && (options.yes || (await terminal.ask(question, signal)));
    const since = session.now();
    const results = act && !signal.aborted ? await send(session, lanes, spool, ready) : new Map();
    const outcomes = options['no-wait'] ? new Map() : await waitFor(session, results, since);
    if (options.json) {
      const rows = planned.map((one) => ({
        ...describe(one, results.get(one)),
        ...outcomes.get(one.spooled.summary.id),
      }));
      terminal.json(rows);
    }
    if (act) return report(session, planned, results, outcomes);
    if (!dryRun && ready > 0) terminal.err('Nothing was replayed.');
    return dryRun || planned.length === 0 ? 0 : 1;
  } finally {
    spool.close();
  }
}

/** What became of a dead letter; one that was not tried has no result. */
type Result =
  | { readonly result: 'replayed' }
  /** It is on its queue and still a dead letter: replayed once more, it will have the same id. */
  | { readonly result: 'replayed, not removed' }
  | { readonly result: 'not sent'; readonly why: string };

/** Each lane in its order, some lanes at a time. A dead letter is deleted once the place it goes to has it. */
async function send(
  { terminal, assess, isLeased, remove, signal }: Session,
  lanes: readonly Lane[],
  spool: Spool,
  total: number,
): Promise<Map<Planned, Result>> {
  const results = new Map<Planned, Result>();
  let failures = 0;

  async function sendLane(lane: Lane): Promise<void> {
    for (const one of lane.filter(({ ok }) => ok)) {
      if (signal.aborted || failures >= MOST_FAILURES) return;
      const { queue, key } = one.spooled;
      const assessment = await assess(readDeadLetter(spool.read(one.spooled)));
      if (!assessment.ok) continue;
      try {
        if (!isLeased(queue, key)) throw new Error('its lease ended; another command may have it');
        await assessment.send();
        failures = 0;
      } catch (error) {
        failures += 1;
        results.set(one, { result: 'not sent', why: printError(error) });
        // The later ones of the order wait for it.
        return;
      }
      const gone = await remove(queue, [key]).catch(() => new Set<string>());
      results.set(one, { result: gone.has(key) ? 'replayed' : 'replayed, not removed' });
      terminal.progress(`${results.size} of ${total} dead letters replayed`);
    }
  }

  const rest = lanes[Symbol.iterator]();
  const work = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await sendLane(next.value);
  };
  await Promise.all(Array.from({ length: MOST_LANES }, work));
  return results;
}

type Outcomes = ReadonlyMap<string, ReplayOutcome>;

/** Of the deliveries that went to their queues; what a subscriber makes of an event is in no log of ours. */
async function waitFor(
  { terminal, outcomes, close }: Session,
  results: ReadonlyMap<Planned, Result>,
  since: number,
): Promise<Outcomes> {
  const sent = [...results].filter(
    ([{ spooled }, { result }]) => result !== 'not sent' && spooled.queue.source !== undefined,
  );
  const ids = new Set(sent.map(([{ spooled }]) => spooled.summary.id));
  if (ids.size === 0) return new Map();
  // Nobody has to wait for those that are left, meanwhile.
  await close();
  try {
    return await outcomes(ids, since);
  } catch (error) {
    terminal.err(
      `whether they were published is not known, the log cannot be read: ${printError(error)}`,
      'warn',
    );
    return new Map();
  }
}

const describe = ({ spooled: { summary }, ok, now }: Planned, result: Result | undefined) => ({
  ...summary,
  ok,
  now,
  ...(result ?? { result: 'kept' }),
});

function report(
  { terminal }: Session,
  planned: readonly Planned[],
  results: ReadonlyMap<Planned, Result>,
  outcomes: Outcomes,
): number {
  const count = (result: Result['result']) =>
    [...results.values()].filter((one) => one.result === result).length;
  for (const [{ spooled }, result] of results) {
    const id = shortId(spooled.summary.id);
    if (result.result === 'not sent') terminal.err(`${id}: not sent, ${result.why}`);
    if (result.result === 'replayed, not removed')
      terminal.err(`${id}: replayed, but still a dead letter too; replayed again it has the same id`);
  }
  const done = count('replayed') + count('replayed, not removed');
  const left = planned.length - count('replayed');
  terminal.err(`${plural(done, 'dead letter')} replayed, ${left} left where they were.`);
  const deadAgain = reportOutcomes(terminal, outcomes);
  return left === 0 && deadAgain === 0 ? 0 : 1;
}

/** @returns how many are dead letters again */
function reportOutcomes(terminal: Session['terminal'], outcomes: Outcomes): number {
  const counts = { published: 0, 'dead again': 0, 'not settled': 0 };
  for (const [id, found] of outcomes) {
    counts[found.outcome] += 1;
    if (found.outcome === 'dead again') terminal.err(`${shortId(id)}: dead again, ${found.why}`, 'bad');
    if (found.outcome === 'not settled')
      terminal.err(
        `${shortId(id)}: not published yet${found.why ? `, ${found.why}` : ''}: npm run trace -- ${shortId(id)}`,
        'warn',
      );
  }
  if (outcomes.size > 0) terminal.err(`${counts.published} of ${outcomes.size} published.`, 'good');
  return counts['dead again'];
}
