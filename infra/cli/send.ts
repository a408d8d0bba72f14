import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Endpoint } from '../../lib/endpoint';
import type { Provider } from '../../lib/provider';
import { providerOf, providers } from '../../lib/providers';
import { readEndpointsFile, SAMPLE_ENDPOINTS } from './endpoints-file';
import { runCommand, UsageError } from './exit';
import { fromCaller } from './place';
import { endpointFor, postDelivery } from './post-delivery';

const USAGE = `Sends a delivery as its provider would: signed and, where it does so, encrypted.

  npm run send -- <provider> [--endpoint NAME] [--event EVENT] [--file payload.json] [--url http://127.0.0.1:3000]

Providers: ${providers.map(({ name, events }) => `${name} (${Object.keys(events).join(', ')})`).join('; ')}
Without --file it sends a sample with a new identity. The key comes from the file named by ENDPOINTS,
else it is the provider's sample key. Exit code 1 unless the door answers 200.
`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const provider = positionals.length === 1 ? providerOf(positionals[0] as string) : undefined;
  if (!provider)
    throw new UsageError(`expected one provider, found ${positionals.join(' ') || 'none'}\n\n${USAGE}`);

  const own = process.env.ENDPOINTS ? fromCaller(process.env.ENDPOINTS) : undefined;
  const file = own ?? 'the sample endpoints';
  const documents = own === undefined ? SAMPLE_ENDPOINTS : readEndpointsFile(own);
  const endpoints = documents[provider.name] ?? {};
  const name = values.endpoint ?? endpointFor(endpoints, values.event);
  const endpoint = name === undefined || !Object.hasOwn(endpoints, name) ? undefined : endpoints[name];
  if (name === undefined || !endpoint)
    throw new UsageError(
      `${file}: /${provider.name}: expected an endpoint ${name ?? 'with a secret'}, found ${Object.keys(endpoints).join(', ') || 'none'}`,
    );
  if (endpoint.secrets.length === 0)
    throw new UsageError(`${file}: /${provider.name}/${name}/secrets: expected a secret to sign with`);

  const answer = await postDelivery({
    provider,
    name,
    endpoint,
    payload:
      values.file === undefined ? sampleOf(provider, name, endpoint, values.event) : readPayload(values.file),
    event: values.event,
    url: values.url ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`,
  });
  process.stdout.write(`${answer.status} ${answer.body}\n`);
  return answer.status === 200 ? 0 : 1;
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

function readPayload(file: string): string {
  try {
    return readFileSync(fromCaller(file), 'utf8');
  } catch (error) {
    throw new UsageError(`--file ${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    return parseArgs({
      allowPositionals: true,
      options: { endpoint: text, event: text, file: text, url: text, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

void runCommand(main);
