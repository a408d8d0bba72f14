import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from './failure';

/** A signature in a header is one of SHA-256. */
const SIGNATURE_BYTES = 32;

/**
 * HMAC-SHA256 as 32 bytes. Texts are taken as UTF-8. Several parts are signed as if they were joined.
 * @example hmacSha256(secret, `${timestamp}.`, body)
 */
export function hmacSha256(key: string | Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** The 32 bytes of a hexadecimal signature; `undefined` where the text is anything else. */
export const parseHexSignature = (text: string): Buffer | undefined =>
  HEX_SHA256.test(text) ? Buffer.from(text, 'hex') : undefined;

/** Whether a text is a hexadecimal signature, right or wrong. */
export const isHexSignature = (text: string): boolean => HEX_SHA256.test(text);

/** The 32 bytes of a signature in Base64 with its padding; `undefined` where the text is anything else. */
export const parseBase64Signature = (text: string): Buffer | undefined => parseBase64(text, SIGNATURE_BYTES);

/** The 32 bytes of a signature in URL-safe Base64, padded or not; `undefined` where the text is anything else. */
export function parseBase64UrlSignature(text: string): Buffer | undefined {
  const parsed = Buffer.from(text, 'base64url');
  const canonical = parsed.toString('base64url');
  return parsed.length === SIGNATURE_BYTES && (text === canonical || text === `${canonical}=`)
    ? parsed
    : undefined;
}

/**
 * Exactly so many bytes in Base64 with its padding: keys, and signatures of other kinds. `undefined` where the text is
 * anything else, also where its last character holds bits that stand for nothing: the same bytes have one text.
 */
export function parseBase64(text: string, bytes: number): Buffer | undefined {
  const parsed = Buffer.from(text, 'base64');
  return parsed.length === bytes && parsed.toString('base64') === text ? parsed : undefined;
}

/** Compares in a time that does not depend on where two signatures differ. */
export const isSameSignature = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && timingSafeEqual(a, b);

/**
 * Position of the first secret that made the request's signature; `undefined` if none did.
 * @param isSigner whether this secret made it, told by `isSameSignature`
 */
export function findSecret(
  secrets: readonly string[],
  isSigner: (secret: string) => boolean,
): number | undefined {
  const key = secrets.findIndex(isSigner);
  return key < 0 ? undefined : key;
}

/**
 * What to throw where no secret made the signature. If one of them would without the white space or the quotes
 * around it, the entry is wrong and not the sender: `ENDPOINT_INVALID`, so nothing is lost until it is corrected.
 */
export function signatureMismatch(
  secrets: readonly string[],
  isSigner: (secret: string) => boolean,
): Failure {
  const key = secrets.findIndex((secret) => {
    const bare = withoutWrapping(secret);
    return bare !== secret && bare !== '' && isSigner(bare);
  });
  return key < 0
    ? new Failure('SIGNATURE_MISMATCH')
    : new Failure('ENDPOINT_INVALID', [
        { path: `/secrets/${key}`, message: 'would be right without the white space or quotes around it' },
      ]);
}

const withoutWrapping = (secret: string): string => secret.replace(/^[\s"'`]+|[\s"'`]+$/g, '');

const HEX_SHA256 = /^[0-9a-f]{64}$/i;
