/** A delivery attempt as it arrived: nothing in it is trusted yet. */
export interface WebhookRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's bytes as they were sent. */
  readonly body: Uint8Array;
}

declare const verified: unique symbol;

/**
 * A payload that came through a valid sign: text that we may trust, or bytes where what was signed is not UTF-8.
 * Only `trust` makes it, and the parser accepts nothing else, so that a forgotten check does not compile.
 */
export type Verified = (string | Uint8Array) & { readonly [verified]: true };

/** Called by a provider's `open` once the seal is checked, and where an verified payload comes back from the queue. */
export function trust(content: string | Uint8Array): Verified {
  return (typeof content === 'string' ? content : decodeUtf8(content)) as Verified;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | Uint8Array {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return bytes;
  }
}
