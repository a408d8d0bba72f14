import { type Endpoint, readEndpoint } from '../lib/endpoint';
import { Failure } from '../lib/failure';
import { isObject, parseJson } from '../lib/json';
import type { Receiver } from '../lib/provider';

/** How long a secret document is used before it is read again. */
const FRESH_MS = 5 * 60_000;
/** An unknown endpoint or a wrong signature asks for a fresh document; nobody may make us read it more often. */
const MIN_REFRESH_MS = 30_000;

/** The endpoints of one provider, out of its secret document. */
export interface Endpoints {
  /** @throws Failure `SECRETS_UNAVAILABLE`, `ENDPOINT_UNKNOWN`, `ENDPOINT_INVALID`, `ENDPOINT_WITHOUT_SECRET` */
  find(name: string): Promise<Endpoint>;
  /**
   * Reads the document again; `false` where that was done a moment ago.
   * @throws Failure `SECRETS_UNAVAILABLE`, also where the try a moment ago failed: an old document cannot refuse
   */
  refresh(): Promise<boolean>;
}

export interface EndpointsOptions {
  readonly provider: Pick<Receiver, 'endpoint'>;
  /** Reads the secret document's text. */
  readonly fetch: () => Promise<string>;
  readonly now: () => number;
}

/** Caches the document in this process. One malformed entry disables that endpoint alone. */
export function createEndpoints({ provider, fetch, now }: EndpointsOptions): Endpoints {
  let document: unknown;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;

  async function load(): Promise<void> {
    triedAt = now();
    try {
      // A document that is not JSON is reported endpoint by endpoint.
      document = parseJson(await fetch());
      fetchedAt = now();
    } catch (error) {
      throw new Failure('SECRETS_UNAVAILABLE', [], { cause: error });
    }
  }

  const mayRefresh = () => now() - triedAt >= MIN_REFRESH_MS;

  async function ensureFresh(): Promise<void> {
    if (now() - fetchedAt < FRESH_MS) return;
    if (fetchedAt === Number.NEGATIVE_INFINITY) return load();
    // An old document is better than none while secrets are out of reach.
    if (mayRefresh()) await load().catch(() => undefined);
  }

  return {
    async find(name) {
      await ensureFresh();
      return entryOf(provider, document, name);
    },
    async refresh() {
      if (mayRefresh()) {
        await load();
        return true;
      }
      if (fetchedAt < triedAt) throw new Failure('SECRETS_UNAVAILABLE');
      return false;
    },
  };
}

function entryOf(provider: Pick<Receiver, 'endpoint'>, document: unknown, name: string): Endpoint {
  if (!isObject(document))
    throw new Failure('ENDPOINT_INVALID', [{ path: '', message: 'expected the secret to be a JSON object' }]);
  if (!Object.hasOwn(document, name)) throw new Failure('ENDPOINT_UNKNOWN');
  const reading = readEndpoint(provider.endpoint, document[name]);
  if ('issues' in reading) throw new Failure('ENDPOINT_INVALID', reading.issues);
  if (reading.endpoint.secrets.length === 0) throw new Failure('ENDPOINT_WITHOUT_SECRET');
  return reading.endpoint;
}
