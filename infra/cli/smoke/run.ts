import { setTimeout as after } from 'node:timers/promises';
import type { Endpoint } from '../../../lib/endpoint';
import { fieldOf, parseJson } from '../../../lib/json';
import { secretNameOf, sourceOf } from '../../../lib/names';
import { outcomeOf } from '../../../lib/outcome';
import type { Provider } from '../../../lib/provider';
import { readSecretDocument } from '../../../lib/secret-document';
import { readArguments, refuseWords } from '../arguments';
import { createClients } from '../clients';
import { createDocumentStore } from '../endpoints/document-store';
import { readEndpointsFile } from '../endpoints-file';
import { UsageError } from '../exit';
import { textAt } from '../fields';
import { fromCaller } from '../paths';
import { choosePlace } from '../place';
import { PLACE_OPTIONS, PLACE_USAGE } from '../place-options';
import { endpointFor, postDelivery } from '../post-delivery';
import { printError, shortId } from '../print';
import { outputsOf } from '../queues';
import type { Terminal } from '../terminal';
import { type Inbox, openInbox } from './inbox';

const CALL = 'npm run smoke --';
const USAGE = `Proves a deployed stack from end to end: a signed test delivery of each provider has to come out on the bus.

  npm run smoke -- [--url URL] [--provider NAME]… [--unmarked] [--within SECONDS] [--json]

  --url URL          where the webhooks are; the stack's output WebhookUrl without it
  --provider NAME    only this one; can be given more than once
  --unmarked         also providers that know no test orders: their event looks like a real one to every subscriber
  --within SECONDS   how long an event may take, 60 without it
  --json             for programs

Keys come from the secret documents, or from the file named by ENDPOINTS. A rule and a queue named <bus>-smoke-… are
made on the bus, and deleted at the end, whatever that is. Events of test orders have metadata.test: true.

${PLACE_USAGE}
Exit codes: 0 each provider that was tried is proven, 1 one is not, or none was; 2 wrong arguments, 130 interrupted.
`;

const OPTIONS = {
  ...PLACE_OPTIONS,
  url: { type: 'string' },
  provider: { type: 'string', multiple: true },
  unmarked: { type: 'boolean' },
  within: { type: 'string' },
  json: { type: 'boolean' },
} as const;
const DEFAULT_WITHIN = '60';
/** EventBridge takes a while until it knows a new rule everywhere. */
const SETTLING_MS = 30_000;

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly providers: readonly Provider[];
  readonly now: () => number;
  /** Ends the test; what was made is deleted all the same. */
  readonly signal: AbortSignal;
}

/** Runs the command; tells errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  const { terminal, signal } = options;
  try {
    const { values, positionals } = readArguments(CALL, OPTIONS, [...argv]);
    if (values.help) {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    refuseWords(CALL, positionals);
    const code = await smoke(values, options);
    return signal.aborted ? 130 : code;
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    if (signal.aborted) return 130;
    return usage ? 2 : 1;
  }
}

/** What is sent for one provider. */
interface Trial {
  readonly provider: Provider;
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly event: string;
  readonly payload: string;
  /** Whether its event says that it is a test. */
  readonly test: boolean;
}

/** What came of it; `--json` prints it. */
interface Proof {
  readonly provider: string;
  readonly result: 'proven' | 'skipped' | 'failed';
  readonly endpoint?: string;
  /** The event's id. */
  readonly id?: string;
  readonly type?: string;
  /** From sending to the event in the temporary queue. */
  readonly milliseconds?: number;
  readonly why?: string;
}

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

async function smoke(values: Values, options: RunOptions): Promise<number> {
  const { terminal, env, localFile, providers, signal } = options;
  const { within = DEFAULT_WITHIN, provider: wanted = [] } = values;
  if (!/^[1-9]\d{0,3}$/.test(within))
    throw new UsageError(`--within ${within}: expected whole seconds from 1`);
  for (const name of wanted)
    if (!providers.some((one) => one.name === name))
      throw new UsageError(
        `--provider ${name}: expected one of ${providers.map((one) => one.name).join(', ')}`,
      );
  const chosen = providers.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const place = await choosePlace(values, env, localFile);
  terminal.err(`talking to ${place.label}`);
  const clients = createClients(place.client);
  const outputs = await outputsOf(clients.cloudFormation, place.queues);
  const url = values.url ?? outputs?.WebhookUrl;
  if (url === undefined)
    throw new UsageError('--url: expected where the webhooks are; this place names no stack');

  const own = env.ENDPOINTS ? readEndpointsFile(fromCaller(env.ENDPOINTS)) : undefined;
  const store = createDocumentStore(clients.secrets);
  const proofs: Proof[] = [];
  const trials: Trial[] = [];
  for (const provider of chosen) {
    const entries = own
      ? (own[provider.name] ?? {})
      : validEntries(provider, (await store.read(secretNameOf(provider.name, place.name))).text);
    const trial = trialOf(provider, entries);
    if (!trial)
      proofs.push({ provider: provider.name, result: 'skipped', why: 'no endpoint has a secret yet' });
    else if (!trial.test && !values.unmarked)
      proofs.push({ provider: provider.name, result: 'skipped', why: UNMARKED });
    else trials.push(trial);
  }
  if (trials.length > 0) {
    const pattern = {
      source: trials.map(({ provider }) => sourceOf(provider.name)),
      detail: {
        metadata: {
          account: [...new Set(trials.map(({ endpoint }) => endpoint.account))],
          test: [...new Set(trials.map(({ test }) => test))],
        },
      },
    };
    const waitSeconds = place.nearby ? 1 : 5;
    const inbox = await openInbox({ clients, bus: outputs?.BusName ?? place.name, pattern, waitSeconds });
    try {
      if (!place.nearby) {
        terminal.err(`waiting ${SETTLING_MS / 1000} s until EventBridge knows the rule ${inbox.name}`);
        await after(SETTLING_MS, undefined, { signal }).catch(() => undefined);
      }
      proofs.push(...(await prove(trials, inbox, { ...options, url, patience: Number(within) * 1000 })));
    } finally {
      for (const sentence of await inbox.close()) terminal.err(sentence, 'bad');
    }
  }
  if (values.json) terminal.json(proofs);
  else for (const proof of proofs) print(proof, terminal);
  const isProven = proofs.some(({ result }) => result === 'proven');
  return isProven && proofs.every(({ result }) => result !== 'failed') ? 0 : 1;
}

const UNMARKED =
  'it knows no test orders, so its event would look like a real one to every subscriber; --unmarked sends it all the same';

/** The entries of a document that `receive` would take. @throws UsageError where it cannot be read */
function validEntries(provider: Provider, text: string): Record<string, Endpoint> {
  const document = readSecretDocument(provider, text);
  if ('issues' in document)
    throw new UsageError(
      `the secret document of ${provider.name} cannot be read: ${document.issues.map(({ message }) => message).join('; ')}`,
    );
  const entries: Record<string, Endpoint> = {};
  for (const name of document.names) {
    const reading = document.entry(name);
    if (reading && 'endpoint' in reading) entries[name] = reading.endpoint;
  }
  return entries;
}

/** A sample for the endpoint of an event that is mapped; `undefined` where no endpoint has a secret. */
function trialOf(provider: Provider, entries: Readonly<Record<string, Endpoint>>): Trial | undefined {
  const usable = Object.fromEntries(
    Object.entries(entries).filter(
      ([, { event }]) => event === undefined || Object.hasOwn(provider.events, event),
    ),
  );
  const [first = ''] = Object.keys(provider.events);
  const name = endpointFor(usable, first);
  const endpoint = name === undefined ? undefined : usable[name];
  if (name === undefined || !endpoint) return undefined;
  const event = endpoint.event ?? first;
  const payload = provider.sample(event, endpoint.account);
  const { account, timeZone } = endpoint;
  const outcome = outcomeOf(provider, payload, { event, account, ...(timeZone && { timeZone }) });
  return { provider, name, endpoint, event, payload, test: 'metadata' in outcome && outcome.metadata.test };
}

interface ProveOptions extends RunOptions {
  readonly url: string;
  /** Milliseconds. */
  readonly patience: number;
}

/** Sends each trial, and waits until its event is in the inbox. */
async function prove(
  trials: readonly Trial[],
  inbox: Inbox,
  { url, patience, now, signal, terminal }: ProveOptions,
): Promise<Proof[]> {
  const proofs: Proof[] = [];
  const waiting = new Map<string, { trial: Trial; since: number }>();
  for (const trial of trials) {
    if (signal.aborted) break;
    const { provider, name, endpoint, event, payload } = trial;
    const about = { provider: provider.name, endpoint: name };
    const since = now();
    const { status, body } = await postDelivery({ provider, name, endpoint, event, payload, url });
    const answer = parseJson(body);
    const id = textAt(answer, 'id');
    if (status === 200 && id !== undefined) waiting.set(id, { trial, since });
    else {
      const said = fieldOf(answer, 'error') ?? fieldOf(answer, 'status') ?? '';
      proofs.push({
        ...about,
        result: 'failed',
        why: `answered ${status} ${said}: see npm run endpoints -- ls`,
      });
    }
  }
  for (const end = now() + patience; waiting.size > 0 && now() < end && !signal.aborted; ) {
    terminal.progress(`waiting for ${waiting.size} of ${trials.length} events`);
    for (const { metadata } of await inbox.receive()) {
      const found = waiting.get(metadata.id);
      if (!found) continue;
      waiting.delete(metadata.id);
      proofs.push({
        ...{ provider: found.trial.provider.name, endpoint: found.trial.name, result: 'proven' },
        ...{ id: metadata.id, type: metadata.type, milliseconds: now() - found.since },
      });
    }
  }
  for (const [id, { trial }] of waiting)
    proofs.push({
      ...{ provider: trial.provider.name, endpoint: trial.name, result: 'failed', id },
      why: `accepted, and not on the bus ${signal.aborted ? 'when it was interrupted' : `after ${patience / 1000} s`}: npm run trace -- ${shortId(id)}`,
    });
  return proofs;
}

function print(
  { provider, result, endpoint, id = '', type, milliseconds, why }: Proof,
  terminal: Terminal,
): void {
  if (result === 'proven')
    terminal.out(`${provider}  proven: ${endpoint} → ${type} in ${milliseconds} ms, ${shortId(id)}`, 'good');
  else terminal.out(`${provider}  ${result}: ${why}`, result === 'failed' ? 'bad' : 'warn');
}
