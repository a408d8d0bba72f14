import { NAME } from '../../../lib/endpoint';
import { providerOf, providers } from '../../../lib/providers';
import { UsageError } from '../exit';
import { fieldAt, textAt } from '../fields';
import { endpointFor, postDelivery } from '../post-delivery';
import { setValues } from '../set-values';
import type { Account } from './account';
import { fetchDocument } from './endpoints';
import type { Sent } from './model';
import type { Route } from './route';

/** Sends test deliveries as a provider would, to the local stack alone. */
export const sendingRoutes = (account: Account, webhooks: string): Route[] => [
  {
    method: 'POST',
    path: /^\/api\/send$/,
    async handle({ body }): Promise<Sent> {
      const provider = providerOf(textAt(body, 'provider') ?? '');
      if (!provider) throw new UsageError(`expected one of ${providers.map(({ name }) => name).join(', ')}`);
      const { document } = await fetchDocument(account, provider);
      const usable = document.names.flatMap((name) => {
        const reading = document.entry(name);
        return NAME.test(name) && reading && 'endpoint' in reading ? [[name, reading.endpoint] as const] : [];
      });
      const endpoints = Object.fromEntries(usable);
      const asked = textAt(body, 'event');
      const name =
        textAt(body, 'endpoint') ?? endpointFor(endpoints, asked ?? Object.keys(provider.events)[0]);
      const endpoint = name === undefined ? undefined : endpoints[name];
      if (name === undefined || !endpoint || endpoint.secrets.length === 0)
        throw new UsageError(`${provider.name} has no endpoint ${name ?? ''} with a secret to sign with`);
      const event = asked ?? endpoint.event ?? Object.keys(provider.events)[0] ?? '';
      const set = fieldAt(body, 'set');
      const payload = setValues(
        textAt(body, 'payload') ?? provider.sample(event, endpoint.account),
        Array.isArray(set) ? set.map(String) : [],
      );
      const answer = await postDelivery({ provider, name, endpoint, event, payload, url: webhooks });
      return { status: answer.status, body: answer.body, path: new URL(answer.url).pathname };
    },
  },
];
