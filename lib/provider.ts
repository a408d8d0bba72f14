import type { GenericSchema } from 'valibot';
import type { Delivery } from './delivery';
import type { Endpoint } from './endpoint';
import type { CustomerRedacted } from './order/customer-redacted';
import type { Order } from './order/order';
import type { CUSTOMER_REDACTED, EventType, Metadata, OrderEventType } from './order/order-event';
import type { Report } from './reading/report';
import type { Claims, Verified, WebhookRequest } from './webhook';

/** What the function `receive` needs of a provider, so its bundle holds no mapping. */
export interface Receiver {
  /** In kebab case: part of the URL, the queues, the secret's name, the event's source. */
  readonly name: string;
  /** In lower case. A request without it is refused before a secret is touched. */
  readonly signatureHeader: string;
  /**
   * How long the sender waits for an answer, in seconds. `receive` answers before that. Where the provider does not
   * state it, the README says what is taken and why.
   */
  readonly answerWithinSeconds: number;
  /**
   * Whether the provider states that it sends a delivery again until it is answered with 200. Where it does not, a
   * delivery that we could not store is lost, and the README says how to find it.
   */
  readonly retries: boolean;
  /**
   * Whether the signature header's value has the form of a signature. One that has not is refused before a secret is
   * touched: a stranger makes nobody read secrets anew.
   */
  isSignature(header: string): boolean;
  /**
   * What `verify` takes for signed, in the order in which it tries: a mismatch says so in the log.
   * @default the body
   */
  readonly signedForms?: readonly string[];
  /** One entry of the provider's secret document. */
  readonly endpoint: GenericSchema<unknown, Endpoint>;
  /** Its keys are the provider's own words for the events that are read. The others are acknowledged and ignored. */
  readonly events: Readonly<Record<string, unknown>>;
  /**
   * Checks the signature with each secret in turn and returns what it covers.
   * @param now milliseconds since 1970: judges a signed timestamp
   * @throws Failure `SIGNATURE_MISMATCH`
   */
  verify(request: WebhookRequest, endpoint: Endpoint, now: number): Verification;
  /** What has to be known of a delivery before it is queued. Never throws: what it cannot tell is absent. */
  identify(delivery: Unidentified): Identity;
}

/** What reading needs of a provider, so its bundle holds no cryptography. */
export interface Reader {
  readonly name: string;
  /** Rises when the mapping's output changes. */
  readonly version: number;
  /** By the provider's own word for the event. */
  readonly events: Readonly<Record<string, EventReader>>;
  /** Where the payload says which event it is, if it does: for the message when it does not. */
  readonly eventPath?: string;
}

/** What a platform supplies: one folder under `providers/`, and its line in the registry. */
export interface Provider extends Receiver, Reader {
  readonly events: Readonly<Record<string, EventReader>>;
  /** The inverse of `verify` with the endpoint's first secret: for tests and samples. */
  sign(payload: string, endpoint: Endpoint, sending: Sending): WebhookRequest;
  /**
   * Decrypts the body of a delivery that was authentic and could not be decrypted then; `undefined` if it still
   * cannot. Only for providers that encrypt.
   */
  decrypt?(body: Uint8Array, endpoint: Endpoint): Verified | undefined;
  /**
   * One value of the signature header out of several, as the provider sends it while it rotates a secret. Only for
   * providers that put several signatures into one header.
   */
  joinSignatures?(headers: readonly string[]): string;
  /** Three secrets to sign samples with. Only where not every 32 bytes in Base64 are one. */
  readonly exampleSecrets?: readonly [string, string, string];
  /** Every field of the payload that reaches no event: what is neither here nor mapped is in `unmapped`. */
  readonly leftOut: readonly LeftOut[];
  /** How orders that never came are fetched: only where the provider's API has what its webhooks carry. */
  readonly recovery?: Recovery;
  /** A payload to try the pipeline with: synthetic, and with a new identity on each call. */
  sample(event: string, account: string): string;
}

/** How a payload is sent: for `sign`. */
export interface Sending {
  /** Milliseconds since 1970: the timestamp of providers that sign one. */
  readonly now: number;
  /** The provider's word for the event, where neither the payload nor the endpoint says it but a header. */
  readonly event?: string | undefined;
}

/** What came of a request whose signature is right. */
export interface Verification {
  /** Absent where the delivery is authentic but no key and no layout decrypts it. */
  readonly verified?: Verified | undefined;
  /** Facts of the headers that the provider names. Not signed, unless the provider knows that one is. */
  readonly claims: Claims;
  /** Position of the secret that matched, from 0: tells when an old one is no longer used. */
  readonly key: number;
  /** Which layout of the encrypted bytes matched. */
  readonly layout?: string | undefined;
}

/** A delivery before it has an id. */
export interface Unidentified {
  readonly verified?: Verified | undefined;
  /** May tell the event. What is not signed must enter neither `id` nor `orderKey`: anybody may have changed it. */
  readonly claims: Claims;
  /** The request's body, as it came. */
  readonly body: Uint8Array;
  /** The endpoint's name. */
  readonly endpoint: string;
  readonly account: string;
  /** What the endpoint says it receives. */
  readonly event?: string | undefined;
}

export interface Identity {
  readonly id: string;
  readonly event?: string | undefined;
  readonly orderKey?: string | undefined;
}

/** Reads the payload of one event: of one that carries an order, or of another canonical one. */
export type EventReader = OrderReader | CustomerReader;

/** Reads events that carry an order. */
export type OrderReader = ReaderOf<OrderEventType, Reading>;

/** Reads the event that tells everybody to erase a person's data. */
export type CustomerReader = ReaderOf<typeof CUSTOMER_REDACTED, CustomerReading>;

/** It gets parsed JSON, which it may change. */
interface ReaderOf<Type extends EventType, Made> {
  /** The canonical type that this event becomes. */
  readonly type: Type;
  /**
   * @param delivery its `claims` may fill metadata; where they contradict the payload or the endpoint, it is a failure
   * @throws Failure `SCHEMA_MISMATCH`, `ACCOUNT_MISMATCH`, `UNSUPPORTED_VERSION`, `UNKNOWN_CURRENCY`
   */
  read(payload: unknown, delivery: Delivery, report: Report): Made;
}

/** What a provider's mapping makes of the payload of an order. */
export interface Reading extends ReadingBasics {
  readonly order: Order;
  readonly test: boolean;
  /** When money was first taken successfully, where payments let it be told: UTC. */
  readonly firstPaidAt?: string | undefined;
  /**
   * Documented fields that have no canonical place, in the provider's own names, keys sorted; absent where there are
   * none. They stand in `data.extensions.<provider>`.
   */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What a provider's mapping makes of a request to erase a customer's data. */
export interface CustomerReading extends ReadingBasics {
  readonly customer: CustomerRedacted['data']['customer'];
}

interface ReadingBasics {
  /** When the change happened, if the provider says so: UTC. */
  readonly time?: string | undefined;
  /** The provider's own words about the event. */
  readonly metadata: Pick<Metadata, 'eventid' | 'apiversion' | 'webhookid' | 'actor'>;
}

/**
 * How a provider's API lists its orders and hands one out: `recover.ts` of its folder. It says what to ask for and reads
 * what comes back; the command does the asking.
 */
export interface Recovery {
  /** Where an account's API is, unless the endpoint's entry says it; it ends in `/`. */
  baseUrl(account: string): string;
  /** The headers of each request. */
  headers(token: string): Readonly<Record<string, string>>;
  /**
   * The first page of the orders that may have changed since then; others may be on it too.
   * @param since UTC, RFC 3339
   */
  listPath(since: string): string;
  /** What a page lists; `undefined` where it is no page of orders. */
  readPage(page: unknown): ListedOrders | undefined;
  orderPath(theirId: string): string;
  /**
   * The payload of the webhook that would bring an order as it is now. It states no id of an event: its own text is its
   * identity, so an order that has not changed makes the same event again.
   * @param order the API's answer, JSON
   */
  toPayload(order: string, account: string): string;
}

/** A page of a provider's list of orders. */
export interface ListedOrders {
  readonly orders: readonly ListedOrder[];
  /** Where the next page is: a URL, or a path below the base. */
  readonly next?: string;
}

/** What a list says of an order. */
export interface ListedOrder {
  /** The provider's own id of it, as it stands in the canonical one. */
  readonly theirId: string;
  /** When it changed last, with an offset; absent where the list does not say it. */
  readonly changedAt?: string;
}

/** A field of the payload that reaches no event, and why. */
export interface LeftOut {
  /** JSON Pointer with `*` for any list index or key. */
  readonly path: string;
  readonly reason: string;
}
