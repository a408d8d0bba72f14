import type { Check } from './check';
import { exampleEndpoint, NOW, orRefused, REFUSED, signingOf } from './signing';
import type { Subject } from './subject';

/** What no provider sends as a signature. */
const NO_SIGNATURES = ['', ' ', 'sha256=', 'é'.repeat(64), 'x'.repeat(10_000)];

/** How many places of a body are tried; more would only take longer. */
const PLACES = 1_500;

/** The signature: what it verifies, and what nobody may slip in. */
export function signatureChecks({ provider }: Subject): readonly Check[] {
  const signing = signingOf(provider);
  const { current, previous, foreign, payload, request, signature, signed, assertRefused } = signing;
  const refuses = (...given: Parameters<typeof signed>) => assertRefused(signed(...given), current);

  return [
    {
      name: 'verifies what it signed, for each of its events, and knows which event it is',
      run() {
        for (const event of Object.keys(provider.events)) {
          const endpoint = exampleEndpoint(provider, [current], event);
          const text = provider.sample(event, endpoint.account);
          const sent = provider.sign(text, endpoint, { now: NOW, event });
          const { verified, claims, key } = provider.verify(sent, endpoint, NOW);
          expect({ verified, key }).toEqual({ verified: text, key: 0 });
          expect(Object.values(sent.headers)).toEqual(expect.arrayContaining(Object.values(claims)));
          const known = { verified, claims, body: sent.body, endpoint: 'example' };
          expect(provider.identify({ ...endpoint, ...known }).event).toBe(event);
        }
      },
    },
    {
      name: 'verifies with each of several secrets and says which',
      run() {
        for (const [key, secrets] of [[current], [previous, current], [previous, foreign, current]].entries())
          expect(signing.verify(request, ...secrets)).toMatchObject({ verified: payload, key });
      },
    },
    {
      name: 'verifies a payload in any script',
      run() {
        const text = JSON.stringify({ name: 'Zoë Müller 😀 \u2028 \uFFFE "/"' });
        expect(signing.verify(signing.sign(current, text), current).verified).toBe(text);
      },
    },
    {
      name: 'lets no changed byte change what it verifies',
      run() {
        for (const body of changedBodies(request.body)) {
          const verification = orRefused(() => signing.verify({ ...request, body }, current));
          if (verification !== REFUSED) expect(verification.verified).toBe(payload);
        }
      },
    },
    {
      name: 'refuses a body that was cut or lengthened',
      run() {
        const { body } = request;
        for (const length of [0, 1, body.length >> 1, body.length - 2, body.length - 1])
          assertRefused({ ...request, body: body.subarray(0, length) }, current);
        assertRefused({ ...request, body: Buffer.concat([body, Buffer.from('x')]) }, current);
      },
    },
    {
      name: 'refuses any other signature',
      run() {
        for (let i = 0; i < signature.length; i++) {
          const other = signature[i] === '0' ? '1' : '0';
          refuses(`${signature.slice(0, i)}${other}${signature.slice(i + 1)}`);
          refuses(signature.slice(0, i));
        }
        refuses(`${signature}0`);
      },
    },
    {
      name: 'refuses a signature that is none',
      run() {
        for (const garbage of [undefined, '0'.repeat(64), ...NO_SIGNATURES]) refuses(garbage);
      },
    },
    {
      name: 'knows a signature by its form, before any secret is read',
      run() {
        const { joinSignatures = ([header]) => header ?? '' } = provider;
        expect([signature, joinSignatures([signature, signature])].map(provider.isSignature)).toEqual([
          true,
          true,
        ]);
        for (const garbage of NO_SIGNATURES)
          expect([garbage, provider.isSignature(garbage)]).toEqual([garbage, false]);
      },
    },
    {
      name: 'refuses the signature of another delivery',
      run() {
        const other = signing.sign(current, provider.sample(signing.event, 'acme'));
        assertRefused({ ...other, headers: request.headers }, current);
      },
    },
    {
      name: 'refuses any other key, and no key',
      run() {
        assertRefused(request, foreign);
        assertRefused(request, previous, foreign);
        assertRefused(request, current.toLowerCase());
        assertRefused(request);
      },
    },
    {
      name: 'decrypts later what it could have verified, with any of its secrets',
      run() {
        if (!provider.decrypt) return;
        const { body } = request;
        expect(provider.decrypt(body, signing.endpoint(previous, current))).toBe(payload);
        expect(provider.decrypt(body, signing.endpoint(foreign))).toBeUndefined();
        expect(provider.decrypt(Buffer.from('{}'), signing.endpoint(current))).toBeUndefined();
      },
    },
  ];
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
