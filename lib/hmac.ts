import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 as 32 bytes. Texts are taken as UTF-8. */
export const hmacSha256 = (key: string | Uint8Array, message: string | Uint8Array): Buffer =>
  createHmac('sha256', key).update(message).digest();

/** The 32 bytes of a hexadecimal signature; `undefined` where the text is anything else. */
export const parseHexSignature = (text: string): Buffer | undefined =>
  HEX_SHA256.test(text) ? Buffer.from(text, 'hex') : undefined;

/** Compares in a time that does not depend on where two signatures differ. */
export const isSameSignature = (a: Buffer, b: Buffer): boolean =>
  a.length === b.length && timingSafeEqual(a, b);

const HEX_SHA256 = /^[0-9a-f]{64}$/i;
