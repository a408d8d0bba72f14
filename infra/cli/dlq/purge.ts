import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../exit';
import { fromCaller } from '../paths';
import { plural, printFileError, printNone, printTable } from '../print';
import type { Filter } from './filter';
import { reasonOf } from './reason';
import type { Session } from './session';
import { openSpool, type Spool, type Spooled } from './spool';

export interface PurgeOptions {
  readonly yes?: boolean | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Dead letters deleted before an interruption is looked for. */
const STEP = 100;

/**
 * Deletes dead letters for good, after all of them are written to a file that was not there before: a line of JSON
 * each, with everything that SQS says of it.
 */
export async function purge(session: Session, filter: Filter, options: PurgeOptions): Promise<number> {
  const { terminal, signal } = session;
  if (!options.yes && !terminal.interactive)
    throw new UsageError('purge: there is no terminal to ask at. Give --yes to delete without a question.');
  const path = fromCaller(options.out ?? defaultName(session.now()));
  const spool = openSpool();
  try {
    const chosen: Spooled[] = [];
    await session.survey(filter, (deadLetter) => void chosen.push(spool.write(deadLetter)));
    if (signal.aborted) return 0;
    const report = (deleted: number, file: string | null) => {
      if (options.json) terminal.json({ deleted, left: chosen.length - deleted, file });
    };
    if (chosen.length === 0) {
      terminal.err(printNone(session.seen(), session.queues));
      report(0, null);
      return 0;
    }
    for (const line of printReasons(chosen)) terminal.err(line);
    const count = plural(chosen.length, 'dead letter');
    const question = `Delete ${count} of ${session.label} for good, after writing them to ${path}?`;
    if (!options.yes && !(await terminal.ask(question, signal))) {
      terminal.err('Nothing was deleted.');
      report(0, null);
      return signal.aborted ? 0 : 1;
    }

    writeCopy(path, toLines(chosen, spool));
    const gone = await removeAll(session, chosen);
    terminal.err(`${plural(gone, 'dead letter')} deleted; ${count} in ${path}`);
    if (gone < chosen.length) terminal.err(`${chosen.length - gone} are still where they were`);
    report(gone, path);
    return gone === chosen.length ? 0 : 1;
  } finally {
    spool.close();
  }
}

const defaultName = (now: number): string =>
  `dead-letters-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;

function* toLines(chosen: readonly Spooled[], spool: Spool): Generator<string> {
  for (const one of chosen) {
    const { queue, key, body, system, attributes } = spool.read(one);
    const line = { queueUrl: queue.url, messageId: key, summary: one.summary, system, attributes, body };
    yield `${JSON.stringify(line)}\n`;
  }
}

/**
 * Writes a file that was not there before, whole or not at all.
 * @throws UsageError where the file exists or cannot be made, Error where it cannot be finished
 */
export function writeCopy(path: string, lines: Iterable<string>, write = writeFileSync): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new UsageError(
      `${path}: cannot be created (${printFileError(error)}). Nothing was deleted. ${ELSEWHERE}`,
    );
  }
  try {
    for (const line of lines) write(file, line);
    fsyncSync(file);
  } catch (error) {
    rmSync(path);
    throw new Error(
      `${path}: cannot be written (${printFileError(error)}). Nothing was deleted. ${ELSEWHERE}`,
    );
  } finally {
    closeSync(file);
  }
}

const ELSEWHERE = 'Name another file with --out.';

async function removeAll({ remove, signal, terminal }: Session, chosen: readonly Spooled[]): Promise<number> {
  let gone = 0;
  for (const queue of new Set(chosen.map((one) => one.queue))) {
    const keys = chosen.filter((one) => one.queue === queue).map(({ key }) => key);
    for (let i = 0; i < keys.length && !signal.aborted; i += STEP) {
      gone += (await remove(queue, keys.slice(i, i + STEP))).size;
      terminal.progress(`${gone} of ${chosen.length} dead letters deleted`);
    }
  }
  return gone;
}

function printReasons(chosen: readonly Spooled[]): string[] {
  const counts = new Map<string, number>();
  for (const { summary, queue } of chosen) {
    const key = `${reasonOf(summary)}\n${queue.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return printTable(
    ['COUNT', 'REASON', 'QUEUE'],
    [...counts].map(([key, count]) => [count, ...key.split('\n')]),
  );
}
