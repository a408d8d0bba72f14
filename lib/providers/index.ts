import type { Provider, Reader, Receiver } from '../provider';
import { nextCommerce } from './next-commerce';
import { nextCommerceReader } from './next-commerce/reader';
import { nextCommerceReceiver } from './next-commerce/receiver';
import { phasio } from './phasio';
import { phasioReader } from './phasio/reader';
import { phasioReceiver } from './phasio/receiver';

/**
 * The registry: every platform that we receive from. Three lists, since a bundle takes the whole of what it names:
 * the door needs no mapping, and the reader no keys. The contract holds them to the same providers.
 */
export const providers: readonly Provider[] = [nextCommerce, phasio];
export const receivers: readonly Receiver[] = [nextCommerceReceiver, phasioReceiver];
export const readers: readonly Reader[] = [nextCommerceReader, phasioReader];

/** The provider of that name. */
export const providerOf = (name: string): Provider | undefined =>
  providers.find((provider) => provider.name === name);
