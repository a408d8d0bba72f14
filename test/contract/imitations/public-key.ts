import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import * as v from 'valibot';
import { endpointEntries } from '../../../lib/endpoint';
import { Failure } from '../../../lib/failure';
import { findSecret, parseBase64 } from '../../../lib/hmac';
import { isSignedByKey } from '../../../lib/public-key';
import { isRecent } from '../../../lib/signature-header';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'x-key-signature';
const TIME_HEADER = 'x-key-timestamp';
const SIGNATURE_BYTES = 64;

/** Keys that the tests may sign with, by their public halves. */
const PRIVATE_KEYS: ReadonlyMap<string, KeyObject> = new Map(
  [1, 2, 3].map((seed) => {
    // PKCS #8 of an Ed25519 key is these bytes and the 32 of its seed.
    const der = Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, seed),
    ]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    return [createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64'), key];
  }),
);

/** Signs with Ed25519: the endpoint's secrets are public keys, and only the sender has the private ones. */
export const publicKey = imitate({
  name: 'public-key',
  signatureHeader: HEADER,
  isSignature: (header) => parseBase64(header, SIGNATURE_BYTES) !== undefined,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }, now) {
    const time = headers[TIME_HEADER] ?? '';
    const signature = parseBase64(headers[HEADER] ?? '', SIGNATURE_BYTES);
    if (!signature || !isRecent(time, now)) throw new Failure('SIGNATURE_MISMATCH');
    const message = Buffer.concat([Buffer.from(time), body]);
    const key = findSecret(secrets, (secret) => isSignedByKey('ed25519', secret, message, signature));
    if (key === undefined) throw new Failure('SIGNATURE_MISMATCH');
    return { verified: trust(body), claims: NO_CLAIMS, key };
  },
  sign(payload, { secrets: [secret = ''] }, { now }) {
    const time = String(Math.floor(now / 1000));
    const privateKey = PRIVATE_KEYS.get(secret);
    if (!privateKey) throw new TypeError('expected a first secret whose private key is known');
    const signature = sign(null, Buffer.from(time + payload), privateKey).toString('base64');
    return { headers: { [TIME_HEADER]: time, [HEADER]: signature }, body: Buffer.from(payload) };
  },
  exampleSecrets: [...PRIVATE_KEYS.keys()] as [string, string, string],
});
