import { setTimeout as after } from 'node:timers/promises';
import { providers } from '../../lib/providers';
import { type OrderEvent, parseOrderEvent } from '../../lib/subscriber';
import type { Display } from './display';
import type { SecretDocuments } from './endpoints-file';
import { endpointFor, postDelivery } from './post-delivery';
import type { PublishedEvents } from './published-events';

const PATIENCE_MS = 10_000;

export interface SampleOptions {
  /** The address of the webhooks. */
  readonly url: string;
  readonly endpoints: SecretDocuments;
  readonly published: PublishedEvents;
  readonly display: Pick<Display, 'note' | 'detail'>;
  /** Gets the whole event of each sample, as JSON. */
  readonly onEvent?: ((json: string) => void) | undefined;
}

/** Sends one delivery per provider as its platform would, and says what came out on the bus. */
export async function sendSamples(options: SampleOptions): Promise<void> {
  const { url, endpoints, published, display, onEvent } = options;
  for (const provider of providers) {
    const [event = ''] = Object.keys(provider.events);
    const name = endpointFor(endpoints[provider.name] ?? {}, event) ?? '';
    const endpoint = endpoints[provider.name]?.[name];
    if (!endpoint) continue;
    const payload = provider.sample(event, endpoint.account);
    const answer = await postDelivery({ provider, name, endpoint, payload, event, url });
    display.note(`sample: POST ${new URL(answer.url).pathname} → ${answer.status}`);
    const { id } = JSON.parse(answer.body) as { id?: string };
    if (id === undefined) continue;
    const detail = await Promise.race([published.of(id), after(PATIENCE_MS, undefined, { ref: false })]);
    if (detail === undefined) {
      display.detail(`${id.slice(0, 12)} is not on the bus after ${PATIENCE_MS / 1000} s`);
      continue;
    }
    display.detail(summaryOf(parseOrderEvent(JSON.parse(detail))));
    onEvent?.(detail);
  }
}

/** The order in a few words, without anything of a person. */
export function summaryOf({ data: { order, notices } }: OrderEvent): string {
  const { currency, minorUnit, totals, lines, status = {} } = order;
  const total = totals?.total;
  const size = [
    ...(total === undefined ? [] : [`${(total / 10 ** minorUnit).toFixed(minorUnit)} ${currency}`]),
    ...(lines === undefined ? [] : [count(lines.length, 'line')]),
  ];
  const words = [status.order, status.payment, status.fulfillment].flatMap((one) => one?.value ?? []);
  const noticed = notices.length === 0 ? [] : [count(notices.length, 'notice')];
  return [size, words, noticed].flatMap((part) => part.join(', ') || []).join('; ');
}

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
