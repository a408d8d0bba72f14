import { randomUUID } from 'node:crypto';
import type { Provider } from '../../lib/provider';
import { firstEndpoint } from './running-stack';

/** How to write an order's key and a step of its life into a provider's payload. */
const WRITERS: Readonly<Record<string, (payload: never, key: number, step: number) => unknown>> = {
  'next-commerce': (payload: { data: object }, key, step) => ({
    ...payload,
    event_id: randomUUID(),
    data: { ...payload.data, number: String(key), tags: [`step-${step}`] },
  }),
  phasio: (payload: object, key, step) => ({ ...payload, orderId: key, customReference: `step-${step}` }),
};

/** Payloads that are successive states of one order. */
export function statesOfOneOrder(
  provider: Provider,
  count: number,
  key = Math.floor(Math.random() * 1e9),
): string[] {
  const [, endpoint] = firstEndpoint(provider);
  const write = WRITERS[provider.name];
  if (!write) throw new Error(`say how to write an order of ${provider.name}`);
  const event = endpoint.event ?? (Object.keys(provider.events)[0] as string);
  const payload = JSON.parse(provider.sample(event, endpoint.account)) as never;
  return Array.from({ length: count }, (_, step) => JSON.stringify(write(payload, key, step)));
}
