import type { Provider, Reader, Receiver } from '../provider';
import * as registry from './registry';

/** Every provider of the registry, whole: for commands, the stack and tests. A function's bundle holds only its part. */
export const providers: readonly Provider[] = Object.values(registry).map(({ provider }) => provider);

/** What the bundle of `receive` holds of them: no mapping. */
export const receivers: readonly Receiver[] = providers;

/** What the bundle of `normalize` holds of them: no cryptography. */
export const readers: readonly Reader[] = providers;

/** The provider of that name. */
export const providerOf = (name: string): Provider | undefined =>
  providers.find((provider) => provider.name === name);
