import type { Endpoint } from '../../endpoint';
import { Failure } from '../../failure';
import { hmacSha256, isSameSignature, parseHexSignature } from '../../hmac';
import type { Verification } from '../../provider';
import { NO_CLAIMS, trust, type WebhookRequest } from '../../webhook';
import { toPythonJson } from './python-json';

export const SIGNATURE_HEADER = 'x-29next-signature';

/**
 * Checks the hexadecimal HMAC-SHA256 over the body as it came. Next Commerce's own sample computes it over
 * `json.dumps(json.loads(body))`, hence a second try over the body in that form: the same unless something on the
 * way wrote the JSON anew.
 * @throws Failure `SIGNATURE_MISMATCH`
 */
export function verify({ headers, body }: WebhookRequest, { secrets }: Endpoint): Verification {
  const signature = parseHexSignature(headers[SIGNATURE_HEADER] ?? '');
  if (!signature) throw new Failure('SIGNATURE_MISMATCH');
  const signedBy = (signed: string | Uint8Array) =>
    secrets.findIndex((secret) => isSameSignature(hmacSha256(secret, signed), signature));

  const key = signedBy(body);
  const verified = trust(body);
  if (key >= 0) return { verified, claims: NO_CLAIMS, key };

  const rewritten = typeof verified === 'string' ? toPythonJson(verified) : undefined;
  const keyOfRewritten = rewritten === undefined ? -1 : signedBy(rewritten);
  if (keyOfRewritten < 0) throw new Failure('SIGNATURE_MISMATCH');
  return { verified, claims: NO_CLAIMS, key: keyOfRewritten };
}

/** Signs a payload as Next Commerce does. @throws Failure `ENDPOINT_WITHOUT_SECRET` */
export function sign(payload: string, { secrets: [secret] }: Endpoint): WebhookRequest {
  if (secret === undefined) throw new Failure('ENDPOINT_WITHOUT_SECRET');
  const body = Buffer.from(payload);
  return {
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: hmacSha256(secret, body).toString('hex'),
    },
    body,
  };
}
