import * as v from 'valibot';
import { endpointEntries } from '../../../lib/endpoint';
import { Failure } from '../../../lib/failure';
import {
  findSecret,
  hmacSha256,
  isSameSignature,
  parseHexSignature,
  signatureMismatch,
} from '../../../lib/hmac';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'x-form-signature';

/** Sends a form whose field `payload` is JSON. The form is signed as it came; what is handed on is the JSON in it. */
export const form = imitate({
  name: 'form',
  signatureHeader: HEADER,
  isSignature: (header) => parseSignature(header) !== undefined,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }) {
    const signature = parseSignature(headers[HEADER] ?? '');
    if (!signature) throw new Failure('SIGNATURE_MISMATCH');
    const isSigner = (secret: string) => isSameSignature(hmacSha256(secret, body), signature);
    const key = findSecret(secrets, isSigner);
    if (key === undefined) throw signatureMismatch(secrets, isSigner);
    const payload = new URLSearchParams(Buffer.from(body).toString()).get('payload');
    return { verified: trust(payload ?? ''), claims: NO_CLAIMS, key };
  },
  sign(payload, { secrets: [secret = ''] }) {
    const body = Buffer.from(new URLSearchParams({ payload }).toString());
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      [HEADER]: `${PREFIX}${hmacSha256(secret, body).toString('hex')}`,
    };
    return { headers, body };
  },
});

const parseSignature = (header: string): Buffer | undefined =>
  header.startsWith(PREFIX) ? parseHexSignature(header.slice(PREFIX.length)) : undefined;

const PREFIX = 'sha256=';
