import type { Door, Provider, Reader } from '../provider';
import { nextCommerce } from './next-commerce';
import { nextCommerceDoor } from './next-commerce/door';
import { nextCommerceReader } from './next-commerce/reader';
import { phasio } from './phasio';
import { phasioDoor } from './phasio/door';
import { phasioReader } from './phasio/reader';

/**
 * The registry: every platform that we receive from. Three lists, since a bundle takes the whole of what it names:
 * the door needs no mapping, and the reader no keys. The contract holds them to the same providers.
 */
export const providers: readonly Provider[] = [nextCommerce, phasio];
export const doors: readonly Door[] = [nextCommerceDoor, phasioDoor];
export const readers: readonly Reader[] = [nextCommerceReader, phasioReader];

/** The provider of that name. */
export const providerOf = (name: string): Provider | undefined =>
  providers.find((provider) => provider.name === name);
