import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type Endpoint, endpointEntries } from '../../../lib/endpoint';
import { Failure } from '../../../lib/failure';
import {
  findSecret,
  hmacSha256,
  isHexSignature,
  isSameSignature,
  parseHexSignature,
  signatureMismatch,
} from '../../../lib/hmac';
import { NO_CLAIMS, trust, type Verified } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'x-encrypted-signature';
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with AES-256-GCM as IV, ciphertext and tag, and signs those bytes. */
export const encrypted = imitate({
  name: 'encrypted',
  signatureHeader: HEADER,
  isSignature: isHexSignature,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, endpoint) {
    const signature = parseHexSignature(headers[HEADER] ?? '');
    if (!signature) throw new Failure('SIGNATURE_MISMATCH');
    const isSigner = (secret: string) => isSameSignature(hmacSha256(secret, body), signature);
    const key = findSecret(endpoint.secrets, isSigner);
    if (key === undefined) throw signatureMismatch(endpoint.secrets, isSigner);
    return { verified: decrypt(body, endpoint), claims: NO_CLAIMS, key };
  },
  sign(payload, { secrets: [secret = ''] }) {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, Buffer.from(secret, 'base64'), iv);
    const body = Buffer.concat([iv, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
    return { headers: { [HEADER]: hmacSha256(secret, body).toString('hex') }, body };
  },
  decrypt,
});

function decrypt(body: Uint8Array, { secrets }: Endpoint): Verified | undefined {
  for (const secret of secrets)
    try {
      const iv = body.subarray(0, IV_BYTES);
      const decipher = createDecipheriv(CIPHER, Buffer.from(secret, 'base64'), iv, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(body.subarray(-TAG_BYTES));
      return trust(Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]));
    } catch {
      // Another key may decrypt it.
    }
  return undefined;
}
