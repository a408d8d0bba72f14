import type { ProviderKit } from '../provider-kit';
import * as registry from './registry';

const kits: ReadonlyMap<string, ProviderKit> = new Map(
  Object.values(registry).map(({ provider, kit }) => [provider.name, kit]),
);

/**
 * The kit of a registered provider: for commands and tests, never for a function.
 * @throws Error where nobody of that name is registered
 */
export function kitOf(provider: { readonly name: string }): ProviderKit {
  const kit = kits.get(provider.name);
  if (!kit) throw new Error(`no provider ${provider.name} is registered`);
  return kit;
}
