import { setTimeout as after } from 'node:timers/promises';
import { providers } from '../../lib/providers';
import type { SecretDocuments } from './endpoints-file';
import { endpointFor, postDelivery } from './post-delivery';
import type { PublishedEvents } from './published-events';

const PATIENCE_MS = 10_000;

export interface SampleOptions {
  /** The door's address. */
  readonly url: string;
  readonly endpoints: SecretDocuments;
  readonly published: PublishedEvents;
  readonly say: (line: string) => void;
}

/** Sends one delivery per provider through the door, and shows the event that came out on the bus. */
export async function sendSamples({ url, endpoints, published, say }: SampleOptions): Promise<void> {
  for (const provider of providers) {
    const [event = ''] = Object.keys(provider.events);
    const name = endpointFor(endpoints[provider.name] ?? {}, event) ?? '';
    const endpoint = endpoints[provider.name]?.[name];
    if (!endpoint) continue;
    const payload = provider.sample(event, endpoint.account);
    const answer = await postDelivery({ provider, name, endpoint, payload, event, url });
    say(`POST ${answer.url} → ${answer.status} ${answer.body}`);
    const { id } = JSON.parse(answer.body) as { id?: string };
    if (id === undefined) continue;
    const detail = await Promise.race([published.of(id), after(PATIENCE_MS, undefined, { ref: false })]);
    say(
      detail === undefined
        ? `${id} is not on the bus after ${PATIENCE_MS / 1000} s`
        : `on the bus: ${JSON.stringify(JSON.parse(detail), null, 2)}`,
    );
  }
}
