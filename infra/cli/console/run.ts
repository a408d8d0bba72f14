import { once } from 'node:events';
import { readArguments, refuseWords } from '../arguments';
import { createClients } from '../clients';
import { UsageError } from '../exit';
import { openLogs } from '../logs/open-logs';
import { choosePlace } from '../place';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';
import { printError } from '../print';
import { outputsOf } from '../queues';
import type { Terminal } from '../terminal';
import { withSteps } from '../trace/journal-steps';
import { ruleSteps } from '../trace/rules';
import { readWhen, WHEN } from '../when';
import { createLogSource } from './log-source';
import { openConsole } from './open';

const CALL = 'npm run console --';
const USAGE = `Opens the console on a deployed stack, in a browser on this machine.

  npm run console -- --stack OrderEvents [--profile P] [--region R] [--since TIME] [--port N] [--write]

  --since TIME   from when on deliveries are listed; 1h without it. A search finds older ones.
                 ${WHEN}
  --port N       of the console; any that is free without it
  --write        dead letters may be replayed; each time the stack's name is asked for

${PLACE_USAGE}
It reads the logs of receive and normalize (Logs Insights on AWS, which is paid by what it looks through), the bus's
rules, the secrets (it shows none) and the dead-letter queues. npm start opens the local stack's own console.
Ends with Ctrl-C. Exit codes: 0 stopped, 1 the stack cannot be read, 2 wrong arguments, or a port that is taken.
`;

const OPTIONS = {
  ...PLACE_OPTIONS,
  since: { type: 'string' },
  port: { type: 'string' },
  write: { type: 'boolean' },
} as const;

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly now: () => number;
  /** Ends the command. */
  readonly signal: AbortSignal;
}

/** Runs the command until it is ended; tells errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  const { terminal } = options;
  try {
    const { values, positionals } = readArguments(CALL, OPTIONS, [...argv]);
    if (values.help) {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    refuseWords(CALL, positionals);
    await open(values, options);
    return 0;
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    return usage ? 2 : 1;
  }
}

async function open(
  values: ReturnType<typeof readArguments<typeof OPTIONS>>['values'],
  { terminal, env, localFile, now, signal }: RunOptions,
): Promise<void> {
  const port = Number(values.port ?? 0);
  if (!/^\d{1,5}$/.test(values.port ?? '0') || port > 65_535)
    throw new UsageError(`--port ${values.port}: expected a port, 0 to 65535`);
  const since = readWhen('since', values.since ?? '1h', now());
  const place = await choosePlace(values, env, localFile);
  terminal.err(`talking to ${place.label}`);
  const clients = createClients(place.client);
  const outputs = await outputsOf(clients.cloudFormation, place.queues);
  const bus = outputs?.BusName ?? place.name;
  const source = createLogSource({
    logs: openLogs(place, clients, place.name),
    info: { kind: 'deployed', label: place.label },
    hashKey: outputs?.LogHashKey,
    ...{ since, now },
    withSubscribers: async (trace) =>
      trace.id === undefined ? trace : withSteps(trace, await ruleSteps(clients.events, bus, trace)),
    warn: terminal.err,
  });
  // What cannot be read is said here, before a browser is opened.
  await source.rows();
  const stack = typeof place.queues === 'object' && 'stack' in place.queues ? place.queues.stack : place.name;
  const account = { place, clients, canReplay: values.write === true, confirm: stack };
  const server = await openConsole({ port, source, account });
  terminal.out(`console: ${server.url}`);
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
}
