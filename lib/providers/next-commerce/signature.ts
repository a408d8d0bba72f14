import { isUtf8 } from 'node:buffer';
import type { Endpoint } from '../../endpoint';
import { Failure } from '../../failure';
import { findSecret, hmacSha256, isSameSignature, parseHexSignature, signatureMismatch } from '../../hmac';
import type { Verification } from '../../provider';
import { NO_CLAIMS, trust, type WebhookRequest } from '../../webhook';
import { toPythonJson } from './python-json';

export const SIGNATURE_HEADER = 'x-29next-signature';

/**
 * Larger bodies are checked as they came only: writing one anew costs much more than its HMAC, and anybody may send
 * one. The real deliveries that others have measured stay below it.
 */
export const REWRITE_LIMIT_BYTES = 262_144;

/**
 * Checks the hexadecimal HMAC-SHA256 over the body as it came, then over the body as Python writes it.
 * @throws Failure `SIGNATURE_MISMATCH`, `ENDPOINT_INVALID` where a secret is right but for what stands around it
 */
export function verify({ headers, body }: WebhookRequest, { secrets }: Endpoint): Verification {
  const signature = parseHexSignature(headers[SIGNATURE_HEADER] ?? '');
  if (!signature) throw new Failure('SIGNATURE_MISMATCH');
  const signs = (message: string | Uint8Array) => (secret: string) =>
    isSameSignature(hmacSha256(secret, message), signature);

  for (const message of signedForms(body)) {
    const key = findSecret(secrets, signs(message));
    if (key !== undefined) return { verified: trust(body), claims: NO_CLAIMS, key };
  }
  throw signatureMismatch(secrets, signs(body));
}

/**
 * What may have been signed: the body; and, since Next Commerce's own sample signs `json.dumps(json.loads(body))`,
 * the body in that form, where something on the way may have written the JSON anew.
 */
export function* signedForms(body: Uint8Array): Generator<string | Uint8Array> {
  yield body;
  const rewritten = body.length <= REWRITE_LIMIT_BYTES ? rewrite(body) : undefined;
  if (rewritten !== undefined) yield rewritten;
}

/** One request may be checked twice, the second time with secrets that were read again. */
const rewrittenBodies = new WeakMap<Uint8Array, { readonly text: string | undefined }>();

function rewrite(body: Uint8Array): string | undefined {
  const known = rewrittenBodies.get(body);
  if (known) return known.text;
  const text = isUtf8(body) ? toPythonJson(Buffer.from(body).toString()) : undefined;
  rewrittenBodies.set(body, { text });
  return text;
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
