import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** What signs: Ed25519 over the message itself, ECDSA over its SHA-256 with the signature in DER or as r ‖ s. */
export type PublicKeyScheme = 'ed25519' | 'ecdsa-sha256-der' | 'ecdsa-sha256-p1363';

/**
 * Whether the holder of a key's private half made the signature. Nothing here is secret, so no time can betray it.
 * A text that is no key of that kind made no signature.
 * @param key SPKI in Base64, in one line: what stands between the first and the last line of a PEM. The `secrets` of
 *   an endpoint's entry hold one for each key that may sign.
 */
export function isSignedByKey(
  scheme: PublicKeyScheme,
  key: string,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const publicKey = parsePublicKey(key);
  if (publicKey?.asymmetricKeyType !== (scheme === 'ed25519' ? 'ed25519' : 'ec')) return false;
  if (scheme === 'ed25519') return verify(null, message, publicKey, signature);
  const dsaEncoding = scheme === 'ecdsa-sha256-der' ? 'der' : 'ieee-p1363';
  return verify('sha256', message, { key: publicKey, dsaEncoding }, signature);
}

function parsePublicKey(text: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
