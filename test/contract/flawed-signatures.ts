import { Failure } from '../../lib/failure';
import { hmacSha256 } from '../../lib/hmac';
import { eventIdOf } from '../../lib/identity';
import { parseJson } from '../../lib/json';
import type { Provider, Verification } from '../../lib/provider';
import { COMMA_LIST, isRecent, taggedValues } from '../../lib/signature-header';
import { NO_CLAIMS, trust, type WebhookRequest } from '../../lib/webhook';
import { type Flawed, withProvider } from './flawed';
import { imitationNamed } from './imitations/imitations';
import type { Subject } from './subject';

const topic = imitationNamed('header-topic');
const timestamped = imitationNamed('timestamped');
const encrypted = imitationNamed('encrypted');
const right = topic.provider;
const HEADER = right.signatureHeader;

/** What people get wrong when they check a signature, each in a provider that is right otherwise. */
export const FLAWED_SIGNATURES: readonly Flawed[] = [
  {
    flaw: 'verifies without looking at the signature',
    subject: withVerify(({ body }) => ({ verified: trust(body), claims: NO_CLAIMS, key: 0 })),
    caughtBy: ['refuses any other signature', 'refuses a signature that is none'],
  },
  {
    flaw: 'compares only the first bytes of the signature',
    subject: withSignature((request, secrets) => {
      const given = request.headers[HEADER] ?? '';
      return (
        secrets
          .map((secret) => signatureOf(request, secret))
          .find((it) => it.startsWith(given.slice(0, 8))) ?? given
      );
    }),
    caughtBy: ['refuses any other signature'],
  },
  {
    flaw: 'takes anything that looks like a signature',
    subject: withSignature((request, [secret = '']) =>
      /^[\w+/]{43}=$/.test(request.headers[HEADER] ?? '') ? signatureOf(request, secret) : undefined,
    ),
    caughtBy: ['refuses any other signature', 'refuses the signature of another delivery'],
  },
  {
    flaw: 'signs the beginning of the payload only',
    subject: signingBriefly(),
    caughtBy: ['lets no changed byte change what it verifies'],
  },
  {
    flaw: 'does not mind what follows the body',
    subject: withVerify(({ headers, body }, ...rest) => {
      const end = Buffer.from(body).lastIndexOf('}') + 1;
      return right.verify({ headers, body: body.subarray(0, end) }, ...rest);
    }),
    caughtBy: ['refuses a body that was cut or lengthened'],
  },
  {
    flaw: 'checks another signature than it makes',
    subject: withSignature((request) => request.headers[HEADER]?.split('').reverse().join('')),
    caughtBy: ['verifies what it signed, for each of its events, and knows which event it is'],
  },
  {
    flaw: 'does not know which event it signed',
    subject: withProvider(topic, {
      identify: (delivery) => ({ ...right.identify(delivery), event: undefined }),
    }),
    caughtBy: ['verifies what it signed, for each of its events, and knows which event it is'],
  },
  {
    flaw: 'takes any header for a signature, so strangers make secrets be read',
    subject: withProvider(topic, { isSignature: () => true }),
    caughtBy: ['knows a signature by its form, before any secret is read'],
  },
  {
    flaw: 'trusts everybody while it has no secret',
    subject: withVerify((request, endpoint, now) =>
      endpoint.secrets.length === 0 ? { claims: NO_CLAIMS, key: 0 } : right.verify(request, endpoint, now),
    ),
    caughtBy: ['refuses any other key, and no key'],
  },
  {
    flaw: 'decrypts with the current secret only',
    subject: withProvider(encrypted, {
      decrypt: (body, endpoint) =>
        encrypted.provider.decrypt?.(body, { ...endpoint, secrets: endpoint.secrets.slice(0, 1) }),
    }),
    caughtBy: ['decrypts later what it could have verified, with any of its secrets'],
  },
  {
    flaw: 'takes a missing signature for a right one',
    subject: withSignature(
      (request, [secret = '']) => request.headers[HEADER] || signatureOf(request, secret),
    ),
    caughtBy: ['refuses a signature that is none'],
  },
  {
    flaw: 'knows only the first secret',
    subject: withVerify((request, endpoint, now) =>
      right.verify(request, { ...endpoint, secrets: endpoint.secrets.slice(0, 1) }, now),
    ),
    caughtBy: ['verifies with each of several secrets and says which'],
  },
  {
    flaw: 'does not say which secret matched',
    subject: withVerify((...given) => ({ ...right.verify(...given), key: 0 })),
    caughtBy: ['verifies with each of several secrets and says which'],
  },
  {
    flaw: 'reads text as Latin-1',
    subject: withVerify((...given) => {
      const verification = right.verify(...given);
      const text = Buffer.from(String(verification.verified)).toString('latin1');
      return { ...verification, verified: trust(text) };
    }),
    caughtBy: ['verifies a payload in any script'],
  },
  {
    flaw: 'lets an unsigned header into its identity',
    subject: withProvider(topic, {
      identify: (delivery) => ({ ...right.identify(delivery), id: eventIdOf([delivery.claims.id ?? '']) }),
    }),
    caughtBy: ['trusts no header that is not signed: what it verifies and its ids stay the same'],
  },
  {
    flaw: 'compares with ===',
    subject: withVerify((request, { secrets }) => {
      const key = secrets.findIndex((secret) => signatureOf(request, secret) === request.headers[HEADER]);
      if (key < 0) throw new Failure('SIGNATURE_MISMATCH');
      return { verified: trust(request.body), claims: NO_CLAIMS, key };
    }),
    caughtBy: ['compares in constant time, or with a public key'],
  },
  {
    flaw: 'parses the body before it looks at the signature',
    subject: withVerify((request, ...rest) => {
      parseJson(Buffer.from(request.body).toString());
      return right.verify(request, ...rest);
    }),
    caughtBy: [
      'does little for a stranger: a large body under a wrong signature is hashed a few times and not parsed',
    ],
  },
  {
    flaw: 'looks at the first of several signatures only',
    subject: withHeader(timestamped, (header) => header.replace(/(,v1=\w+).*$/, '$1')),
    caughtBy: ['takes the right one of several signatures, where it is sent several'],
  },
  {
    flaw: 'takes a signed time of yesterday',
    subject: withProvider(timestamped, {
      verify: (request, endpoint) =>
        timestamped.provider.verify(request, endpoint, Number(timeIn(request)) * 1000),
    }),
    caughtBy: ['refuses a signed time of yesterday, and takes one of a minute ago'],
  },
  {
    flaw: 'judges a time that it does not sign',
    subject: withUnsignedTime(),
    caughtBy: ['refuses a signed time of yesterday, and takes one of a minute ago'],
  },
];

function withVerify(verify: (...given: Parameters<Provider['verify']>) => Verification): Subject {
  return withProvider(topic, { verify });
}

/** Verifies with the signature that `trusted` puts in the place of the given one. */
function withSignature(
  trusted: (request: WebhookRequest, secrets: readonly string[]) => string | undefined,
): Subject {
  return withVerify((request, endpoint, now) => {
    const signature = trusted(request, endpoint.secrets);
    return right.verify({ ...request, headers: { ...request.headers, [HEADER]: signature } }, endpoint, now);
  });
}

function signingBriefly(): Subject {
  const brief = ({ body }: WebhookRequest, secret: string) =>
    hmacSha256(secret, body.subarray(0, 32)).toString('base64');
  const { provider } = withSignature((request, [secret = '']) =>
    request.headers[HEADER] === brief(request, secret) ? signatureOf(request, secret) : undefined,
  );
  return withProvider(topic, {
    verify: provider.verify,
    sign(payload, endpoint, sending) {
      const request = right.sign(payload, endpoint, sending);
      const signature = brief(request, endpoint.secrets[0] ?? '');
      return { ...request, headers: { ...request.headers, [HEADER]: signature } };
    },
  });
}

/** The signature that the right provider would make. */
const signatureOf = ({ body }: WebhookRequest, secret: string): string =>
  hmacSha256(secret, body).toString('base64');

/** Verifies what is left of the signature header. */
function withHeader(subject: Subject, change: (header: string) => string): Subject {
  const { provider } = subject;
  const name = provider.signatureHeader;
  return withProvider(subject, {
    verify: ({ headers, body }, endpoint, now) =>
      provider.verify({ headers: { ...headers, [name]: change(headers[name] ?? '') }, body }, endpoint, now),
  });
}

const timeIn = ({ headers }: WebhookRequest): string =>
  taggedValues(headers[timestamped.provider.signatureHeader] ?? '', 't', COMMA_LIST)[0] ?? '';

/** Signs the body alone, and says beside it when that was. */
function withUnsignedTime(): Subject {
  return withProvider(topic, {
    verify(request, endpoint, now) {
      if (!isRecent(request.headers['x-topic-time'] ?? '', now)) throw new Failure('SIGNATURE_MISMATCH');
      return right.verify(request, endpoint, now);
    },
    sign(payload, endpoint, sending) {
      const { headers, body } = right.sign(payload, endpoint, sending);
      return { headers: { ...headers, 'x-topic-time': String(Math.floor(sending.now / 1000)) }, body };
    },
  });
}
