import { createCipheriv } from 'node:crypto';
import type { Endpoint } from '../../../endpoint';
import { hmacSha256 } from '../../../hmac';
import type { WebhookRequest } from '../../../webhook';

export const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7 + 3));
/** As the JVM writes it: URL-safe, padded. */
export const SECRET = urlSafe(KEY);
export const OTHER_SECRET = urlSafe(Buffer.alloc(32, 99));
export const PLAIN = '{"orderId":12345,"name":"Zoë 😀"}';

export const endpoint = (entry: Partial<Endpoint> = {}): Endpoint => ({
  secrets: [SECRET],
  account: 'acme',
  event: 'ORDER',
  ...entry,
});

/** An independent encryption: nothing of the provider's code. */
export function encrypted(ivBytes: number) {
  const iv = Buffer.alloc(ivBytes, 0xfb);
  const cipher = createCipheriv('aes-256-gcm', KEY, iv);
  const ciphertext = Buffer.concat([cipher.update(PLAIN), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
}

export function signed(
  envelope: { payload: string } & Record<string, unknown>,
  secret = SECRET,
): WebhookRequest {
  return {
    headers: { 'x-phasio-signature': hmacSha256(secret, envelope.payload).toString('hex') },
    body: Buffer.from(JSON.stringify(envelope)),
  };
}

export function urlSafe(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
