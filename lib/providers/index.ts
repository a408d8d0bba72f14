import type { Provider } from '../provider';
import { nextCommerce } from './next-commerce';
import { phasio } from './phasio';

/** The registry: every platform that we receive from, one line each. */
export const providers: readonly Provider[] = [nextCommerce, phasio];

/** The provider of that name. */
export const providerOf = (name: string): Provider | undefined =>
  providers.find((provider) => provider.name === name);
