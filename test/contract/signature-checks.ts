import { type Endpoint, readEndpoint } from '../../lib/endpoint';
import { Failure } from '../../lib/failure';
import type { Provider } from '../../lib/provider';
import type { WebhookRequest } from '../../lib/webhook';
import type { Check } from './check';

/** Texts that are an AES-256 key too, for providers that encrypt. */
const SECRETS = [7, 8, 9].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [
  string,
  string,
  string,
];
const [CURRENT, PREVIOUS, FOREIGN] = SECRETS;

/** When every delivery of these checks is sent and received. */
const NOW = Date.parse('2026-11-22T10:00:00Z');

/** How many places of a body are tried; more would only take longer. */
const PLACES = 1_500;

/** The sign: what opens, and what nobody may slip in. */
export function sealChecks(provider: Provider): readonly Check[] {
  const [event = ''] = Object.keys(provider.events);
  const endpoint = (...secrets: string[]) => exampleEndpoint(provider, secrets, event);
  const payload = provider.sample(event, 'acme');
  const sealed = provider.sign(payload, endpoint(CURRENT), { now: NOW, event });
  const signature = sealed.headers[provider.signatureHeader] ?? '';
  const signed = (value: string | undefined): WebhookRequest => ({
    ...sealed,
    headers: { ...sealed.headers, [provider.signatureHeader]: value },
  });
  const refuses = (request: WebhookRequest, secrets: readonly string[] = [CURRENT]) =>
    assertRefused(() => provider.verify(request, endpoint(...secrets), NOW));

  return [
    {
      name: 'opens what it sealed, for each of its events',
      run() {
        for (const name of Object.keys(provider.events)) {
          const own = exampleEndpoint(provider, [CURRENT], name);
          const text = provider.sample(name, own.account);
          expect(
            provider.verify(provider.sign(text, own, { now: NOW, event: name }), own, NOW),
          ).toMatchObject({ verified: text, key: 0 });
        }
      },
    },
    {
      name: 'opens with each of several secrets and says which',
      run() {
        for (const [key, secrets] of [[CURRENT], [PREVIOUS, CURRENT], [PREVIOUS, FOREIGN, CURRENT]].entries())
          expect(provider.verify(sealed, endpoint(...secrets), NOW)).toMatchObject({
            verified: payload,
            key,
          });
      },
    },
    {
      name: 'opens a payload in any script',
      run() {
        const text = JSON.stringify({ name: 'Zoë Müller 😀 \u2028 \uFFFE "/"' });
        const request = provider.sign(text, endpoint(CURRENT), { now: NOW, event });
        expect(provider.verify(request, endpoint(CURRENT), NOW).verified).toBe(text);
      },
    },
    {
      name: 'lets no changed byte change what it opens',
      run() {
        for (const body of changedBodies(sealed.body)) {
          const verified = verifiedOrRefused(provider, { ...sealed, body }, endpoint(CURRENT));
          if (verified !== REFUSED) expect(verified).toBe(payload);
        }
      },
    },
    {
      name: 'refuses a body that was cut or lengthened',
      run() {
        const { body } = sealed;
        for (const length of [0, 1, body.length >> 1, body.length - 2, body.length - 1])
          refuses({ ...sealed, body: body.subarray(0, length) });
        refuses({ ...sealed, body: Buffer.concat([body, Buffer.from('x')]) });
      },
    },
    {
      name: 'refuses any other signature',
      run() {
        for (let i = 0; i < signature.length; i++) {
          const other = signature[i] === '0' ? '1' : '0';
          refuses(signed(`${signature.slice(0, i)}${other}${signature.slice(i + 1)}`));
          refuses(signed(signature.slice(0, i)));
        }
        refuses(signed(`${signature}0`));
        refuses(signed(`${signature}, ${signature}`));
      },
    },
    {
      name: 'refuses a signature that is none',
      run() {
        for (const garbage of [
          undefined,
          '',
          ' ',
          'sha256=',
          '0'.repeat(64),
          'é'.repeat(64),
          'x'.repeat(10_000),
        ])
          refuses(signed(garbage));
      },
    },
    {
      name: 'refuses the signature of another delivery',
      run() {
        const other = provider.sign(provider.sample(event, 'acme'), endpoint(CURRENT), { now: NOW, event });
        refuses({ ...other, headers: sealed.headers });
      },
    },
    {
      name: 'refuses any other key, and no key',
      run() {
        refuses(sealed, [FOREIGN]);
        refuses(sealed, [PREVIOUS, FOREIGN]);
        refuses(sealed, [CURRENT.toLowerCase()]);
        refuses(sealed, []);
      },
    },
    {
      name: 'decrypts later what it could have verified, with any of its secrets',
      run() {
        if (!provider.decrypt) return;
        expect(provider.decrypt(sealed.body, endpoint(PREVIOUS, CURRENT))).toBe(payload);
        expect(provider.decrypt(sealed.body, endpoint(FOREIGN))).toBeUndefined();
        expect(provider.decrypt(Buffer.from('{}'), endpoint(CURRENT))).toBeUndefined();
      },
    },
  ];
}

/** The least entry that the provider accepts. */
function exampleEndpoint(provider: Provider, secrets: readonly string[], event: string): Endpoint {
  const entry = { secrets: [...secrets], account: 'acme' };
  const reading = readEndpoint(provider.endpoint, entry);
  if ('endpoint' in reading) return reading.endpoint;
  const withEvent = readEndpoint(provider.endpoint, { ...entry, event });
  if ('endpoint' in withEvent) return withEvent.endpoint;
  throw new Error(withEvent.issues.map(({ path, message }) => `${path} ${message}`).join(', '));
}

const REFUSED = Symbol('refused');

function verifiedOrRefused(provider: Provider, request: WebhookRequest, endpoint: Endpoint): unknown {
  try {
    return provider.verify(request, endpoint, NOW).verified;
  } catch (thrown) {
    assertRefusal(thrown);
    return REFUSED;
  }
}

function assertRefused(verify: () => unknown): void {
  let thrown: unknown;
  try {
    verify();
  } catch (error) {
    thrown = error;
  }
  if (thrown === undefined) throw new Error('was accepted');
  assertRefusal(thrown);
}

function assertRefusal(thrown: unknown): void {
  if (!(thrown instanceof Failure) || thrown.code !== 'SIGNATURE_MISMATCH') throw thrown;
}

/** The body with one byte changed, another bit at each place. */
function* changedBodies(body: Uint8Array): Generator<Uint8Array> {
  const stride = Math.max(1, Math.floor(body.length / PLACES));
  for (let i = 0; i < body.length; i += stride) {
    const changed = Uint8Array.from(body);
    changed[i] = (changed[i] as number) ^ (1 << ((i / stride) % 8));
    yield changed;
  }
}
