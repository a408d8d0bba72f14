import { providers } from '../../../lib/providers';
import { bundlePages } from './bundle';
import { deliveryRoutes } from './deliveries';
import type { PlaceInfo } from './model';
import { type ConsoleServer, serveConsole } from './server';
import type { Source } from './source';

export interface ConsoleOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly source: Source;
}

/** Opens the console on what a source knows. @throws UsageError where the port is taken */
export async function openConsole({ port, source }: ConsoleOptions): Promise<ConsoleServer> {
  const info: PlaceInfo = {
    ...source.info,
    canReplay: false,
    canSend: false,
    providers: providers.map(({ name }) => name),
  };
  return serveConsole({
    port,
    files: await bundlePages(),
    routes: [{ method: 'GET', path: /^\/api\/info$/, handle: async () => info }, ...deliveryRoutes(source)],
  });
}
