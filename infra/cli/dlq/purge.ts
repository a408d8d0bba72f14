import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { UsageError } from '../exit';
import { fromCaller } from '../place';
import type { Filter } from './filter';
import { reasonOf } from './reason';
import { type Row, reread, selectLetters } from './selection';
import type { Session } from './session';
import { openSpool, type Spool } from './spool';
import { noneOf, plural, printTable } from './table';

export interface PurgeOptions {
  readonly yes?: boolean | undefined;
  readonly out?: string | undefined;
}

/** Letters deleted before an interruption is looked for. */
const STEP = 100;

/**
 * Deletes dead letters for good, after all of them are written to a file that was not there before: a line of JSON
 * each, with everything that SQS tells of it.
 */
export async function purge(session: Session, filter: Filter, options: PurgeOptions): Promise<number> {
  const { terminal, signal } = session;
  if (!options.yes && !terminal.interactive)
    throw new UsageError('purge: nobody is there to be asked; --yes goes ahead');
  const path = fromCaller(options.out ?? defaultName(session.now()));
  const spool = openSpool();
  try {
    const rows: Row[] = [];
    await selectLetters(session, filter, spool, (row) => void rows.push(row));
    if (signal.aborted) return 0;
    if (rows.length === 0) {
      terminal.err(noneOf(session.seen()));
      return 0;
    }
    for (const line of printReasons(rows)) terminal.err(line);
    const question = `Delete ${plural(rows.length, 'letter')} of ${session.label} for good, after writing them to ${path}?`;
    if (!options.yes && !(await terminal.ask(question, signal))) {
      terminal.err('Nothing was deleted.');
      return signal.aborted ? 0 : 1;
    }

    writeLetters(path, rows, spool);
    const gone = await removeAll(session, rows);
    terminal.err(`${plural(gone, 'letter')} deleted; ${plural(rows.length, 'letter')} in ${path}`);
    if (gone < rows.length) terminal.err(`${rows.length - gone} are still where they were`);
    return gone === rows.length ? 0 : 1;
  } finally {
    spool.close();
  }
}

const defaultName = (now: number): string =>
  `dead-letters-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`;

/** @throws UsageError where the file exists or cannot be made */
function writeLetters(path: string, rows: readonly Row[], spool: Spool): void {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new UsageError(
      `${path}: cannot be created (${(error as NodeJS.ErrnoException).code}); nothing was deleted`,
    );
  }
  try {
    for (const row of rows) {
      const { body, system, attributes } = reread(row, spool);
      const letter = {
        queueUrl: row.queue.url,
        messageId: row.key,
        summary: row.summary,
        system,
        attributes,
        body,
      };
      writeFileSync(file, `${JSON.stringify(letter)}\n`);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function removeAll({ remove, signal, terminal }: Session, rows: readonly Row[]): Promise<number> {
  let gone = 0;
  for (const queue of new Set(rows.map((row) => row.queue))) {
    const keys = rows.filter((row) => row.queue === queue).map(({ key }) => key);
    for (let i = 0; i < keys.length && !signal.aborted; i += STEP) {
      gone += (await remove(queue, keys.slice(i, i + STEP))).size;
      terminal.progress(`${gone} of ${rows.length} letters deleted`);
    }
  }
  return gone;
}

function printReasons(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  for (const { summary, queue } of rows) {
    const key = `${reasonOf(summary)}\n${queue.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return printTable(
    ['LETTERS', 'REASON', 'QUEUE'],
    [...counts].map(([key, count]) => [count, ...key.split('\n')]),
  );
}
