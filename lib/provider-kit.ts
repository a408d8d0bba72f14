import { randomInt } from 'node:crypto';
import type { Endpoint } from './endpoint';
import type { FailureCode } from './failure';
import type { WebhookRequest } from './webhook';

/**
 * What is needed to try a provider without it: `kit` of its folder. The samples of `npm start` and `npm run send`, the
 * tests over all providers, the soak and the benchmarks are made of it. Everything in it is made up.
 */
export interface ProviderKit {
  /**
   * A secret document. It has an endpoint with a secret for each event, one with two secrets, and where an endpoint says
   * which event it receives, one whose event nobody maps. The first is the one that is used where any will do.
   */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  /** A word of the provider's, or one that looks so, for an event that is acknowledged and ignored. */
  readonly ignoredEvent: string;
  /** The payload of one state of one order, as the provider would send it. The same order makes the same payload. */
  write(order: SampleOrder): object;
  /** What can be wrong with a payload that is authentic JSON. */
  readonly flaws: readonly Flaw[];
  /**
   * An authentic request that none of the endpoint's secrets decrypts. Only for providers that encrypt.
   * @param secret decrypts it; one that nobody has where it is absent
   */
  undecryptable?(payload: string, endpoint: Endpoint, secret?: string): WebhookRequest;
}

/** Which payload is wanted. */
export interface SampleOrder {
  /** The provider's word. */
  readonly event: string;
  /** The endpoint's. */
  readonly account: string;
  /** Below 2^31. The same number is the same order. */
  readonly order: number;
  /** Which state of the order, from 0, below 10,000: another one is another delivery, a higher one is newer. */
  readonly step?: number | undefined;
  /** How many lines the order has, each with an id of its own; 1 if it is not said. */
  readonly lines?: number | undefined;
  /** Stands somewhere in the event as it is: marks the event, or makes it as large as you like. */
  readonly text?: string | undefined;
  /** Fills every documented field as busy merchants fill it, in other words for each order: about as large as real ones. */
  readonly full?: boolean | undefined;
}

/** A way to spoil a payload, and what its dead letter says then. */
export interface Flaw {
  readonly code: FailureCode;
  /** @param payload what `write` made; it is not changed */
  spoil(payload: object): object;
}

/** The first numbers of orders that nobody would take for real ones, as long as people are used to. */
const FIRST_ORDER = 100_000;
const LAST_ORDER = 2 ** 31;

/** `Provider.sample` out of a kit: a payload with a new identity on each call. */
export const sampleWith =
  ({ write }: Pick<ProviderKit, 'write'>) =>
  (event: string, account: string): string =>
    JSON.stringify(write({ event, account, order: randomInt(FIRST_ORDER, LAST_ORDER) }));
