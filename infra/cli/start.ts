import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type JournalEntry, type LocalStack, startLocalStack } from '@order-events/local';
import { secretNameOf } from '../../lib/names';
import { providers } from '../../lib/providers';
import { stackAssembly } from './assembly';
import { readable } from './display';
import { readEndpointsFile, SAMPLE_ENDPOINTS, type SecretDocuments } from './endpoints-file';
import { runCommand, UsageError } from './exit';
import { fromCaller, localStackFile } from './place';
import { watchPublishedEvents } from './published-events';
import { sendSamples } from './samples';

const TARGET_BY_HAND =
  'note: on AWS a queue that is a target needs a policy that lets events.amazonaws.com send to it, a function a permission';

/** Runs the whole pipeline on this machine, out of the template that would be deployed. */
async function main(): Promise<number> {
  const port = readPort('PORT', 3000);
  const awsPort = readPort('AWS_PORT', 4566);
  if (port !== 0 && port === awsPort) throw new UsageError(`PORT and AWS_PORT are both ${port}; choose two`);
  const own = process.env.ENDPOINTS || undefined;
  const endpoints = own === undefined ? SAMPLE_ENDPOINTS : readEndpointsFile(fromCaller(own));
  const stopped = untilStopped().then(() => 'stopped' as const);

  const published = watchPublishedEvents();
  let ready = false;
  const stack = await start(port, awsPort, endpoints, (entry) => {
    published.see(entry);
    // Targets of the template come with their policies; one made by hand needs none here.
    if (ready && entry.kind === 'events.PutTargets') say(TARGET_BY_HAND);
    // Our own functions log what they park; a subscriber's dead letter is told by nobody else.
    if (entry.kind === 'sqs.SendMessage' && entry.where.endsWith('-dead'))
      say(`! dead letter in ${entry.where}: see npm run dlq -- ls`);
  });
  const file = tellPlace(stack);
  try {
    for (const warning of stack.warnings) say(`warning: ${warning}`);
    ready = true;
    say(`ready: webhooks on ${stack.url}/webhooks/<provider>/<endpoint>, AWS on ${stack.awsUrl}`);
    if (process.env.CONTROL === '1') say(`control endpoint on ${stack.awsUrl}/_control/`);
    const samples =
      own === undefined && process.env.SAMPLES !== '0'
        ? sendSamples({ url: stack.url, endpoints, published, say })
        : undefined;
    const port = new URL(stack.url).port;
    if ((await Promise.race([samples, stopped])) !== 'stopped')
      say(
        `waiting for deliveries: ${port === '3000' ? '' : `PORT=${port} `}npm run send -- <provider>; end with Ctrl-C`,
      );
    published.close();
    await stopped;
  } finally {
    rmSync(file, { force: true });
    await stack.close();
  }
  return 0;
}

async function start(
  port: number,
  awsPort: number,
  endpoints: SecretDocuments,
  onEntry: (entry: JournalEntry) => void,
): Promise<LocalStack> {
  const assembly = await stackAssembly(() =>
    say('synthesising the stack and bundling its functions; the next start finds them'),
  );
  const secrets = providers.map(({ name }) => [secretNameOf(name), JSON.stringify(endpoints[name] ?? {})]);
  try {
    return await startLocalStack({
      assembly,
      port,
      awsPort,
      secrets: Object.fromEntries(secrets),
      control: process.env.CONTROL === '1',
      onLog: (line) => {
        const text = readable(line);
        if (text !== undefined) say(text);
      },
      onEntry,
      onWarning: (text) => say(`warning: ${text}`),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`${message}, perhaps an earlier npm start; choose others with PORT and AWS_PORT`);
    throw error;
  }
}

/** For `npm run dlq`, which finds the queues there. */
function tellPlace({ awsUrl, outputs }: LocalStack): string {
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

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

void runCommand(main);
