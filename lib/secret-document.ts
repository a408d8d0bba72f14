import type { GenericSchema } from 'valibot';
import { type Endpoint, type EndpointReading, readEndpoint } from './endpoint';
import type { Issue } from './failure';
import { fieldOf, isObject, pointerStep, pointerTo } from './json';
import { parsePayload } from './payload-text';

/** What a secret document is read with: a provider's receiver has it. */
export interface SecretReader {
  readonly endpoint: GenericSchema<unknown, Endpoint>;
  /** Its keys are the words for events that are read. */
  readonly events: Readonly<Record<string, unknown>>;
}

/** A provider's secret document: its endpoints by name. */
export interface SecretDocument {
  readonly text: string;
  readonly names: readonly string[];
  /** The entry of that name, or its issues: by field, never with a value. `undefined` where there is none. */
  entry(name: string): EndpointReading | undefined;
  /**
   * What may be meant and is worth a look: a secret that is short, one that stands in two entries, so a delivery to one
   * endpoint can be sent to the other too, and an event that is acknowledged and ignored. Each with its place in the
   * document, never with a value.
   */
  warnings(): readonly Issue[];
}

/**
 * Reads a provider's secret document, or says why the whole of it cannot be read. The parser's own message would quote
 * the secrets. An editor may have put a byte-order mark in front.
 */
export function readSecretDocument(
  reader: SecretReader,
  text: string,
): SecretDocument | { readonly issues: readonly Issue[] } {
  const parsed = parsePayload(text.replace(/^\uFEFF/, ''));
  if (!parsed) return { issues: [{ path: '', message: 'expected JSON' }] };
  const { value: entries } = parsed;
  if (!isObject(entries)) return { issues: [{ path: '', message: 'expected an object of endpoints' }] };
  const duplicates = parsed.duplicateKeys();
  return {
    text,
    names: Object.keys(entries),
    entry: (name) =>
      Object.hasOwn(entries, name) ? readEntry(reader, entries[name], twiceIn(duplicates, name)) : undefined,
    warnings: () => [...suspectSecrets(entries), ...ignoredEvents(reader, entries)],
  };
}

function readEntry({ endpoint }: SecretReader, entry: unknown, twice: readonly string[]): EndpointReading {
  if (twice.length === 0) return readEndpoint(endpoint, entry);
  return { issues: twice.map((path) => ({ path, message: 'is there twice; keep one of them' })) };
}

/** Pointers, within an entry, of what stands twice: the entry itself is `''`. */
function twiceIn(duplicates: readonly string[], name: string): readonly string[] {
  const at = `/${pointerStep(name)}`;
  return duplicates
    .filter((pointer) => pointer === at || pointer.startsWith(`${at}/`))
    .map((pointer) => pointer.slice(at.length));
}

function suspectSecrets(entries: Readonly<Record<string, unknown>>): readonly Issue[] {
  const holders = new Map<string, string>();
  return Object.entries(entries).flatMap(([name, entry]) => {
    const secrets = fieldOf(entry, 'secrets');
    const texts = Array.isArray(secrets) ? secrets : [];
    return texts.flatMap((secret, i) => {
      if (typeof secret !== 'string') return [];
      const path = pointerTo([name, 'secrets', i]);
      const holder = holders.get(secret) ?? name;
      holders.set(secret, holder);
      return [
        ...(holder === name ? [] : [{ path, message: `is a secret of the endpoint ${holder} too` }]),
        ...(secret.length < SHORT_SECRET_LENGTH
          ? [{ path, message: `is shorter than ${SHORT_SECRET_LENGTH} characters; easily guessed` }]
          : []),
      ];
    });
  });
}

/** In characters. No platform makes shorter ones; where its users choose them, some are. */
const SHORT_SECRET_LENGTH = 16;

/** An entry whose event is a slip is invalid, and says so itself. */
function ignoredEvents(
  { endpoint, events }: SecretReader,
  entries: Readonly<Record<string, unknown>>,
): readonly Issue[] {
  const known = Object.keys(events).join(', ');
  const message = `is none of ${known}; its deliveries are acknowledged and ignored`;
  return Object.entries(entries).flatMap(([name, entry]) => {
    const reading = readEndpoint(endpoint, entry);
    const event = 'endpoint' in reading ? reading.endpoint.event : undefined;
    const isRead = event === undefined || Object.hasOwn(events, event);
    return isRead ? [] : [{ path: pointerTo([name, 'event']), message }];
  });
}
