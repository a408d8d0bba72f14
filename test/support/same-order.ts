import type { Provider } from '../../lib/provider';
import { kitOf } from '../../lib/providers/kits';
import { firstEndpoint } from './running-stack';

/** Payloads that are successive states of one order. Each has the text `step-<n>`. */
export function statesOfOneOrder(
  provider: Provider,
  count: number,
  order = Math.floor(Math.random() * 1e9),
): string[] {
  const [, endpoint] = firstEndpoint(provider);
  const event = endpoint.event ?? (Object.keys(provider.events)[0] as string);
  const { write } = kitOf(provider);
  return Array.from({ length: count }, (_, step) =>
    JSON.stringify(write({ event, account: endpoint.account, order, step, text: `step-${step}` })),
  );
}
