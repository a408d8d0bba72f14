import { hmacSha256 } from '../../lib/hmac';
import type { Provider } from '../../lib/provider';
import { provider as phasio } from '../../lib/providers/phasio';
import { NO_CLAIMS, trust, type WebhookRequest } from '../../lib/webhook';
import type { Flawed } from './flawed';

const HEADER = phasio.signatureHeader;

/** What people get wrong when they check a sign, each on a provider that is right otherwise. */
export const FLAWED_SEALS: readonly Flawed[] = [
  {
    flaw: 'opens without looking at the signature',
    provider: {
      ...phasio,
      verify: ({ body }, endpoint) => ({
        verified: phasio.decrypt?.(body, endpoint),
        claims: NO_CLAIMS,
        key: 0,
      }),
    },
    caughtBy: ['refuses any other signature', 'refuses a signature that is none'],
  },
  {
    flaw: 'compares only the first bytes of the signature',
    provider: withVerify((request, secrets) => {
      const given = request.headers[HEADER] ?? '';
      const right = secrets.map((secret) => signatureOf(request, secret));
      return right.find((signature) => given.slice(0, 8) === signature.slice(0, 8)) ?? given;
    }),
    caughtBy: ['refuses any other signature'],
  },
  {
    flaw: 'takes anything that looks like a signature',
    provider: withVerify((request, [secret = '']) =>
      /^[0-9a-f]{64}$/i.test(request.headers[HEADER] ?? '') ? signatureOf(request, secret) : undefined,
    ),
    caughtBy: ['refuses any other signature', 'refuses the signature of another delivery'],
  },
  {
    flaw: 'signs the beginning of the payload only',
    provider: withBriefSignature(),
    caughtBy: ['lets no changed byte change what it opens'],
  },
  {
    flaw: 'does not mind what follows the body',
    provider: {
      ...phasio,
      verify({ headers, body }, endpoint) {
        const end = Buffer.from(body).lastIndexOf('}') + 1;
        return phasio.verify({ headers, body: body.subarray(0, end) }, endpoint);
      },
    },
    caughtBy: ['refuses a body that was cut or lengthened'],
  },
  {
    flaw: 'checks another signature than it makes',
    provider: withVerify((request) => request.headers[HEADER]?.split('').reverse().join('')),
    caughtBy: ['opens what it sealed, for each of its events'],
  },
  {
    flaw: 'trusts everybody while it has no secret',
    provider: {
      ...phasio,
      verify: (request, endpoint) =>
        endpoint.secrets.length === 0 ? { claims: NO_CLAIMS, key: 0 } : phasio.verify(request, endpoint),
    },
    caughtBy: ['refuses any other key, and no key'],
  },
  {
    flaw: 'decrypts with the current secret only',
    provider: {
      ...phasio,
      decrypt: (body, endpoint) =>
        phasio.decrypt?.(body, { ...endpoint, secrets: endpoint.secrets.slice(0, 1) }),
    },
    caughtBy: ['decrypts later what it could have verified, with any of its secrets'],
  },
  {
    flaw: 'takes a missing signature for a right one',
    provider: withVerify((request, [secret = '']) => request.headers[HEADER] || signatureOf(request, secret)),
    caughtBy: ['refuses a signature that is none'],
  },
  {
    flaw: 'knows only the first secret',
    provider: {
      ...phasio,
      verify: (request, endpoint) =>
        phasio.verify(request, { ...endpoint, secrets: endpoint.secrets.slice(0, 1) }),
    },
    caughtBy: ['opens with each of several secrets and says which'],
  },
  {
    flaw: 'does not say which secret matched',
    provider: { ...phasio, verify: (request, endpoint) => ({ ...phasio.verify(request, endpoint), key: 0 }) },
    caughtBy: ['opens with each of several secrets and says which'],
  },
  {
    flaw: 'reads text as Latin-1',
    provider: {
      ...phasio,
      verify(request, endpoint) {
        const verification = phasio.verify(request, endpoint);
        return {
          ...verification,
          verified: trust(Buffer.from(String(verification.verified)).toString('latin1')),
        };
      },
    },
    caughtBy: ['opens a payload in any script'],
  },
];

/** Opens with the signature that `trusted` puts in the place of the given one. */
function withVerify(
  trusted: (request: WebhookRequest, secrets: readonly string[]) => string | undefined,
): Provider {
  return {
    ...phasio,
    verify(request, endpoint) {
      const signature = trusted(request, endpoint.secrets);
      return phasio.verify({ ...request, headers: { ...request.headers, [HEADER]: signature } }, endpoint);
    },
  };
}

function withBriefSignature(): Provider {
  const brief = ({ body }: WebhookRequest, secret: string) =>
    hmacSha256(secret, body.subarray(0, 32)).toString('hex');
  const { verify } = withVerify((request, [secret = '']) =>
    request.headers[HEADER] === brief(request, secret) ? signatureOf(request, secret) : undefined,
  );
  return {
    ...phasio,
    verify,
    sign(payload, endpoint) {
      const { body, headers } = phasio.sign(payload, endpoint);
      const [secret = ''] = endpoint.secrets;
      return { body, headers: { ...headers, [HEADER]: brief({ body, headers }, secret) } };
    },
  };
}

/** The signature that Phasio would make. */
function signatureOf({ body }: WebhookRequest, secret: string): string {
  try {
    return hmacSha256(secret, JSON.parse(Buffer.from(body).toString()).payload).toString('hex');
  } catch {
    return '';
  }
}
