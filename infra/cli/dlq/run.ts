import { logGroupNameOf } from '../../../lib/names';
import type { Provider } from '../../../lib/provider';
import { buildIdOf } from '../../stack/build-id';
import { createClients } from '../clients';
import type { Clock } from '../clock';
import { UsageError } from '../exit';
import { createFilteredLogs } from '../logs/filtered-logs';
import { ROOT } from '../paths';
import { choosePlace } from '../place';
import { printError } from '../print';
import { findQueues, outputsOf, toQueue } from '../queues';
import type { Terminal } from '../terminal';
import { type Arguments, readArguments, USAGE } from './arguments';
import { createAssess } from './assess';
import { createAssessDelivery } from './assess-delivery';
import { createAssessEvent } from './assess-event';
import { compareBuilds } from './compare-builds';
import { explain } from './explain';
import { toFilter } from './filter';
import { ls, readLsOptions } from './ls';
import { purge } from './purge';
import { replay } from './replay';
import { openSession, type Session } from './session';
import { readPage, show } from './show';

/** As shells say of what SIGINT ended. */
export const INTERRUPTED = 130;

export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  /** Ends the command: whatever it has leased is visible again when it returns. */
  readonly signal: AbortSignal;
}

/** Runs one command; reports errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  try {
    const args = readArguments(argv);
    if (args.command === 'help') {
      for (const line of USAGE.trimEnd().split('\n')) options.terminal.out(line);
      return 0;
    }
    const code = await runAt(args, options);
    return options.signal.aborted ? INTERRUPTED : code;
  } catch (error) {
    const usage = error instanceof UsageError;
    options.terminal.err(usage ? error.message : printError(error) + hintFor(error));
    return usage ? 2 : 1;
  }
}

/** What the person at the keyboard can do about it, where we know that. */
function hintFor(error: unknown): string {
  const text = printError(error);
  if (text.endsWith('Region is missing'))
    return ': name one with --region, or start the local stack with npm start';
  if (text.startsWith('SyntaxError: ')) return `. ${MALFORMED}`;
  const isUnreachable = /\b(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b/.test(text);
  return isUnreachable ? `. ${UNREACHABLE}` : '';
}

const MALFORMED =
  "What answers there does not speak AWS's protocols: check --endpoint-url and AWS_ENDPOINT_URL.";
const UNREACHABLE = 'Nothing answers there: start it, or check --endpoint-url and AWS_ENDPOINT_URL.';

async function runAt(args: Arguments, options: RunOptions): Promise<number> {
  const { terminal, env, localFile, providers, clock, signal } = options;
  const { values } = args;
  // Before anything is asked of AWS: a wrong word is reported at once.
  const filter = toFilter(values, providers, clock.now());
  const lsOptions = readLsOptions(values);
  const page = readPage(values.page);
  const place = await choosePlace(values, env, localFile);
  terminal.err(`talking to ${place.label}`);
  const clients = createClients(place.client);
  const queues = values['queue-url']
    ? values['queue-url'].map((url) => toQueue(url, providers, place.name))
    : await findQueues({ clients, place, providers, warn: terminal.err });
  if (queues.length === 0) throw new Error(`${place.label}: no dead-letter queue is there`);

  if (args.command === 'explain' || args.command === 'replay') {
    const outputs = await outputsOf(clients.cloudFormation, place.queues);
    const warning = compareBuilds(buildIdOf(ROOT), outputs?.BuildId);
    if (warning !== undefined) terminal.err(warning, 'warn');
  }
  const assess = createAssess(
    createAssessDelivery({ clients, providers, pipeline: place.name, now: clock.now }),
    createAssessEvent(clients),
  );
  const waitSeconds = place.nearby ? 0 : 1;
  // Not Logs Insights, which knows a line a minute late.
  const logs = createFilteredLogs(clients.logs, place.label, [logGroupNameOf('normalize', place.name)]);
  const session = openSession({
    logs,
    ...{ clients, queues, assess, terminal, signal, clock, waitSeconds },
    label: place.label,
  });
  try {
    return await dispatch(session);
  } finally {
    await session.close();
    if (signal.aborted) terminal.err('interrupted; every dead letter that is left is visible again');
  }

  function dispatch(session: Session): Promise<number> {
    switch (args.command) {
      case 'show':
        return show(session, args.id, { ...values, page });
      case 'explain':
        return explain(session, args.id, values);
      case 'replay':
        return replay(session, filter, values);
      case 'purge':
        return purge(session, filter, values);
      default:
        return ls(session, filter, lsOptions);
    }
  }
}
