import { readArguments, refuseWords } from '../arguments';
import { createClients } from '../clients';
import { UsageError } from '../exit';
import { openLogs } from '../logs/open-logs';
import { choosePlace } from '../place';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';
import { printError, printTable } from '../print';
import type { Terminal } from '../terminal';
import { readWhen, WHEN } from '../when';
import { balance, type Unsettled } from './unsettled';

const CALL = 'npm run audit --';
const USAGE = `Was anything lost? Compares, id by id, what was accepted with what was published or dead-lettered since.

  npm run audit -- [--since TIME] [--json]

  --since TIME   ${WHEN}; 1d without it
  --json         for programs

${PLACE_USAGE}
It reads the logs of receive and normalize (Logs Insights on AWS, which is paid by what it looks through).
Exit codes: 0 nothing is missing, 1 something is, or the logs cannot be read, 2 wrong arguments, 130 interrupted.
`;
const OPTIONS = { ...PLACE_OPTIONS, since: { type: 'string' }, json: { type: 'boolean' } } as const;

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly now: () => number;
}

/** Runs the command; tells errors in a line on the terminal. @returns the exit code */
export async function run(
  argv: readonly string[],
  { terminal, env, localFile, now }: RunOptions,
): Promise<number> {
  try {
    const { values, positionals } = readArguments(CALL, OPTIONS, [...argv]);
    if (values.help) {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    refuseWords(CALL, positionals);
    const since = readWhen('since', values.since ?? '1d', now());
    const place = await choosePlace(values, env, localFile);
    terminal.err(`talking to ${place.label}`);
    const logs = openLogs(place, createClients(place.client), place.name);
    const found = await balance(logs.lines({ since, until: now() }), now());
    const { accepted, published, deadLettered, underWay, missing } = found;
    if (values.json) terminal.json(found);
    else {
      terminal.out(
        `${accepted} ${accepted === 1 ? 'delivery' : 'deliveries'} accepted since ${new Date(since).toISOString()}: ${published} published, ${deadLettered} dead-lettered, ${underWay.length} under way, ${missing.length} missing.`,
      );
      for (const line of tableOf(missing)) terminal.out(line);
      if (missing.length > 0)
        terminal.err(
          'npm run trace -- <id> shows how far one came; npm run dlq -- ls what SQS moved by itself',
          'warn',
        );
    }
    return missing.length > 0 ? 1 : 0;
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    return usage ? 2 : 1;
  }
}

const tableOf = (missing: readonly Unsettled[]): string[] =>
  missing.length === 0
    ? []
    : printTable(
        ['ID', 'PROVIDER', 'ACCEPTED', 'LAST CODE', 'REQUEST'],
        missing.map(({ id, provider, acceptedAt, code = '', correlationId = '' }) => [
          ...[id, provider, acceptedAt, code, correlationId],
        ]),
      );
