/** A delivery attempt as it arrived: nothing in it is trusted yet. */
export interface WebhookRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's bytes as they were sent. */
  readonly body: Uint8Array;
}

declare const verified: unique symbol;

/**
 * A payload whose signature is right: text that we may trust, or bytes where what was signed is not UTF-8.
 * Only `trust` makes it, and the parser accepts nothing else, so a forgotten check does not compile.
 */
export type Verified = (string | Uint8Array) & { readonly [verified]: true };

/** Called by a provider's `verify` once the signature is checked, and where a verified payload is read from the queue. */
export function trust(content: string | Uint8Array): Verified {
  return (typeof content === 'string' ? content : decodeUtf8(content)) as Verified;
}

/**
 * What headers say beside the payload, by names of our own: topic, shop, version, the event's id. Anybody on the way
 * may have changed it unless the provider signs it. It may choose among the events of one reader, fill metadata and
 * contradict; it never enters an id unless it is signed.
 */
export type Claims = Readonly<Record<string, string>>;

/**
 * The claims in a request's headers; what is missing or empty is absent.
 * @param names the header of each claim, in lower case
 * @example claimsOf(headers, { topic: 'x-shop-topic' }) // { topic: 'orders/create' }
 */
export const claimsOf = (headers: WebhookRequest['headers'], names: Claims): Claims =>
  Object.fromEntries(
    Object.entries(names).flatMap(([claim, header]) => {
      const value = headers[header];
      return value ? [[claim, value]] : [];
    }),
  );

/** Of a provider whose headers say nothing but the signature. */
export const NO_CLAIMS: Claims = {};

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | Uint8Array {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return bytes;
  }
}
