import type { Endpoint } from '../../../lib/endpoint';
import { Failure } from '../../../lib/failure';
import type { Receiver } from '../../../lib/provider';
import type { WebhookRequest } from '../../../lib/webhook';

/** What a check can find, from what is right to what nobody can explain. */
export const FINDINGS = {
  MATCHES: ['right', "The endpoint's first secret made the signature: `receive` accepts it."],
  MATCHES_OLDER_SECRET: [
    'right',
    'An older secret of the endpoint made it: the provider does not use the first one yet.',
  ],
  UNDECRYPTABLE: [
    'wrong',
    'The signature is right, and no secret decrypts the payload: look at `layout` and at the secrets.',
  ],
  ENTRY_INVALID: ['wrong', "The endpoint's entry is invalid, so `receive` answers 503: correct it."],
  NO_SIGNATURE: ['wrong', 'The signature header is missing: the capture lost it, or the sender is another.'],
  SECRET_WRAPPED: [
    'wrong',
    'A secret would be right without the white space or quotes around it: correct it.',
  ],
  PREVIOUS_DOCUMENT: [
    'wrong',
    'A secret of the document before this one made it: it was taken out too early. Put it back behind the first.',
  ],
  OTHER_ENDPOINT: [
    'wrong',
    "Another endpoint's secret made it: register the webhook at that endpoint, or swap the secrets.",
  ],
  OTHER_ENCODING: [
    'wrong',
    'The signature is right and written otherwise than the provider documents: something on the way changed the header.',
  ],
  OTHER_BODY: [
    'wrong',
    'The signature is right for the body in another form: something on the way, or the capture, wrote it anew.',
  ],
  NO_MATCH: [
    'wrong',
    "No secret that is known here made it, in no form that was tried. Copy the webhook's secret from the provider again.",
  ],
} as const satisfies Record<string, readonly ['right' | 'wrong', string]>;
/** One of the {@link FINDINGS}. */
export type FindingCode = keyof typeof FINDINGS;

/** What came of a check: codes and places, never a secret or a signature. */
export interface Finding {
  readonly code: FindingCode;
  /** Which secret, endpoint or form. */
  readonly detail?: string;
}

/** What a delivery is checked with. */
export interface CheckOptions {
  readonly provider: Receiver;
  readonly request: WebhookRequest;
  /** The name of the endpoint that it was sent to. */
  readonly name: string;
  readonly endpoint: Endpoint;
  /** The other endpoints of the document, by name. */
  readonly others: Readonly<Record<string, Endpoint>>;
  /** The endpoint in the document before this one. */
  readonly previous?: Endpoint | undefined;
  /** When it was captured, in milliseconds since 1970: for providers that sign a time. */
  readonly at: number;
}

/** Checks a captured delivery as `receive` does, and where that fails, finds the nearest thing that would be right. */
export function checkDelivery(options: CheckOptions): Finding {
  const { provider, request, endpoint, at } = options;
  const header = request.headers[provider.signatureHeader];
  if (!header) return { code: 'NO_SIGNATURE', detail: provider.signatureHeader };
  const asItIs = attempt(provider, request, endpoint, at);
  if (asItIs === 'wrapped') return { code: 'SECRET_WRAPPED' };
  if (asItIs) {
    if (asItIs.verified === undefined) return { code: 'UNDECRYPTABLE' };
    return asItIs.key === 0
      ? { code: 'MATCHES' }
      : { code: 'MATCHES_OLDER_SECRET', detail: `secret ${asItIs.key + 1}` };
  }
  for (const candidate of candidatesOf(options))
    for (const form of formsOf(provider, request, header)) {
      const found = attempt(provider, form.request, candidate.endpoint, at);
      if (!found) continue;
      const code = candidate.code ?? form.code;
      if (code === undefined) continue;
      const secret = found === 'wrapped' ? 'without the white space or quotes around its secret' : undefined;
      const detail = [candidate.detail, form.detail, secret].filter(Boolean).join(', ');
      return { code, ...(detail && { detail }) };
    }
  return { code: 'NO_MATCH' };
}

interface Candidate {
  readonly code?: FindingCode;
  readonly detail?: string;
  readonly endpoint: Endpoint;
}

/** Whose secret it may be, the likeliest first. */
function candidatesOf({ endpoint, previous, others }: CheckOptions): Candidate[] {
  const bare = endpoint.secrets.map(unwrapped);
  const wrapped = bare.some((secret, i) => secret !== endpoint.secrets[i]);
  return [
    ...(wrapped ? [{ code: 'SECRET_WRAPPED', endpoint: { ...endpoint, secrets: bare } } as const] : []),
    { endpoint },
    ...(previous ? [{ code: 'PREVIOUS_DOCUMENT', endpoint: previous } as const] : []),
    ...Object.entries(others).map(([name, other]) => ({
      code: 'OTHER_ENDPOINT' as const,
      detail: name,
      endpoint: other,
    })),
  ];
}

/** A secret without the white space and quotes around it. */
export const unwrapped = (secret: string): string => secret.replace(/^[\s"'`]+|[\s"'`]+$/g, '');

interface Form {
  readonly code?: FindingCode;
  readonly detail?: string;
  readonly request: WebhookRequest;
}

/** The request as it is, with its header written otherwise, and with its body written otherwise. */
function formsOf({ signatureHeader }: Receiver, request: WebhookRequest, header: string): Form[] {
  const headers = headerForms(header).map(([detail, value]) => ({
    code: 'OTHER_ENCODING' as const,
    detail,
    request: { ...request, headers: { ...request.headers, [signatureHeader]: value } },
  }));
  const bodies = bodyForms(Buffer.from(request.body).toString()).map(([detail, text]) => ({
    code: 'OTHER_BODY' as const,
    detail,
    request: { ...request, body: Buffer.from(text) },
  }));
  return [{ request }, ...headers, ...bodies];
}

/** 32 bytes in hexadecimal digits. */
const HEX = /^[0-9a-f]{64}$/i;

function headerForms(header: string): [detail: string, value: string][] {
  const bare = header.trim().replace(/^(?:sha256=|v1=|v1,)/i, '');
  const bytes = Buffer.from(bare, HEX.test(bare) ? 'hex' : 'base64');
  const forms: [string, string][] = [
    ['without a prefix or white space', bare],
    ['hexadecimal instead of Base64', bytes.toString('hex')],
    ['Base64 instead of hexadecimal', bytes.toString('base64')],
  ];
  return forms.filter(([, value]) => value !== header && value !== '');
}

function bodyForms(text: string): [detail: string, text: string][] {
  const forms: [string, string][] = [
    ['without the line end behind it', text.replace(/\r?\n$/, '')],
    ['with a line end behind it', `${text}\n`],
    ['with CRLF for line ends', text.replace(/\r?\n/g, '\r\n')],
    ['with LF for line ends', text.replaceAll('\r\n', '\n')],
    ['without a byte-order mark', text.replace(/^\uFEFF/, '')],
  ];
  try {
    const value: unknown = JSON.parse(text);
    forms.push(['as JSON without spaces', JSON.stringify(value)]);
    forms.push(['as JSON with an indent of two', JSON.stringify(value, null, 2)]);
    forms.push(['as JSON with an indent of four', JSON.stringify(value, null, 4)]);
  } catch {
    // Not JSON: it was not written anew as such.
  }
  return forms.filter(([, form]) => form !== text);
}

/** Which secret made it; `wrapped` where one would without what stands around it; `undefined` where none did. */
function attempt(provider: Receiver, request: WebhookRequest, endpoint: Endpoint, at: number) {
  try {
    return provider.verify(request, endpoint, at);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code === 'ENDPOINT_INVALID' ? ('wrapped' as const) : undefined;
  }
}
