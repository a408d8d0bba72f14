import { setTimeout as after } from 'node:timers/promises';
import { UsageError } from '../exit';

/** Gets the text at a URL of a provider's API. */
export type Get = (url: string, headers: Readonly<Record<string, string>>) => Promise<string>;

export interface ApiOptions {
  /** @default the runtime's */
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** How long one answer may take, in milliseconds. @default 15 seconds */
  readonly patienceMs?: number;
}

/** So often one URL is asked for. */
const ATTEMPTS = 5;
/** What is waited at most, whatever the API asks for. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Asks again where the API says so (429, 503) or does not answer in time, after the time that it states.
 * @throws UsageError where the token is refused
 */
export function createGet({ fetch: ask = fetch, sleep = after, patienceMs = 15_000 }: ApiOptions = {}): Get {
  return async (url, headers) => {
    let why = '';
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const answer = await answerOf(() =>
        // A redirect would take the token elsewhere.
        ask(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) }),
      );
      if ('text' in answer) return answer.text;
      why = answer.why;
      if (attempt < ATTEMPTS) await sleep(answer.waitMs ?? 1_000 * 2 ** (attempt - 1));
    }
    throw new Error(`${hostOf(url)} did not answer ${ATTEMPTS} times: ${why}; try again later`);
  };

  async function answerOf(request: () => Promise<Response>): Promise<Answer> {
    let response: Response;
    try {
      response = await request();
      if (response.ok) return { text: await response.text() };
    } catch (error) {
      return {
        why: isTimeout(error) ? `nothing came in ${patienceMs / 1_000} s` : 'there was no connection',
      };
    }
    const { status } = response;
    if (status === 401 || status === 403)
      throw new UsageError(
        `the API answered ${status}: it refuses the token. Correct api.token in the endpoint's entry; it needs the right to read orders.`,
      );
    if (status === 429 || status >= 500)
      return { why: `it answered ${status}`, waitMs: waitOf(response.headers.get('retry-after')) };
    throw new Error(`the API answered ${status} for ${new URL(response.url || 'http://api').pathname}`);
  }
}

const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'TimeoutError';

type Answer = { readonly text: string } | { readonly why: string; readonly waitMs?: number | undefined };

/** `Retry-After` in seconds; a date is not waited for. */
const waitOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header.trim())
    ? Math.min(Number(header) * 1_000, LONGEST_WAIT_MS)
    : undefined;

const hostOf = (url: string): string => new URL(url).host;
