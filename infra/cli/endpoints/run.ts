import { readFileSync } from 'node:fs';
import type { Endpoint } from '../../../lib/endpoint';
import { isObject, parseJson } from '../../../lib/json';
import { secretNameOf } from '../../../lib/names';
import type { Provider } from '../../../lib/provider';
import { readSecretDocument } from '../../../lib/secret-document';
import { createClients } from '../clients';
import { UsageError } from '../exit';
import { fromCaller } from '../paths';
import { choosePlace } from '../place';
import { plural, printError, printFileError, printTable } from '../print';
import type { Terminal } from '../terminal';
import { readWhen } from '../when';
import { readArguments, USAGE } from './arguments';
import { readCapture } from './capture';
import { adding, type Change, changeDocument, retiringEntirely, retiringOld, rotating } from './change';
import { checkDelivery, FINDINGS, type Finding, unwrapped } from './check';
import { createDocumentStore, type DocumentStore } from './document-store';

/** What the command runs with. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a running local stack writes where it is. */
  readonly localFile: string;
  readonly providers: readonly Provider[];
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Asks for a secret, without showing it. */
  readonly askSecret: (question: string) => Promise<string>;
}

type Arguments = ReturnType<typeof readArguments>;

/** Runs one command; tells errors in a line on the terminal. @returns the exit code */
export async function run(argv: readonly string[], options: RunOptions): Promise<number> {
  const { terminal, signal } = options;
  try {
    const args = readArguments(argv);
    if (args.command === 'help') {
      for (const line of USAGE.trimEnd().split('\n')) terminal.out(line);
      return 0;
    }
    const code = await runAt(args, options);
    return signal.aborted ? 130 : code;
  } catch (error) {
    const usage = error instanceof UsageError;
    terminal.err(usage ? error.message : printError(error), 'bad');
    return usage ? 2 : 1;
  }
}

async function runAt(args: Arguments, options: RunOptions): Promise<number> {
  const { terminal, providers } = options;
  const { values } = args;
  const known = providers.map(({ name }) => name).join(', ');
  const chosen = providers.filter(({ name }) => args.provider === '' || name === args.provider);
  const [provider] = chosen;
  if (!provider) throw new UsageError(`${args.provider}: is no provider; expected one of ${known}`);
  const at = values.at === undefined ? options.now() : readWhen('at', values.at, options.now());
  const capture = values.file === undefined ? undefined : readCapture(values.file, readFile(values.file));
  const place = await choosePlace(values, options.env, options.localFile);
  terminal.err(`talking to ${place.label}`);
  const store = createDocumentStore(createClients(place.client).secrets);
  const secretId = ({ name }: Provider) => secretNameOf(name, place.name);
  if (args.command === 'ls') return ls(chosen, store, secretId, terminal, values.json ?? false);
  if (args.command === 'check' && capture)
    return check(
      { provider, store, secretId: secretId(provider), name: args.endpoint },
      capture,
      at,
      terminal,
      values.json ?? false,
    );
  return change(args, provider, { ...options, store, secretId: secretId(provider), label: place.label });
}

/** An endpoint as `ls --json` has it. */
interface Listed {
  readonly provider: string;
  readonly endpoint: string;
  readonly account: string | null;
  readonly event: string | null;
  readonly secrets: number;
  /** Of the whole document: UTC. */
  readonly changedAt: string | null;
  readonly issues: readonly string[];
  readonly warnings: readonly string[];
}

async function ls(
  providers: readonly Provider[],
  store: DocumentStore,
  secretId: (provider: Provider) => string,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  const listed: Listed[] = [];
  let unreadable = 0;
  for (const provider of providers) {
    const stored = await store.read(secretId(provider));
    const document = readSecretDocument(provider, stored.text);
    if ('issues' in document) {
      unreadable++;
      terminal.err(
        `${secretId(provider)}: ${document.issues.map(({ message }) => message).join('; ')}`,
        'bad',
      );
      continue;
    }
    const warnings = document.warnings();
    const raw = parseJson(stored.text.replace(/^\uFEFF/, ''));
    for (const name of document.names) {
      const reading = document.entry(name);
      const endpoint = reading && 'endpoint' in reading ? reading.endpoint : undefined;
      const issues = reading && 'issues' in reading ? reading.issues : [];
      listed.push({
        provider: provider.name,
        endpoint: name,
        account: endpoint?.account ?? null,
        event: endpoint?.event ?? null,
        secrets: rawSecretsOf(raw, name).length,
        changedAt: stored.writtenAt?.toISOString() ?? null,
        issues: issues.map(({ path, message }) => `${path || '/'}: ${message}`),
        warnings: warnings.flatMap(({ path, message }) =>
          path.startsWith(`/${name}/`) ? [`${path.slice(name.length + 1)}: ${message}`] : [],
        ),
      });
    }
  }
  if (json) terminal.json(listed);
  else print(listed, terminal);
  return unreadable > 0 || listed.some(({ issues }) => issues.length > 0) ? 1 : 0;
}

function print(listed: readonly Listed[], terminal: Terminal): void {
  const rows = listed.map(({ provider, endpoint, account, event, secrets }) => [
    ...[provider, endpoint, account ?? '?', event ?? '', secrets],
  ]);
  const [head = '', ...lines] = printTable(['PROVIDER', 'ENDPOINT', 'ACCOUNT', 'EVENT', 'SECRETS'], rows);
  terminal.out(head, 'dim');
  for (const [i, line] of lines.entries()) {
    terminal.out(line);
    for (const issue of listed[i]?.issues ?? []) terminal.out(`  ! ${issue}`, 'bad');
    for (const warning of listed[i]?.warnings ?? []) terminal.out(`  ! ${warning}`, 'warn');
  }
  terminal.out('');
  terminal.out(`${plural(listed.length, 'endpoint')}.`);
}

interface ChangeOptions extends RunOptions {
  readonly store: DocumentStore;
  readonly secretId: string;
  readonly label: string;
}

async function change(args: Arguments, provider: Provider, options: ChangeOptions): Promise<number> {
  const { terminal, store, secretId, label, signal } = options;
  const { values, endpoint: name } = args;
  if (!values.yes && !terminal.interactive)
    throw new UsageError(
      `${args.command}: there is no terminal to ask at; give --yes to change without a question`,
    );
  const stored = await store.read(secretId);
  const wanted = await changeOf(args, options.askSecret);
  if (signal.aborted) return 0;
  const { text, diff, warnings } = changeDocument(provider, stored.text, name, wanted);
  if (!values.json) for (const line of diff) terminal.out(line, line.startsWith('-') ? 'bad' : 'good');
  for (const warning of warnings) terminal.err(`warning: ${warning}`, 'warn');
  const agreed = values.yes || (await terminal.ask(`Change ${secretId} of ${label}?`, signal));
  if (agreed && !signal.aborted) await store.replace(secretId, stored, text);
  if (values.json) terminal.json({ changed: Boolean(agreed), diff, warnings });
  terminal.err(
    agreed ? `${secretId} changed; receive knows it within five minutes` : 'Nothing was changed.',
    agreed ? 'good' : 'warn',
  );
  return agreed ? 0 : 1;
}

async function changeOf(
  { command, endpoint: name, values }: Arguments,
  askSecret: RunOptions['askSecret'],
): Promise<Change> {
  if (command === 'retire') return values.entirely ? retiringEntirely(name) : retiringOld(name);
  const secret = await askSecret(`secret of ${name}: `);
  if (secret === '') throw new UsageError(`${name}: expected a secret, found none; nothing was changed`);
  if (command === 'rotate') return rotating(name, secret);
  const { account, event, layout, 'time-zone': timeZone } = values;
  return adding(name, { account, event, layout, timeZone }, secret);
}

interface Checked {
  readonly provider: Provider;
  readonly store: DocumentStore;
  readonly secretId: string;
  readonly name: string;
}

async function check(
  { provider, store, secretId, name }: Checked,
  request: ReturnType<typeof readCapture>,
  at: number,
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  const current = await store.read(secretId);
  const document = readSecretDocument(provider, current.text);
  if ('issues' in document)
    throw new UsageError(`${secretId}: ${document.issues.map(({ message }) => message).join('; ')}`);
  const reading = document.entry(name);
  if (!reading)
    throw new UsageError(
      `${name}: there is no such endpoint; expected one of ${document.names.join(', ') || 'none yet'}`,
    );
  const others: Record<string, Endpoint> = {};
  for (const other of document.names) {
    const found = document.entry(other);
    if (other !== name && found && 'endpoint' in found) others[other] = found.endpoint;
  }
  const before = await store.readPrevious(secretId);
  const previousDocument = before && readSecretDocument(provider, before.text);
  const previous = previousDocument && 'entry' in previousDocument ? previousDocument.entry(name) : undefined;
  const about = {
    ...{ provider, request, name, others, at },
    previous: previous && 'endpoint' in previous ? previous.endpoint : undefined,
  };
  const finding =
    'endpoint' in reading
      ? checkDelivery({ ...about, endpoint: reading.endpoint })
      : checkInvalid(
          about,
          rawSecretsOf(parseJson(current.text.replace(/^\uFEFF/, '')), name),
          reading.issues,
        );
  const warnings = document
    .warnings()
    .flatMap(({ path, message }) => (path.startsWith(`/${name}/`) ? [`${path}: ${message}`] : []));
  const [verdict, sentence] = FINDINGS[finding.code];
  if (json) terminal.json({ ...finding, right: verdict === 'right', warnings });
  else {
    const detail = finding.detail === undefined ? '' : ` (${finding.detail})`;
    terminal.out(`${finding.code}${detail}: ${sentence}`, verdict === 'right' ? 'good' : 'bad');
    for (const warning of warnings) terminal.out(`warning: ${warning}`, 'warn');
  }
  return verdict === 'right' ? 0 : 1;
}

/** Of an entry that is invalid: whether its secrets would be right without what stands around them. */
function checkInvalid(
  about: Omit<Parameters<typeof checkDelivery>[0], 'endpoint'>,
  secrets: readonly string[],
  issues: readonly { path: string; message: string }[],
): Finding {
  const bare = secrets.map(unwrapped);
  const { code } = checkDelivery({ ...about, endpoint: { secrets: bare, account: 'any' } });
  if (code === 'MATCHES' || code === 'MATCHES_OLDER_SECRET') return { code: 'SECRET_WRAPPED' };
  return {
    code: 'ENTRY_INVALID',
    detail: issues.map(({ path, message }) => `${path || '/'}: ${message}`).join('; '),
  };
}

function rawSecretsOf(document: unknown, name: string): string[] {
  const entry = isObject(document) && Object.hasOwn(document, name) ? document[name] : undefined;
  const secrets = isObject(entry) ? entry.secrets : undefined;
  return Array.isArray(secrets) ? secrets.filter((secret) => typeof secret === 'string') : [];
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(fromCaller(file));
  } catch (error) {
    throw new UsageError(`--file ${file}: cannot be read (${printFileError(error)})`);
  }
}
