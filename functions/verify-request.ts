import type { Endpoint } from '../lib/endpoint';
import { Failure, type FailureCode } from '../lib/failure';
import type { Receiver, Verification } from '../lib/provider';
import type { HttpRequest } from './aws/http';
import type { Deadline } from './deadline';
import type { Endpoints } from './endpoints';

/** What verifying a request leads to. */
export interface VerifiedRequest {
  readonly endpoint: Endpoint;
  readonly verification: Verification;
}

/**
 * Finds the request's endpoint and checks its signature. Where that fails and a newer secret document may change it, the
 * document is read again, and the request checked once more if it is another one.
 * @throws Failure
 */
export async function verifyRequest(
  provider: Receiver,
  endpoints: Endpoints,
  request: HttpRequest,
  { now, deadline }: { now: () => number; deadline: Deadline },
): Promise<VerifiedRequest> {
  const arrived = now();
  const attempt = async (): Promise<VerifiedRequest> => {
    const endpoint = await endpoints.find(request.endpoint);
    deadline.check();
    try {
      return { endpoint, verification: provider.verify(request, endpoint, now()) };
    } catch (error) {
      throw withTried(error, provider, endpoint, endpoints.ageSeconds());
    }
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof Failure && NEWS_MAY_HELP.has(error.code))) throw error;
    deadline.check();
    if (!(await refreshFor(error, () => endpoints.refresh(arrived)))) throw error;
    return attempt();
  }
}

/** A mismatch says what was tried, so the log tells a forgotten rotation from a stranger. */
function withTried(
  error: unknown,
  { signedForms = ['the body'] }: Pick<Receiver, 'signedForms'>,
  { secrets }: Endpoint,
  ageSeconds: number,
): unknown {
  if (!(error instanceof Failure && error.code === 'SIGNATURE_MISMATCH')) return error;
  const tried = `${secrets.length} tried on ${signedForms.join(' and on ')}; the document was read ${ageSeconds} s ago`;
  return new Failure(error.code, [...error.issues, { path: '/secrets', message: tried }]);
}

/** A secret that was changed a moment ago may not be known here yet. */
const NEWS_MAY_HELP: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'ENDPOINT_UNKNOWN',
  'ENDPOINT_INVALID',
  'ENDPOINT_WITHOUT_SECRET',
  'SIGNATURE_MISMATCH',
]);

/** Where no newer document can be had, the failure says too what the known one led to. */
async function refreshFor(failure: Failure, refresh: () => Promise<boolean>): Promise<boolean> {
  try {
    return await refresh();
  } catch (error) {
    // The sender is asked to repeat already, and this says better why.
    if (failure.kind === 'unavailable') throw failure;
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, [...error.issues, { path: '', message: failure.code }, ...failure.issues], {
      cause: error.cause,
    });
  }
}
