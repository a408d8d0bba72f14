import crypto from 'node:crypto';
import type { WebhookRequest } from '../../lib/webhook';
import type { Check } from './check';
import { assertMismatch, NOW, orRefused, REFUSED, signingOf } from './signing';
import type { Subject } from './subject';

const DAY_MS = 86_400_000;
/** As large as `receive` takes one. */
const STRANGERS_BYTES = 4 * 1_048_576;
/** Two messages under two keys, where a provider's documentation leaves both open. */
const MOST_HASHES_PER_SECRET = 4;
/** Clocks differ, and a delivery is on its way for a while. */
const ON_ITS_WAY_MS = 60_000;

/** The headers: what they may say, and what nobody may change or repeat. */
export function headerChecks({ provider }: Subject): readonly Check[] {
  const { current, previous, foreign, event, payload, request, endpoint, ...signing } = signingOf(provider);
  const identify = (given: WebhookRequest) => {
    const { verified, claims } = signing.verify(given, current);
    const known = { verified, claims, body: given.body, endpoint: 'example' };
    const { id, orderKey } = provider.identify({ ...endpoint(current), ...known });
    return { verified, id, orderKey };
  };

  return [
    {
      name: 'trusts no header that is not signed: what it verifies and its ids stay the same',
      run() {
        const right = identify(request);
        for (const given of otherHeaders(request, provider.signatureHeader)) {
          const told = orRefused(() => identify(given));
          if (told !== REFUSED) expect(told).toEqual(right);
        }
      },
    },
    {
      name: 'takes the right one of several signatures, where it is sent several',
      run() {
        const headerOf = (secret: string) => signing.sign(secret).headers[provider.signatureHeader] ?? '';
        const { joinSignatures = (headers: readonly string[]) => headers.join(', ') } = provider;
        const joined = (...secrets: string[]) => signing.signed(joinSignatures(secrets.map(headerOf)));
        for (const both of [joined(foreign, current), joined(current, foreign)]) {
          if (!provider.joinSignatures) signing.assertRefused(both, previous, current);
          else expect(signing.verify(both, previous, current)).toMatchObject({ verified: payload, key: 1 });
        }
        signing.assertRefused(joined(foreign, previous), current);
      },
    },
    {
      name: 'refuses a signed time of yesterday, and takes one of a minute ago',
      run() {
        if (!tellsTime(request)) return;
        for (const sent of [NOW - DAY_MS, NOW + DAY_MS])
          assertMismatch(() => signing.verify(signing.sign(current, payload, { now: sent }), current));
        const late = signing.sign(current, payload, { now: NOW - ON_ITS_WAY_MS });
        expect(signing.verify(late, current).verified).toBe(payload);
        // A time that nobody signed could be made new.
        const old = signing.sign(current, payload, { now: NOW - DAY_MS });
        const renewed = Object.entries(old.headers).map(([name, value]) => [
          name,
          value?.replaceAll(String(seconds(NOW - DAY_MS)), String(seconds(NOW))),
        ]);
        assertMismatch(() => signing.verify({ ...old, headers: Object.fromEntries(renewed) }, current));
      },
    },
    {
      name: 'does little for a stranger: a large body under a wrong signature is hashed a few times and not parsed',
      run() {
        const body = Buffer.from(`[${'{"é":[]},'.repeat(STRANGERS_BYTES / 10)}0]`);
        const hashed = jest.spyOn(crypto.Hmac.prototype, 'update');
        const parsed = jest.spyOn(JSON, 'parse');
        try {
          signing.assertRefused({ ...request, body }, current, previous);
          const bytes = hashed.mock.calls.reduce((sum, [part]) => sum + Buffer.byteLength(part as string), 0);
          expect(bytes).toBeLessThanOrEqual(2 * MOST_HASHES_PER_SECRET * body.length + 1_000);
          expect(parsed.mock.calls.filter(([text]) => String(text).length > body.length / 2)).toEqual([]);
        } finally {
          hashed.mockRestore();
          parsed.mockRestore();
        }
      },
    },
    {
      name: 'compares in constant time, or with a public key',
      run() {
        const compared = [jest.spyOn(crypto, 'timingSafeEqual'), jest.spyOn(crypto, 'verify')];
        try {
          assertMismatch(() => signing.verify(request, foreign));
          signing.verify(request, current);
          const calls = compared.reduce((sum, { mock }) => sum + mock.calls.length, 0);
          expect(calls).toBeGreaterThanOrEqual(2);
        } finally {
          for (const spy of compared) spy.mockRestore();
        }
      },
    },
  ];
}

/** The request once with each header changed and once without it; the signature stays. */
function* otherHeaders(request: WebhookRequest, signatureHeader: string): Generator<WebhookRequest> {
  for (const name of Object.keys(request.headers)) {
    if (name === signatureHeader) continue;
    for (const value of ['other', undefined, `${request.headers[name]}0`])
      yield { ...request, headers: { ...request.headers, [name]: value } };
  }
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Whether a header says when the request was made. */
const tellsTime = ({ headers }: WebhookRequest): boolean =>
  Object.values(headers).some((value) => value?.includes(String(seconds(NOW))));
