import { readFileSync } from 'node:fs';
import type { Endpoint } from '../../lib/endpoint';
import { fieldOf, parseJson } from '../../lib/json';
import type { Provider } from '../../lib/provider';
import { providerOf, providers } from '../../lib/providers';
import { readArguments } from './arguments';
import { readEndpointsFile, SAMPLE_ENDPOINTS } from './endpoints-file';
import { runCommand, UsageError } from './exit';
import { fromCaller, SENT_FILE } from './paths';
import { endpointFor, postDelivery, type ReceiverAnswer } from './post-delivery';
import { acceptedBefore, DEDUPLICATION_MS } from './sent-before';
import { setValues } from './set-values';

const USAGE = `Sends a delivery as its provider would: signed and, where it does so, encrypted.

  npm run send -- <provider> [--event EVENT] [--set PATH=VALUE]… [--file FILE] [--endpoint NAME] [--url URL]

  --event EVENT      the provider's word for it; the first of its list without it
  --set PATH=VALUE   another value, for example --set lines.0.quantity=5; can be given more than once
  --file FILE        this payload in place of a sample with a new identity
  --raw              sends the file as it is, also where it is no JSON
  --endpoint NAME    the endpoint to send to; the first that takes the event without it
  --url URL          where the webhooks are, http://127.0.0.1:3000 without it (PORT is read)

Providers: ${providers.map(({ name, events }) => `${name} (${Object.keys(events).join(', ')})`).join('\n           ')}
The key comes from the file named by ENDPOINTS, else it is the provider's sample key.
Exit codes: 0 answered with 200, 1 with anything else, 2 wrong arguments, or nobody answers.
`;
const CALL = 'npm run send --';
const text = { type: 'string' } as const;
const OPTIONS = {
  ...{ endpoint: text, event: text, file: text, url: text },
  set: { type: 'string', multiple: true },
  raw: { type: 'boolean' },
} as const;

async function main(): Promise<number> {
  const { values, positionals } = readArguments(CALL, OPTIONS);
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const provider = positionals.length === 1 ? providerOf(positionals[0] as string) : undefined;
  if (!provider)
    throw new UsageError(
      `expected one provider (${providers.map(({ name }) => name).join(', ')}), found ${positionals.join(' ') || 'none'}; see ${CALL} --help`,
    );

  const own = process.env.ENDPOINTS ? fromCaller(process.env.ENDPOINTS) : undefined;
  const source = own ?? 'the sample endpoints';
  const documents = own === undefined ? SAMPLE_ENDPOINTS : readEndpointsFile(own);
  const endpoints = documents[provider.name] ?? {};
  const name = values.endpoint ?? endpointFor(endpoints, values.event);
  const endpoint = name === undefined || !Object.hasOwn(endpoints, name) ? undefined : endpoints[name];
  if (name === undefined || !endpoint)
    throw new UsageError(
      `${source}: /${provider.name}: expected an endpoint ${name ?? 'with a secret'}, found ${Object.keys(endpoints).join(', ') || 'none'}`,
    );
  if (endpoint.secrets.length === 0)
    throw new UsageError(`${source}: /${provider.name}/${name}/secrets: expected a secret to sign with`);

  const payload =
    values.file === undefined
      ? sampleOf(provider, name, endpoint, values.event)
      : readPayload(values.file, values.raw === true);
  const answer = await postDelivery({
    ...{ provider, name, endpoint, event: values.event },
    payload: setValues(payload, values.set ?? []),
    url: values.url ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`,
  });
  process.stdout.write(`${answer.status} ${answer.body}\n`);
  reportRepeat(answer);
  return answer.status === 200 ? 0 : 1;
}

/** Nobody else can: the receiver answers a repeat as the first, and SQS drops it without a word. */
function reportRepeat({ status, body, url }: ReceiverAnswer): void {
  const id = fieldOf(parseJson(body), 'id');
  if (status !== 200 || typeof id !== 'string') return;
  const ago = acceptedBefore(SENT_FILE, `${new URL(url).origin} ${id}`, Date.now());
  if (ago !== undefined)
    process.stderr.write(
      `a repeat: a delivery with this id was accepted ${Math.round(ago / 1000)} s ago, and SQS drops any other for ${DEDUPLICATION_MS / 60_000} minutes, a corrected one too\n`,
    );
}

/** Where the endpoint says which event it receives, its payload does not: it is that one. */
function sampleOf(provider: Provider, name: string, endpoint: Endpoint, asked: string | undefined): string {
  if (asked !== undefined && endpoint.event !== undefined && asked !== endpoint.event)
    throw new UsageError(
      `--event ${asked}: the endpoint ${name} receives ${endpoint.event}; name another with --endpoint`,
    );
  const event = asked ?? endpoint.event ?? (Object.keys(provider.events)[0] as string);
  return provider.sample(event, endpoint.account);
}

function readPayload(file: string, raw: boolean): string {
  let payload: string;
  try {
    payload = readFileSync(fromCaller(file), 'utf8');
  } catch (error) {
    throw new UsageError(`--file ${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (!raw && parseJson(payload) === undefined)
    throw new UsageError(`--file ${file}: is no JSON; add --raw to send it as it is`);
  return payload;
}

void runCommand(main);
