import type { Endpoint } from '../lib/endpoint';
import { Failure, type Issue } from '../lib/failure';
import { readSecretDocument, type SecretDocument, type SecretReader } from '../lib/secret-document';

/** How long a secret document is used before it is read again. */
const FRESH_MS = 5 * 60_000;
/** A request that matches no endpoint or no secret asks for a newer document; nobody makes us read it more often. */
const MIN_REFRESH_MS = 30_000;

/** The endpoints of one provider, from its secret document. */
export interface Endpoints {
  /**
   * @throws Failure `SECRETS_UNAVAILABLE`, `SECRETS_INVALID`, `ENDPOINT_UNKNOWN`, `ENDPOINT_INVALID`,
   * `ENDPOINT_WITHOUT_SECRET`
   */
  find(name: string): Promise<Endpoint>;
  /**
   * Reads the document again, for a request that the known one would refuse. An old document may accept, but not refuse.
   * @param since when the request arrived: a document that was read after it is new enough
   * @returns whether the document is another one now; if not, the refusal stands
   * @throws Failure where it is unknown whether a newer document would accept the request: `SECRETS_STALE`,
   * `SECRETS_UNAVAILABLE`, `SECRETS_INVALID`
   */
  refresh(since: number): Promise<boolean>;
  /** How long ago the document was read, in seconds. */
  ageSeconds(): number;
}

export interface EndpointsOptions {
  readonly provider: SecretReader;
  /** Reads the secret document's text. */
  readonly fetch: () => Promise<string>;
  readonly now: () => number;
  /** Hears of a document that cannot be read, each time that it is read. @default nobody does */
  readonly onInvalid?: (issues: readonly Issue[]) => void;
  /** Hears of each new document that is good but for what may be a slip. @default nobody does */
  readonly onSuspect?: (issues: readonly Issue[]) => void;
}

/**
 * Caches the document in this process. One invalid entry disables that endpoint alone; a document that cannot be read
 * disables none: the last good one goes on.
 */
export function createEndpoints({ provider, fetch, now, onInvalid, onSuspect }: EndpointsOptions): Endpoints {
  let document: SecretDocument | undefined;
  /** Why the newest text is not the document. */
  let invalid: readonly Issue[] | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;

  /** Whether there is another document now. */
  async function load(): Promise<boolean> {
    triedAt = now();
    let text: string;
    try {
      text = await fetch();
    } catch (error) {
      throw new Failure('SECRETS_UNAVAILABLE', [], { cause: error });
    }
    readAt = triedAt;
    const read = readSecretDocument(provider, text);
    invalid = 'issues' in read ? read.issues : undefined;
    if ('issues' in read) {
      onInvalid?.(read.issues);
      return false;
    }
    const changed = read.text !== document?.text;
    document = read;
    const warnings = changed ? read.warnings() : [];
    if (warnings.length > 0) onSuspect?.(warnings);
    return changed;
  }

  const mayRefresh = () => now() - triedAt >= MIN_REFRESH_MS;

  async function ensureFresh(): Promise<void> {
    if (now() - readAt < FRESH_MS) return;
    if (!document) await load();
    // An old document is better than none while secrets are out of reach.
    else if (mayRefresh()) await load().catch(() => undefined);
  }

  return {
    async find(name) {
      await ensureFresh();
      if (!document) throw new Failure('SECRETS_INVALID', invalid);
      return entryOf(document, name);
    },
    async refresh(since) {
      const changed = mayRefresh() && (await load());
      if (invalid) throw new Failure('SECRETS_INVALID', invalid);
      if (readAt >= since) return changed;
      throw new Failure(readAt < triedAt ? 'SECRETS_UNAVAILABLE' : 'SECRETS_STALE');
    },
    ageSeconds: () => Math.round((now() - readAt) / 1_000),
  };
}

function entryOf(document: SecretDocument, name: string): Endpoint {
  const reading = document.entry(name);
  if (!reading) throw new Failure('ENDPOINT_UNKNOWN');
  if ('issues' in reading) throw new Failure('ENDPOINT_INVALID', reading.issues);
  if (reading.endpoint.secrets.length === 0) throw new Failure('ENDPOINT_WITHOUT_SECRET');
  return reading.endpoint;
}
