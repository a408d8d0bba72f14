import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { endpointEntries } from '../../../lib/endpoint';
import { Failure } from '../../../lib/failure';
import {
  findSecret,
  hmacSha256,
  isSameSignature,
  parseBase64Signature,
  signatureMismatch,
} from '../../../lib/hmac';
import { isRecent, SPACE_LIST, taggedValues } from '../../../lib/signature-header';
import { claimsOf, trust } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'webhook-signature';

/** Signs as Standard Webhooks say: id, time and body together, each in a header of its own, so the id may identify. */
export const standardWebhooks = imitate({
  name: 'standard-webhooks',
  signatureHeader: HEADER,
  isSignature: (header) => signaturesIn(header).length > 0,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }, now) {
    const { 'webhook-id': id, 'webhook-timestamp': time = '' } = headers;
    const signatures = signaturesIn(headers[HEADER] ?? '');
    if (!id || signatures.length === 0 || !isRecent(time, now)) throw new Failure('SIGNATURE_MISMATCH');
    const isSigner = (secret: string) => {
      const right = hmacSha256(keyOf(secret), `${id}.${time}.`, body);
      return signatures.some((signature) => isSameSignature(signature, right));
    };
    const key = findSecret(secrets, isSigner);
    if (key === undefined) throw signatureMismatch(secrets, isSigner);
    return { verified: trust(body), claims: claimsOf(headers, { id: 'webhook-id' }), key };
  },
  sign(payload, { secrets: [secret = ''] }, { now }) {
    const id = `msg_${createHash('sha256').update(payload).digest('hex').slice(0, 24)}`;
    const time = String(Math.floor(now / 1000));
    const signature = hmacSha256(keyOf(secret), `${id}.${time}.`, payload).toString('base64');
    return {
      headers: { 'webhook-id': id, 'webhook-timestamp': time, [HEADER]: `v1,${signature}` },
      body: Buffer.from(payload),
    };
  },
  joinSignatures: (headers) => headers.join(' '),
  idOf: ({ id }) => id,
  metadataOf: ({ id }) => ({ eventid: id }),
});

/** The secret is the key in Base64, after a prefix that tells what it is. */
const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const signaturesIn = (header: string): Buffer[] =>
  taggedValues(header, 'v1', SPACE_LIST)
    .map(parseBase64Signature)
    .filter((it) => it !== undefined);
