import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/**
 * Where IV and tag stand around the ciphertext. Phasio's public documentation does not say it; the first is what
 * the JVM's own cipher suggests.
 */
export const LAYOUTS = {
  'iv12|ct|tag16': { ivBytes: 12, tag: 'last' },
  'iv16|ct|tag16': { ivBytes: 16, tag: 'last' },
  'iv12|tag16|ct': { ivBytes: 12, tag: 'first' },
  'iv16|tag16|ct': { ivBytes: 16, tag: 'first' },
} as const satisfies Record<string, Frame>;

export type Layout = keyof typeof LAYOUTS;

export const DEFAULT_LAYOUT: Layout = 'iv12|ct|tag16';

export const isLayout = (name: string): name is Layout => Object.hasOwn(LAYOUTS, name);

/** What is encrypted, with the IV and the tag where they stand in fields of their own. */
export interface Encrypted {
  readonly bytes: Buffer;
  readonly iv?: Buffer | undefined;
  readonly tag?: Buffer | undefined;
}

export interface Decrypted {
  readonly plain: Buffer;
  /** The layout that matched; `{iv}` and `{tag}` are fields beside the payload. */
  readonly layout: string;
}

/** Base64 of any alphabet, padded or not, as bytes. */
export const decodeBase64 = (text: string): Buffer => Buffer.from(text, 'base64url');

/** The AES key in a secret; `undefined` where it holds none. */
export function toKey(secret: string): Buffer | undefined {
  const key = decodeBase64(secret);
  return key.length === KEY_BYTES ? key : undefined;
}

/**
 * Decrypts with the first of the keys and layouts that does; GCM's tag makes a wrong guess impossible. Every way to
 * fail looks the same: `undefined`.
 */
export function decryptBytes(
  encrypted: Encrypted,
  keys: readonly Buffer[],
  pinned?: Layout,
): Decrypted | undefined {
  const frames = pinned ? [[pinned, LAYOUTS[pinned]] as const] : framesFor(encrypted);
  for (const key of keys)
    for (const [layout, frame] of frames) {
      const plain = decryptFramed(encrypted, key, frame);
      if (plain) return { plain, layout };
    }
  return undefined;
}

/** Encrypts in that layout under a fresh random IV. */
export function encryptBytes(plain: Uint8Array, key: Buffer, layout: Layout): Buffer {
  const { ivBytes, tag }: Frame = LAYOUTS[layout];
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const parts = tag === 'last' ? [ciphertext, cipher.getAuthTag()] : [cipher.getAuthTag(), ciphertext];
  return Buffer.concat([iv, ...parts]);
}

/** How the bytes are cut: `ivBytes` of IV first, none where it is beside; then ciphertext and tag. */
interface Frame {
  readonly ivBytes: number;
  readonly tag: 'first' | 'last' | 'beside';
}

/** What stands in fields of its own is tried from there first. */
function framesFor({ iv, tag }: Encrypted): readonly (readonly [string, Frame])[] {
  const beside: Frames = iv ? (tag ? BOTH_BESIDE : IV_BESIDE) : tag ? TAG_BESIDE : {};
  return [...Object.entries(beside), ...Object.entries(LAYOUTS)];
}

type Frames = Readonly<Record<string, Frame>>;

const BOTH_BESIDE: Frames = { '{iv}|ct|{tag}': { ivBytes: 0, tag: 'beside' } };
const IV_BESIDE: Frames = {
  '{iv}|ct|tag16': { ivBytes: 0, tag: 'last' },
  '{iv}|tag16|ct': { ivBytes: 0, tag: 'first' },
};
const TAG_BESIDE: Frames = {
  'iv12|ct|{tag}': { ivBytes: 12, tag: 'beside' },
  'iv16|ct|{tag}': { ivBytes: 16, tag: 'beside' },
};

function decryptFramed(encrypted: Encrypted, key: Buffer, frame: Frame): Buffer | undefined {
  const { iv, ciphertext, tag } = cut(encrypted, frame);
  if (!iv?.length || tag?.length !== TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return undefined;
  }
}

function cut({ bytes, ...beside }: Encrypted, { ivBytes, tag }: Frame): Parts {
  const iv = ivBytes === 0 ? beside.iv : bytes.subarray(0, ivBytes);
  const rest = bytes.subarray(ivBytes);
  if (tag === 'beside') return { iv, ciphertext: rest, tag: beside.tag };
  return tag === 'first'
    ? { iv, ciphertext: rest.subarray(TAG_BYTES), tag: rest.subarray(0, TAG_BYTES) }
    : { iv, ciphertext: rest.subarray(0, -TAG_BYTES), tag: rest.subarray(-TAG_BYTES) };
}

interface Parts {
  readonly iv: Buffer | undefined;
  readonly ciphertext: Buffer;
  readonly tag: Buffer | undefined;
}
