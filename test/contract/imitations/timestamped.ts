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
import { COMMA_LIST, isRecent, taggedValues } from '../../../lib/signature-header';
import { NO_CLAIMS, trust } from '../../../lib/webhook';
import { imitate } from './shop';

const HEADER = 'x-timestamped-signature';

/** Signs as Stripe does: `t=…,v1=…,v1=…`, an HMAC in hex over the time, a dot and the body. */
export const timestamped = imitate({
  name: 'timestamped',
  signatureHeader: HEADER,
  isSignature: (header) => signaturesIn(header).length > 0,
  endpoint: v.strictObject(endpointEntries),
  verify({ headers, body }, { secrets }, now) {
    const header = headers[HEADER] ?? '';
    const [time = '', ...others] = taggedValues(header, 't', COMMA_LIST);
    const signatures = signaturesIn(header);
    if (signatures.length === 0 || others.length > 0 || !isRecent(time, now))
      throw new Failure('SIGNATURE_MISMATCH');
    const isSigner = (secret: string) => {
      const right = hmacSha256(secret, `${time}.`, body);
      return signatures.some((signature) => isSameSignature(signature, right));
    };
    const key = findSecret(secrets, isSigner);
    if (key === undefined) throw signatureMismatch(secrets, isSigner);
    return { verified: trust(body), claims: NO_CLAIMS, key };
  },
  sign(payload, { secrets: [secret = ''] }, { now }) {
    const time = Math.floor(now / 1000);
    const signature = hmacSha256(secret, `${time}.`, payload).toString('hex');
    return { headers: { [HEADER]: `t=${time},v1=${signature}` }, body: Buffer.from(payload) };
  },
  joinSignatures: (headers) =>
    headers.map((header, i) => (i === 0 ? header : header.replace(/^t=\d+,/, ''))).join(','),
});

const signaturesIn = (header: string): Buffer[] =>
  taggedValues(header, 'v1', COMMA_LIST)
    .map(parseHexSignature)
    .filter((it) => it !== undefined);
