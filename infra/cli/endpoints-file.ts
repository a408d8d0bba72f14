import { readFileSync } from 'node:fs';
import { type Endpoint, NAME, NAME_EXPECTED, readEndpoint } from '../../lib/endpoint';
import { pointerStep } from '../../lib/json';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { UsageError } from './exit';

/** By provider, then by the endpoint's name: `{ "<provider>": <secret document> }`. */
export type SecretDocuments = Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;

/**
 * Endpoints and keys of every provider to try the pipeline with; good for nothing else. One whose event is ignored is
 * left out: it would come with a warning.
 */
export const SAMPLE_ENDPOINTS: SecretDocuments = Object.fromEntries(
  providers.map((provider) => {
    const entries = Object.entries(kitOf(provider).endpoints);
    const isRead = ({ event }: Endpoint) => event === undefined || Object.hasOwn(provider.events, event);
    return [provider.name, Object.fromEntries(entries.filter(([, entry]) => isRead(entry)))];
  }),
);

/**
 * Reads and checks the file that stands for the providers' secrets on this machine.
 * @throws UsageError that names the file, the place in it and what is expected there
 */
export function readEndpointsFile(file: string): SecretDocuments {
  const errorAt = (path: string, message: string) => new UsageError(`${file}: ${path || '/'}: ${message}`);
  const documents = asObject(parse(file), () => errorAt('', `expected an object of providers (${names()})`));
  for (const [name, document] of Object.entries(documents)) {
    const provider = providers.find((known) => known.name === name);
    if (!provider) throw errorAt(`/${name}`, `is no provider; expected one of ${names()}`);
    const entries = asObject(document, () => errorAt(`/${name}`, 'expected an object of endpoints'));
    for (const [endpoint, entry] of Object.entries(entries)) {
      const path = `/${name}/${pointerStep(endpoint)}`;
      if (!NAME.test(endpoint)) throw errorAt(path, `as an endpoint's name expected ${NAME_EXPECTED}`);
      checkEntry(provider, path, entry, errorAt);
    }
  }
  return documents as SecretDocuments;
}

function checkEntry(
  provider: Provider,
  path: string,
  entry: unknown,
  errorAt: (path: string, message: string) => Error,
) {
  const reading = readEndpoint(provider.endpoint, entry);
  const [issue] = 'issues' in reading ? reading.issues : [];
  if (issue) throw errorAt(`${path}${issue.path}`, issue.message);
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: /: expected JSON${placeOf(error as Error, text)}`);
  }
}

/** The parser's own message quotes the file, which holds secrets; some of its messages do not say where. */
function placeOf({ message }: Error, text: string): string {
  if (/end of JSON/.test(message)) return ', found the end of the file';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return `, found something else at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function asObject(value: unknown, error: () => Error): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw error();
  return value as Record<string, unknown>;
}

const names = (): string => providers.map(({ name }) => name).join(', ');
