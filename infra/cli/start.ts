import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type JournalEntry, type LocalStack, type LogLine, startLocalStack } from '@order-events/local';
import { secretNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { readArguments, refuseWords } from './arguments';
import { stackAssembly } from './assembly';
import { createClients } from './clients';
import { createRecorder } from './console/local/recorder';
import { type ConsoleOptions, openConsole } from './console/open';
import type { ConsoleServer } from './console/server';
import type { Source } from './console/source';
import { createDisplay, type Display } from './display';
import { readEndpointsFile, SAMPLE_ENDPOINTS, type SecretDocuments } from './endpoints-file';
import { runCommand, UsageError } from './exit';
import { type KeepOptions, keepDeadLetters, restoreDeadLetters } from './kept-dead-letters';
import { fromCaller, KEPT_FILE, localStackFile, SENT_FILE } from './paths';
import { choosePlace, type Place } from './place';
import { plural } from './print';
import { watchPublishedEvents } from './published-events';
import { sendSamples } from './samples';
import { createStyle } from './style';

// The SDK's releases of 2027 need Node.js 22; ours is pinned before them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const USAGE = `Runs the whole pipeline on this machine, out of the template that would be deployed.

  npm start [-- --json] [--keep]

  --json   the samples' events in full, a line of JSON for each on the standard output; everything
           else goes to the error output: npm start -s -- --json | jq
  --keep   dead letters are there again at the next start with --keep; meanwhile they lie, personal data
           included, in a folder under node_modules/.cache

Environment:
  PORT          of the webhooks (3000); 0 for any that is free
  AWS_PORT      of SQS, EventBridge and Secrets Manager (4566); 0 for any that is free
  CONSOLE_PORT  of the console in the browser (4000, and where that is taken any that is free)
  ENDPOINTS     a JSON file with your own endpoints and keys; without it, endpoints to try
  SAMPLES=0     sends no samples; with ENDPOINTS none are sent
  CONTROL=1     opens the control endpoint /_control/ on the AWS port: faults, clock, journal
  NO_COLOR      no colours

Ends with Ctrl-C. Exit codes: 0 stopped, 2 wrong arguments or settings, or a port that is taken.
`;
const CALL = 'npm start --';
/** The subscriber's own lines come a moment after its events. */
const SETTLING_MS = 300;
/** Of the console, where it is free. */
const CONSOLE_PORT = 4000;
/** More would scroll the rest away. */
const MOST_ENDPOINTS = 8;

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, {
    json: { type: 'boolean' },
    keep: { type: 'boolean' },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  refuseWords(CALL, positionals);
  const port = readPort('PORT', 3000);
  const awsPort = readPort('AWS_PORT', 4566);
  if (port !== 0 && port === awsPort) throw new UsageError(`PORT and AWS_PORT are both ${port}; choose two`);
  const consolePort = process.env.CONSOLE_PORT === undefined ? undefined : readPort('CONSOLE_PORT', 0);
  const own = process.env.ENDPOINTS || undefined;
  const endpoints = own === undefined ? SAMPLE_ENDPOINTS : readEndpointsFile(fromCaller(own));
  const stopped = untilStopped().then(() => 'stopped' as const);

  const terminal = values.json ? process.stderr : process.stdout;
  const style = createStyle(terminal.isTTY, process.env);
  const write = (line: string) => void terminal.write(`${line}\n`);
  const display = createDisplay({ write, style, providers: providers.map(({ name }) => name) });
  const published = watchPublishedEvents();
  const recorder = createRecorder({ now: Date.now });
  let ready = false;
  const onEntry = (entry: JournalEntry) => {
    published.see(entry);
    recorder.entry(entry);
    // What the template asks for is no news.
    if (ready) display.entry(entry);
  };
  const onLog = (line: LogLine) => {
    display.log(line);
    recorder.log(line);
  };
  const stack = await start({ port, awsPort, endpoints, display, onEntry, onLog });
  const file = writeLocalStackFile(stack);
  rmSync(SENT_FILE, { force: true });
  let pages: ConsoleServer | undefined;
  let keep: () => Promise<unknown> = async () => undefined;
  try {
    const options = await consoleOf(recorder, stack);
    const keeping: KeepOptions = { ...options.account, file: KEPT_FILE, warn: display.note };
    if (values.keep) keep = () => keepDeadLetters(keeping);
    const restored = values.keep ? await restoreDeadLetters(keeping) : 0;
    if (restored > 0) display.note(`kept: ${plural(restored, 'dead letter')} of the last time`);
    pages = await openNear(consolePort, options);
    for (const warning of stack.warnings) display.note(`warning: ${warning}`);
    ready = true;
    write(`${style.good('ready')}: webhooks on ${stack.url}, AWS on ${stack.awsUrl}`);
    write(`console: ${pages.url}`);
    for (const line of welcome(stack, endpoints)) display.note(line);
    const samples =
      own === undefined && process.env.SAMPLES !== '0'
        ? sendSamples({
            ...{ url: stack.url, endpoints, published, display },
            onEvent: values.json ? (json) => void process.stdout.write(`${json}\n`) : undefined,
          })
        : undefined;
    const settled = samples?.then(() => after(SETTLING_MS));
    if ((await Promise.race([settled, stopped])) !== 'stopped')
      for (const line of whatNext(stack)) write(line);
    published.close();
    await stopped;
  } finally {
    rmSync(file, { force: true });
    await pages?.close();
    await keep();
    await stack.close();
  }
  return 0;
}

interface StartOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly endpoints: SecretDocuments;
  readonly display: Display;
  readonly onEntry: (entry: JournalEntry) => void;
  readonly onLog: (line: LogLine) => void;
}

async function start(options: StartOptions): Promise<LocalStack> {
  const { port, awsPort, endpoints, display, onEntry, onLog } = options;
  const assembly = await stackAssembly(() =>
    display.note('synthesising the stack and bundling its functions; the next start finds them'),
  );
  const secrets = providers.map(({ name }) => [secretNameOf(name), JSON.stringify(endpoints[name] ?? {})]);
  try {
    return await startLocalStack({
      assembly,
      port,
      awsPort,
      secrets: Object.fromEntries(secrets),
      control: process.env.CONTROL === '1',
      onLog,
      onEntry,
      onWarning: (text) => display.note(`warning: ${text}`),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`${message}, perhaps an earlier npm start; choose others with PORT and AWS_PORT`);
    throw error;
  }
}

async function consoleOf(
  source: Source,
  { url, awsUrl, outputs }: LocalStack,
): Promise<Omit<ConsoleOptions, 'port'>> {
  const found = await choosePlace({ 'endpoint-url': awsUrl }, {}, '');
  const place: Place = { ...found, label: 'the local stack', queues: { outputs } };
  return { source, account: { place, clients: createClients(place.client), canReplay: true }, webhooks: url };
}

/** Its address is printed, so any port will do where nobody asked for one. */
async function openNear(
  port: number | undefined,
  options: Omit<ConsoleOptions, 'port'>,
): Promise<ConsoleServer> {
  if (port !== undefined) return openConsole({ port, ...options });
  try {
    return await openConsole({ port: CONSOLE_PORT, ...options });
  } catch (error) {
    if (error instanceof UsageError) return openConsole({ port: 0, ...options });
    throw error;
  }
}

function welcome({ awsUrl }: LocalStack, endpoints: SecretDocuments): string[] {
  const paths = Object.entries(endpoints).flatMap(([provider, document]) =>
    Object.keys(document).map((name) => `${provider}/${name}`),
  );
  const more = paths.length > MOST_ENDPOINTS ? ` and ${paths.length - MOST_ENDPOINTS} more` : '';
  const shown = paths.slice(0, MOST_ENDPOINTS).join(' ') || 'none yet';
  return [
    `endpoints: /webhooks/… ${shown}${more}`,
    ...(process.env.CONTROL === '1' ? [`control endpoint on ${awsUrl}/_control/`] : []),
  ];
}

function whatNext({ url, awsUrl }: LocalStack): string[] {
  const [port, awsPort] = [new URL(url).port, new URL(awsUrl).port];
  const send = `${port === '3000' ? '' : `PORT=${port} `}npm run send --`;
  const dlq = `${awsPort === '4566' ? '' : `AWS_PORT=${awsPort} `}npm run dlq --`;
  const example = providers[0]?.name ?? '<provider>';
  return [
    '',
    'waiting for deliveries; end with Ctrl-C. Try, in another terminal:',
    `  ${send} ${example}`,
    `  ${send} --help   for other events, values and files`,
    `  ${dlq} ls       for what could not become an event`,
  ];
}

/** For `npm run dlq`, which finds the queues there. */
function writeLocalStackFile({ awsUrl, outputs }: LocalStack): string {
  const file = localStackFile(new URL(awsUrl).port);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ awsUrl, outputs }, null, 2)}\n`);
  return file;
}

function readPort(name: string, otherwise: number): number {
  const text = process.env[name] ?? String(otherwise);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`${name}=${text}: expected a port, 0 to 65535`);
  return port;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

void runCommand(main);
