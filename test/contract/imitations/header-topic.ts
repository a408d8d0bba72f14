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
import { type Claims, claimsOf, trust } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'x-topic-hmac';
const CLAIMS: Claims = { event: 'x-topic', id: 'x-topic-webhook-id', shop: 'x-topic-shop' };

/** Signs the body alone, as Shopify does, in Base64; event, shop and id stand in headers that nobody signs. */
export const headerTopic = imitate({
  name: 'header-topic',
  signatureHeader: HEADER,
  isSignature: (header) => parseBase64Signature(header) !== undefined,
  words: ['orders/create', 'orders/updated'],
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }) {
    const signature = parseBase64Signature(headers[HEADER] ?? '');
    if (!signature) throw new Failure('SIGNATURE_MISMATCH');
    const isSigner = (secret: string) => isSameSignature(hmacSha256(secret, body), signature);
    const key = findSecret(secrets, isSigner);
    if (key === undefined) throw signatureMismatch(secrets, isSigner);
    return { verified: trust(body), claims: claimsOf(headers, CLAIMS), key };
  },
  sign(payload, { secrets: [secret = ''], account }, { event }) {
    return {
      headers: {
        'x-topic': event,
        'x-topic-shop': account,
        'x-topic-webhook-id': `delivery-${nextDelivery++}`,
        [HEADER]: hmacSha256(secret, payload).toString('base64'),
      },
      body: Buffer.from(payload),
    };
  },
  eventOf: ({ event }) => event,
  assertClaims({ shop }, account) {
    if (shop !== undefined && shop !== account)
      throw new Failure('ACCOUNT_MISMATCH', [
        { path: '', message: `the header ${CLAIMS.shop}: expected the endpoint's account` },
      ]);
  },
  metadataOf: ({ id }) => ({ webhookid: id }),
});

let nextDelivery = 1;
