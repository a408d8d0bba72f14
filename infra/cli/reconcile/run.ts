import { readFileSync } from 'node:fs';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { createQueue } from '../../../functions/aws/queue';
import type { Endpoint } from '../../../lib/endpoint';
import { describeIssue, Failure } from '../../../lib/failure';
import { queueNameOf, secretNameOf } from '../../../lib/names';
import type { Provider } from '../../../lib/provider';
import { readSecretDocument } from '../../../lib/secret-document';
import { readArguments } from '../arguments';
import { type Clients, createClients } from '../clients';
import { createDocumentStore } from '../endpoints/document-store';
import { UsageError } from '../exit';
import { openLogs } from '../logs/open-logs';
import { fromCaller } from '../paths';
import { choosePlace, type Place } from '../place';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';
import { plural, printError, printFileError, printTable, printValue } from '../print';
import { outputsOf } from '../queues';
import type { Terminal } from '../terminal';
import { readWhen, WHEN } from '../when';
import type { Get } from './api';
import { type Published, publishedInFile, publishedInLogs } from './published';
import { createRecovery, type Lacking } from './recovery';

const CALL = 'npm run reconcile --';
const USAGE = `Recovers orders that never came, or whose last change did not: asks the provider's API, compares with what was
published, and puts what is missing or stale on the provider's queue, through the same mapping as ever.

  npm run reconcile -- <provider> --since TIME [--endpoint NAME] [--published FILE] [--dry-run] [--json]

  --since TIME       ${WHEN}
  --endpoint NAME    whose orders; the only endpoint with an api.token without it
  --published FILE   compares with a subscriber's store: JSON lines { "subject", "time" }, or whole events.
                     Without it with the log of the pipeline.
  --dry-run          lists what is missing or stale, and sends nothing
  --json             for programs

The token stands in the endpoint's entry of the secret document: "api": { "token": "…", "url": "…" }; without a url
the provider's own. The events say "replay": true, and have the run's id as their causationid.

${PLACE_USAGE}
Exit codes: 0 nothing is lacking, or all of it was sent; 1 something is lacking, or went wrong; 2 wrong arguments.
`;
const OPTIONS = {
  ...PLACE_OPTIONS,
  since: { type: 'string' },
  endpoint: { type: 'string' },
  published: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly providers: readonly Provider[];
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly get: Get;
}

/** Runs the command; tells errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  const { terminal, signal } = options;
  try {
    const { values, positionals } = readArguments(CALL, OPTIONS, [...argv]);
    if (values.help || argv.length === 0) {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    const code = await reconcile(positionals, values, options);
    return signal.aborted ? 130 : code;
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    return usage ? 2 : 1;
  }
}

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

async function reconcile(
  positionals: readonly string[],
  values: Values,
  { terminal, env, localFile, providers, now, signal, get }: RunOptions,
): Promise<number> {
  const provider = recoverable(positionals, providers);
  if (values.since === undefined) throw new UsageError(`--since TIME is missing: ${WHEN}`);
  const since = readWhen('since', values.since, now());
  const place = await choosePlace(values, env, localFile);
  terminal.err(`talking to ${place.label}`);
  const clients = createClients(place.client);
  const [name, endpoint] = await endpointOf(provider, values.endpoint, clients, place);
  const published = await publishedOf(values.published, { since, until: now() }, clients, place);
  const recovery = createRecovery({ provider, recovery: provider.recovery, name, endpoint, get });

  const lacking: Lacking[] = [];
  let listed = 0;
  for await (const order of recovery.lacking(published, since)) {
    if (signal.aborted) return 1;
    listed++;
    if (order) lacking.push(order);
    terminal.progress(`${plural(listed, 'order')} listed, ${lacking.length} missing or stale`);
  }
  const results = new Map<Lacking, string>();
  if (!values['dry-run']) {
    const queueUrl = await queueUrlOf(provider, clients, place);
    const queue = createQueue(clients.sqs);
    for (const order of lacking) {
      if (signal.aborted) break;
      try {
        const { id: _, ...message } = await recovery.messageOf(order, now());
        await queue.send(queueUrl, message);
        results.set(order, 'sent');
      } catch (error) {
        if (error instanceof UsageError) throw error;
        results.set(order, reasonOf(error));
      }
      terminal.progress(`${results.size} of ${plural(lacking.length, 'order')} recovered`);
    }
  }
  const rows = lacking.map((order) => ({
    ...{ order: order.theirId, why: order.why, changedAt: order.changedAt ?? null },
    result: results.get(order) ?? 'kept',
  }));
  if (values.json) terminal.json({ causationId: recovery.causationId, listed, orders: rows });
  else if (rows.length > 0)
    for (const line of printTable(
      ['ORDER', 'WHY', 'CHANGED', 'RESULT'],
      rows.map(({ order, why, changedAt, result }) => [
        ...[printValue(order), why, printValue(changedAt ?? ''), printValue(result)],
      ]),
    ))
      terminal.out(line);
  const sent = [...results.values()].filter((result) => result === 'sent').length;
  terminal.err(
    `${plural(listed, 'order')} listed, ${lacking.length} missing or stale, ${sent} sent${sent > 0 ? ` as ${recovery.causationId}` : ''}.`,
  );
  return sent === lacking.length ? 0 : 1;
}

type Recoverable = Provider & Required<Pick<Provider, 'recovery'>>;

function recoverable(positionals: readonly string[], providers: readonly Provider[]): Recoverable {
  const [name = 'none', ...more] = positionals;
  const known = providers.filter((one): one is Recoverable => one.recovery !== undefined);
  const found = more.length === 0 ? known.find((one) => one.name === name) : undefined;
  if (found) return found;
  const names = known.map((one) => one.name).join(', ');
  throw new UsageError(
    providers.some((one) => one.name === name)
      ? `${name}: its orders cannot be listed through an API; its README says why. Possible: ${names}`
      : `expected one provider (${names}), found ${positionals.join(' ') || 'none'}; see ${CALL} --help`,
  );
}

async function endpointOf(
  provider: Provider,
  asked: string | undefined,
  { secrets }: Clients,
  place: Place,
): Promise<readonly [string, Endpoint]> {
  const secretId = secretNameOf(provider.name, place.name);
  const document = readSecretDocument(provider, (await createDocumentStore(secrets).read(secretId)).text);
  if ('issues' in document)
    throw new UsageError(`${secretId}: ${document.issues.map(describeIssue).join('; ')}`);
  const entries = document.names.flatMap((name) => {
    const reading = document.entry(name);
    const endpoint = reading && 'endpoint' in reading ? reading.endpoint : undefined;
    return endpoint?.api && (asked === undefined || asked === name) ? [[name, endpoint] as const] : [];
  });
  const [found, ...others] = entries;
  if (found && others.length === 0) return found;
  throw new UsageError(
    found
      ? `${secretId}: several endpoints have an api.token (${entries.map(([name]) => name).join(', ')}); name one with --endpoint`
      : `${secretId}: expected ${asked === undefined ? 'an endpoint' : `a valid endpoint ${asked}`} with an api.token`,
  );
}

async function publishedOf(
  file: string | undefined,
  time: { readonly since: number; readonly until: number },
  clients: Clients,
  place: Place,
): Promise<Published> {
  if (file !== undefined) {
    const published = publishedInFile(readText(file));
    if (typeof published !== 'number') return published;
    throw new UsageError(
      `--published ${file}: line ${published} is neither { "subject", "time" } nor an event`,
    );
  }
  const hashKey = (await outputsOf(clients.cloudFormation, place.queues))?.LogHashKey;
  if (hashKey === undefined)
    throw new UsageError(
      "the stack's outputs are not known here, so its log cannot be read: give --published FILE",
    );
  return publishedInLogs(openLogs(place, clients, place.name), hashKey, time);
}

function readText(file: string): string {
  try {
    return readFileSync(fromCaller(file), 'utf8');
  } catch (error) {
    throw new UsageError(`--published ${file}: ${printFileError(error)}`);
  }
}

async function queueUrlOf(provider: Provider, { sqs }: Clients, place: Place): Promise<string> {
  const QueueName = queueNameOf(provider.name, place.name);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  if (QueueUrl === undefined) throw new Error(`${QueueName}: SQS has no URL of it`);
  return QueueUrl;
}

/** A failure says a code and places, never a value of the order. */
const reasonOf = (error: unknown): string =>
  error instanceof Failure
    ? [error.code, ...error.issues.slice(0, 3).map(describeIssue)].join(' ')
    : printError(error);
