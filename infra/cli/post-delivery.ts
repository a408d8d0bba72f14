import type { Endpoint } from '../../lib/endpoint';
import type { Provider } from '../../lib/provider';
import { UsageError } from './exit';

/** One delivery to be sent: which payload, as which webhook, to where. */
export interface OutgoingDelivery {
  readonly provider: Provider;
  /** The endpoint's name and its entry in the secret document. */
  readonly name: string;
  readonly endpoint: Endpoint;
  /** The provider's JSON. */
  readonly payload: string;
  /** The provider's word, where neither payload nor endpoint says it. */
  readonly event?: string | undefined;
  /** The address of the webhooks, without or with `/webhooks/…`. */
  readonly url: string;
}

export interface ReceiverAnswer {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** Signs, encrypts and sends a delivery as the provider would. */
export async function postDelivery({
  provider,
  name,
  endpoint,
  payload,
  event,
  url,
}: OutgoingDelivery): Promise<ReceiverAnswer> {
  const target = addressOf(url, provider.name, name);
  const { headers, body } = provider.sign(payload, endpoint, { now: Date.now(), event });
  let response: Response;
  try {
    response = await fetch(target, { method: 'POST', headers: headers as Record<string, string>, body });
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    const why = cause?.code ?? cause?.message ?? (error as Error).message;
    const hint = why === 'ECONNREFUSED' ? ': nothing listens there; npm start does' : '';
    throw new UsageError(`${target}: cannot be reached (${why})${hint}`);
  }
  return { url: target, status: response.status, body: await response.text() };
}

/** The endpoint that a provider's event is sent to: the one that says so, else the first. */
export function endpointFor(
  endpoints: Readonly<Record<string, Endpoint>>,
  event: string | undefined,
): string | undefined {
  const names = Object.keys(endpoints).filter((name) => endpoints[name]?.secrets.length);
  return names.find((name) => event !== undefined && endpoints[name]?.event === event) ?? names[0];
}

function addressOf(url: string, provider: string, name: string): string {
  if (!URL.canParse(url))
    throw new UsageError(`--url ${url}: expected an address such as http://127.0.0.1:3000`);
  return new URL(url).pathname.includes('/webhooks/')
    ? url
    : `${url.replace(/\/+$/, '')}/webhooks/${provider}/${encodeURIComponent(name)}`;
}
