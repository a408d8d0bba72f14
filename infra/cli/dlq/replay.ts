import { UsageError } from '../exit';
import { inLanes } from './batches';
import type { Filter } from './filter';
import { type Lane, type Planned, printPlan, toLanes, toPlanned } from './replay-plan';
import { rereadLetter, selectLetters } from './selection';
import type { Session } from './session';
import { openSpool, type Spool } from './spool';
import { noneOf, plural, shortId } from './table';

export interface ReplayOptions {
  readonly 'dry-run'?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Orders at a time. */
const LANES = 8;
/** So many failures to send in a row, and it is not the letters. */
const PATIENCE = 10;

/** Reads dead letters with today's code and, once that is agreed, sends those through again that it can read. */
export async function replay(session: Session, filter: Filter, options: ReplayOptions): Promise<number> {
  const { terminal, signal } = session;
  if (!options['dry-run'] && !options.yes && !terminal.interactive)
    throw new UsageError('replay: nobody is there to be asked; --yes goes ahead, --dry-run only shows');
  const spool = openSpool();
  try {
    const planned: Planned[] = [];
    await selectLetters(session, filter, spool, async (row, letter) => {
      planned.push(toPlanned(row, await session.judge(letter)));
    });
    if (signal.aborted) return 0;
    const lanes = toLanes(planned);
    const ready = planned.filter(({ ok }) => ok);
    const say = options.json ? terminal.err : terminal.out;
    for (const line of planned.length === 0 ? [noneOf(session.seen())] : printPlan(planned, lanes)) say(line);

    const act =
      ready.length > 0 &&
      !options['dry-run'] &&
      (options.yes ||
        (await terminal.ask(`Replay ${plural(ready.length, 'letter')} of ${session.label}?`, signal)));
    const results = act && !signal.aborted ? await send(session, lanes, spool, ready.length) : new Map();
    if (options.json)
      terminal.out(
        JSON.stringify(
          planned.map((one) => describe(one, results.get(one))),
          null,
          2,
        ),
      );
    if (!act) {
      if (!options['dry-run'] && ready.length > 0) terminal.err('Nothing was replayed.');
      return options['dry-run'] || planned.length === 0 ? 0 : 1;
    }
    return report(session, planned, results);
  } finally {
    spool.close();
  }
}

/** What became of a letter; one that was not tried has no result. */
type Result =
  | { readonly result: 'replayed' }
  /** It is on its queue and still a dead letter: replayed once more, it will have the same id. */
  | { readonly result: 'replayed, not removed' }
  | { readonly result: 'not sent'; readonly why: string };

/** Lane by lane in their order; a letter is deleted when the place it goes to has it, and not before. */
async function send(
  { terminal, judge, holds, remove, signal }: Session,
  lanes: readonly Lane[],
  spool: Spool,
  total: number,
): Promise<Map<Planned, Result>> {
  const results = new Map<Planned, Result>();
  let failures = 0;
  await inLanes(LANES, lanes, async (lane) => {
    for (const one of lane.filter(({ ok }) => ok)) {
      if (signal.aborted || failures >= PATIENCE) return;
      const { queue, key } = one.row;
      const verdict = await judge(rereadLetter(one.row, spool));
      if (!verdict.ok) continue;
      try {
        if (!holds(queue, key)) throw new Error('it is not in hand any more; it may be visible again');
        await verdict.send();
        failures = 0;
      } catch (error) {
        failures += 1;
        results.set(one, { result: 'not sent', why: sayError(error) });
        // The later ones of the order wait for it.
        return;
      }
      const gone = await remove(queue, [key]).catch(() => new Set<string>());
      results.set(one, { result: gone.has(key) ? 'replayed' : 'replayed, not removed' });
      terminal.progress(`${results.size} of ${total} letters replayed`);
    }
  });
  return results;
}

/** An AWS error by name and message: they speak of queues and rights, not of payloads. */
export const sayError = (error: unknown): string =>
  error instanceof Error
    ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}`
    : String(error);

const describe = ({ row: { summary }, ok, now }: Planned, result: Result | undefined) => ({
  ...summary,
  ok,
  now,
  ...(result ?? { result: 'kept' }),
});

function report(
  { terminal }: Session,
  planned: readonly Planned[],
  results: ReadonlyMap<Planned, Result>,
): number {
  const count = (result: Result['result']) =>
    [...results.values()].filter((one) => one.result === result).length;
  for (const [{ row }, result] of results) {
    const id = shortId(row.summary.id);
    if (result.result === 'not sent') terminal.err(`${id}: not sent, ${result.why}`);
    if (result.result === 'replayed, not removed')
      terminal.err(`${id}: replayed, but still a dead letter too; replayed again it has the same id`);
  }
  const done = count('replayed') + count('replayed, not removed');
  terminal.err(
    `${plural(done, 'letter')} replayed, ${planned.length - count('replayed')} left where they were.`,
  );
  return count('replayed') === planned.length ? 0 : 1;
}
