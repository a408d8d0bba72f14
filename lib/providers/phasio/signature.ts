import type { Endpoint } from '../../endpoint';
import { Failure } from '../../failure';
import { findSecret, hmacSha256, isSameSignature, parseHexSignature, signatureMismatch } from '../../hmac';
import type { Verification } from '../../provider';
import { NO_CLAIMS, trust, type Verified, type WebhookRequest } from '../../webhook';
import {
  DEFAULT_LAYOUT,
  type Decrypted,
  decryptBytes,
  encryptBytes,
  isLayout,
  type Layout,
  toKey,
} from './encryption';
import { type Envelope, readEnvelope } from './envelope';

export const SIGNATURE_HEADER = 'x-phasio-signature';

/**
 * `X-Phasio-Signature`: hex HMAC-SHA256 over the still encrypted payload string, keyed by the UTF-8 bytes of the
 * secret. The page that says so is cut short, so the decoded secret and the raw body are tried too: at most four
 * times the body is hashed for each secret.
 * @throws Failure `SIGNATURE_MISMATCH`, `ENDPOINT_INVALID` where a secret is right but for what stands around it
 */
export function verify({ headers, body }: WebhookRequest, endpoint: Endpoint): Verification {
  const signature = parseHexSignature(headers[SIGNATURE_HEADER] ?? '');
  if (!signature) throw new Failure('SIGNATURE_MISMATCH');
  const envelope = readEnvelope(body);
  // What is no envelope is its own payload, and hashed once.
  const messages =
    envelope && envelope.payload.length < body.length ? [Buffer.from(envelope.payload), body] : [body];
  const isSigner = (secret: string) =>
    candidateKeys(secret).some((candidate) =>
      messages.some((message) => isSameSignature(hmacSha256(candidate, message), signature)),
    );
  const key = findSecret(endpoint.secrets, isSigner);
  const secret = key === undefined ? undefined : endpoint.secrets[key];
  if (key === undefined || secret === undefined)
    throw decryptedUnsigned(envelope, endpoint) ?? signatureMismatch(endpoint.secrets, isSigner);
  const decrypted = envelope && decryptEnvelope(envelope, [secret, ...endpoint.secrets], endpoint);
  return { key, claims: NO_CLAIMS, verified: decrypted && trust(decrypted.plain), layout: decrypted?.layout };
}

/** Decrypts the body of a delivery that was authentic when it came, with any of the endpoint's secrets. */
export function decrypt(body: Uint8Array, endpoint: Endpoint): Verified | undefined {
  const envelope = readEnvelope(body);
  const decrypted = envelope && decryptEnvelope(envelope, endpoint.secrets, endpoint);
  return decrypted && trust(decrypted.plain);
}

/** Encrypts and signs as Phasio does, in the endpoint's layout. */
export function sign(payload: string, { secrets: [secret = ''], layout }: Endpoint): WebhookRequest {
  const key = toKey(secret);
  if (!key) throw new TypeError('expected a first secret that is an AES-256 key in Base64');
  const encrypted = encryptBytes(Buffer.from(payload), key, pinnedLayout(layout) ?? DEFAULT_LAYOUT);
  const text = encrypted.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  return {
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: hmacSha256(secret, text).toString('hex'),
    },
    body: Buffer.from(JSON.stringify({ payload: text })),
  };
}

/**
 * What decrypts was made with the secret's bytes: then its text is spelt otherwise than Phasio shows it, the padding
 * lost or the alphabet changed. Only the log says so. The sender is refused as anybody else: who repeats a body that
 * was recorded must not learn whether it decrypts.
 */
function decryptedUnsigned(envelope: Envelope | undefined, endpoint: Endpoint): Failure | undefined {
  if (!envelope || envelope.payload.length > DIAGNOSIS_LIMIT) return undefined;
  const key = endpoint.secrets.findIndex((secret) => decryptEnvelope(envelope, [secret], endpoint));
  if (key < 0) return undefined;
  const message =
    'decrypts the payload, but its text does not make the signature: copy it as Phasio shows it';
  return new Failure('SIGNATURE_MISMATCH', [{ path: `/secrets/${key}`, message }]);
}

/** In characters. A larger one is refused without a diagnosis: decrypting it in each layout is much work for a stranger. */
const DIAGNOSIS_LIMIT = 262_144;

/** A secret that decodes to less than a key must not sign: the shortest is empty, and everybody knows that one. */
function candidateKeys(secret: string): readonly (string | Buffer)[] {
  const decoded = toKey(secret);
  return decoded ? [secret, decoded] : [secret];
}

function decryptEnvelope(
  envelope: Envelope,
  secrets: readonly string[],
  { layout }: Endpoint,
): Decrypted | undefined {
  const keys = [...new Set(secrets)].map(toKey).filter((key) => key !== undefined);
  return decryptBytes(envelope.encrypted(), keys, pinnedLayout(layout));
}

const pinnedLayout = (layout: string | undefined): Layout | undefined =>
  layout !== undefined && isLayout(layout) ? layout : undefined;
