import { type Endpoint, NAME, NAME_EXPECTED } from '../../../lib/endpoint';
import { isObject, pointerTo } from '../../../lib/json';
import { readSecretDocument, type SecretReader } from '../../../lib/secret-document';
import { UsageError } from '../exit';

/** A change of one entry of a secret document. */
export type Change = (entry: Readonly<Record<string, unknown>> | undefined) => object | undefined;

/** A document before and after a change. */
export interface Changed {
  readonly text: string;
  /** What is different: fields and counts, never a value of a secret. */
  readonly diff: readonly string[];
  /** What may be a slip, and may be meant. */
  readonly warnings: readonly string[];
}

/** What an entry holds beside its secrets. */
export type EntryFields = { readonly [name in keyof Omit<Endpoint, 'secrets'>]?: string | undefined };

/** A new entry with one secret. @throws UsageError where the entry exists */
export const adding =
  (name: string, fields: EntryFields, secret: string): Change =>
  (entry) => {
    if (entry) throw new UsageError(`${name}: exists already; rotate puts a new secret in front of its own`);
    return { secrets: [secret], ...fields };
  };

/** A new secret in front of the others. @throws UsageError where there is no such entry, or it has the secret already */
export const rotating =
  (name: string, secret: string): Change =>
  (entry) => {
    const secrets = secretsOf(name, entry);
    if (secrets.includes(secret))
      throw new UsageError(`${name}: has this secret already; nothing was changed`);
    return { ...entry, secrets: [secret, ...secrets] };
  };

/** Every secret but the first gone. @throws UsageError where there is no such entry, or nothing to drop */
export const retiringOld =
  (name: string): Change =>
  (entry) => {
    const [current, ...old] = secretsOf(name, entry);
    if (old.length === 0)
      throw new UsageError(`${name}: has no older secret; --entirely removes the endpoint itself`);
    return { ...entry, secrets: [current] };
  };

/** The whole entry gone. @throws UsageError where there is none */
export const retiringEntirely =
  (name: string): Change =>
  (entry) => {
    secretsOf(name, entry);
    return undefined;
  };

function secretsOf(name: string, entry: Readonly<Record<string, unknown>> | undefined): readonly unknown[] {
  if (!entry) throw new UsageError(`${name}: there is no such endpoint`);
  return Array.isArray(entry.secrets) ? entry.secrets : [];
}

/**
 * Makes a change to a document, and reads what came of it as `receive` would.
 * @throws UsageError where the document cannot be read, or the changed entry would be invalid: never with a value
 */
export function changeDocument(reader: SecretReader, text: string, name: string, change: Change): Changed {
  if (!NAME.test(name)) throw new UsageError(`${name}: as an endpoint's name expected ${NAME_EXPECTED}`);
  const before = entriesOf(reader, text);
  const old = before[name];
  const entry = change(isObject(old) ? old : undefined);
  const { [name]: _, ...others } = before;
  // An entry keeps its place, a new one comes last.
  const after = entry === undefined ? others : { ...before, [name]: withoutAbsent(entry) };
  const written = JSON.stringify(after, null, 2);
  const document = readSecretDocument(reader, written);
  if ('issues' in document) throw new UsageError('the document cannot be read back; nothing was changed');
  const reading = document.entry(name);
  const issues = reading && 'issues' in reading ? reading.issues : [];
  const [issue] = issues;
  if (issue) throw new UsageError(`${name}: ${issue.path || '/'}: ${issue.message}`);
  return {
    text: written,
    diff: diffOf(name, isObject(old) ? old : undefined, entry && withoutAbsent(entry)),
    warnings: document
      .warnings()
      .filter(({ path }) => path.startsWith(`${pointerTo([name])}/`))
      .map(({ path, message }) => `${path}: ${message}`),
  };
}

/** @throws UsageError where a change would lose something, or nobody knows what stands there */
function entriesOf(reader: SecretReader, text: string): Record<string, unknown> {
  const document = readSecretDocument(reader, text);
  if ('issues' in document) {
    const [issue] = document.issues;
    throw new UsageError(
      `the secret document cannot be read: ${issue?.message}. Correct it, or put the last good version back: it is AWSPREVIOUS.`,
    );
  }
  for (const name of document.names) {
    const reading = document.entry(name);
    const twice =
      reading && 'issues' in reading && reading.issues.some(({ message }) => /twice/.test(message));
    if (twice) throw new UsageError(`${name}: stands twice in the secret document; keep one of them by hand`);
  }
  return JSON.parse(document.text.replace(/^\uFEFF/, ''));
}

const withoutAbsent = (entry: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** `+ secrets: 2 (1 before)`: fields other than secrets with their values, secrets by their number. */
function diffOf(
  name: string,
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): string[] {
  if (!after) return [`- ${name}: the whole entry, with ${countOf(before?.secrets)}`];
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])];
  return fields.flatMap((field) => {
    const [was, is] = [before?.[field], after[field]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const path = `${name}/${field}`;
    if (field === 'secrets')
      return [`${before ? '~' : '+'} ${path}: ${before ? `${countOf(was)} → ` : ''}${countOf(is)}`];
    return [`${was === undefined ? '+' : '~'} ${path}: ${was === undefined ? '' : `${was} → `}${is}`];
  });
}

const countOf = (secrets: unknown): string => {
  const count = Array.isArray(secrets) ? secrets.length : 0;
  return `${count} secret${count === 1 ? '' : 's'}`;
};
