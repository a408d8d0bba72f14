import { providers } from '../../../lib/providers';
import type { Account } from './account';
import { bundlePages } from './bundle';
import { deadLetterRoutes } from './dead-letters';
import { deliveryRoutes } from './deliveries';
import { endpointRoutes } from './endpoints';
import type { PlaceInfo } from './model';
import { orderRoutes } from './orders';
import { ruleRoutes } from './rules';
import { sendingRoutes } from './sending';
import { type ConsoleServer, serveConsole } from './server';
import type { Source } from './source';

export interface ConsoleOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly source: Source;
  readonly account: Account;
  /** Where test deliveries are sent to; nowhere without it. */
  readonly webhooks?: string;
}

/** Opens the console on what a source knows. @throws UsageError where the port is taken */
export async function openConsole({
  port,
  source,
  account,
  webhooks,
}: ConsoleOptions): Promise<ConsoleServer> {
  const info: PlaceInfo = {
    ...source.info,
    canReplay: account.canReplay,
    ...(account.confirm !== undefined && { confirm: account.confirm }),
    canSend: webhooks !== undefined,
    providers: providers.map(({ name }) => name),
  };
  return serveConsole({
    port,
    files: await bundlePages(),
    routes: [
      { method: 'GET', path: /^\/api\/info$/, handle: async () => info },
      ...deliveryRoutes(source),
      ...orderRoutes(source),
      ...deadLetterRoutes(account),
      ...endpointRoutes(account),
      ...ruleRoutes(account, source),
      ...(webhooks === undefined ? [] : sendingRoutes(account, webhooks)),
    ],
  });
}
