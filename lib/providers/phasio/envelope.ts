import { isUtf8 } from 'node:buffer';
import { isObject, parseJson } from '../../json';
import { decodeBase64, type Encrypted } from './encryption';

/** What a body holds before it is verified. */
export interface Envelope {
  /** The encrypted payload as it was written: what is signed. */
  readonly payload: string;
  /** Decodes it: for a body that is refused nobody does. */
  encrypted(): Encrypted;
}

/**
 * Reads `{"payload": "…"}`, with `iv` or `nonce` and `tag` beside it where they stand there; else a bare JSON
 * string; else the text itself. `undefined` where the body is no text.
 */
export function readEnvelope(body: Uint8Array): Envelope | undefined {
  if (!isUtf8(body)) return undefined;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const json = isEnvelopeLike(text) ? parseJson(text) : undefined;
  if (typeof json === 'string') return { payload: json, encrypted: () => ({ bytes: decodeBase64(json) }) };
  if (isObject(json) && typeof json.payload === 'string') {
    const { payload, iv, nonce, tag } = json;
    return {
      payload,
      encrypted: () => ({
        bytes: decodeBase64(payload),
        iv: decodeField(iv ?? nonce),
        tag: decodeField(tag),
      }),
    };
  }
  return { payload: text, encrypted: () => ({ bytes: decodeBase64(text) }) };
}

/**
 * Nobody has checked the body yet, and a few megabytes of `[[],[],…]` take a hundred times as long to parse as to
 * hash. Base64 holds none of the characters that structure is made of, so an envelope has few of them at any size.
 */
function isEnvelopeLike(text: string): boolean {
  let found = 0;
  for (const _ of text.matchAll(STRUCTURE)) if (++found > MOST_STRUCTURE) return false;
  return true;
}

const STRUCTURE = /[[{,:]/g;
const MOST_STRUCTURE = 200;

const decodeField = (value: unknown): Buffer | undefined =>
  typeof value === 'string' && value !== '' ? decodeBase64(value) : undefined;
