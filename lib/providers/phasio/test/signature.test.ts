import { createCipheriv } from 'node:crypto';
import type { Endpoint } from '../../../endpoint';
import { hmacSha256 } from '../../../hmac';
import type { WebhookRequest } from '../../../webhook';
import { provider as phasio } from '..';
import { readEnvelope } from '../envelope';
import { endpoint, KEY, OTHER_SECRET, PLAIN, SECRET, signed, urlSafe } from './deliveries';
import vector from './synthetic-vectors.json';

describe('a delivery that others made', () => {
  const request = (secret = vector.x_phasio_signature): WebhookRequest => ({
    headers: { 'x-phasio-signature': secret },
    body: Buffer.from(vector.body),
  });

  it('is verified', () =>
    expect(phasio.verify(request(), endpoint({ secrets: [vector.secret] }))).toEqual({
      claims: {},
      verified: vector.plaintext,
      key: 0,
      layout: 'iv12|ct|tag16',
    }));

  it('is verified with a signature in capitals', () =>
    expect(
      phasio.verify(request(vector.x_phasio_signature.toUpperCase()), endpoint({ secrets: [vector.secret] })),
    ).toMatchObject({ verified: vector.plaintext }));

  it('is refused if the padding of the secret is lost: it belongs to the key, and the failure says so', () =>
    expect(() =>
      phasio.verify(request(), endpoint({ secrets: [OTHER_SECRET, vector.secret.replace('=', '')] })),
    ).toThrow(
      expect.objectContaining({
        code: 'SIGNATURE_MISMATCH',
        issues: [
          { path: '/secrets/1', message: expect.stringMatching(/^decrypts the payload, but its text/) },
        ],
      }),
    ));

  it('is refused without a word if another key encrypted it', () =>
    expect(() => phasio.verify(request(), endpoint({ secrets: [OTHER_SECRET] }))).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_MISMATCH', issues: [] }),
    ));
});

describe('the envelope', () => {
  const payload: string = JSON.parse(phasio.sign(PLAIN, endpoint()).body.toString()).payload;
  const envelopes: [string, string][] = [
    ['an object', JSON.stringify({ payload })],
    ['an object with other fields', JSON.stringify({ id: 1, payload, version: 'x' }, null, 2)],
    ['a bare JSON string', JSON.stringify(payload)],
    ['a bare text', payload],
  ];

  it.each(envelopes)('may be %s', (_, body) => {
    const headers = { 'x-phasio-signature': hmacSha256(SECRET, payload).toString('hex') };
    expect(phasio.verify({ headers, body: Buffer.from(body) }, endpoint())).toMatchObject({
      verified: PLAIN,
    });
  });

  it.each(envelopes)('may be signed as a whole if it is %s', (_, body) => {
    const headers = { 'x-phasio-signature': hmacSha256(SECRET, body).toString('hex') };
    expect(phasio.verify({ headers, body: Buffer.from(body) }, endpoint())).toMatchObject({
      verified: PLAIN,
    });
  });

  it('is a text where it holds more structure than an envelope has: nobody parses what a stranger piled up', () => {
    const pile = `{"payload":"AAAA","more":[${'[],'.repeat(1_000)}0]}`;
    expect(readEnvelope(Buffer.from(pile))?.payload).toBe(pile);
    const long = JSON.stringify({ payload: 'A'.repeat(3_000_000) });
    expect(readEnvelope(Buffer.from(long))?.payload).toHaveLength(3_000_000);
  });

  it('may be signed with the decoded secret', () => {
    const headers = { 'x-phasio-signature': hmacSha256(KEY, payload).toString('hex') };
    const body = Buffer.from(JSON.stringify({ payload }));
    expect(phasio.verify({ headers, body }, endpoint())).toMatchObject({ verified: PLAIN });
  });

  it.each(['', '!', '=', 'A', '----', 'YQ=='])(
    'is not verified by a key that everybody knows because the secret %p decodes to it',
    (weak) => {
      const headers = {
        'x-phasio-signature': hmacSha256(Buffer.from(weak, 'base64url'), payload).toString('hex'),
      };
      const body = Buffer.from(JSON.stringify({ payload }));
      expect(() => phasio.verify({ headers, body }, endpoint({ secrets: [`${weak}!`] }))).toThrow(
        expect.objectContaining({ code: 'SIGNATURE_MISMATCH' }),
      );
    },
  );
});

describe('what is authentic and cannot be decrypted', () => {
  const kept: [string, string | Uint8Array, Partial<Endpoint>][] = [
    ['nothing at all', '', {}],
    ['no Base64', JSON.stringify({ payload: 'ä!' }), {}],
    ['too short to hold IV and tag', JSON.stringify({ payload: 'AAAA' }), {}],
    ['random bytes', JSON.stringify({ payload: urlSafe(Buffer.alloc(200, 5)) }), {}],
    ['an object without a payload', '{"data":1}', {}],
    ['a payload that is no text', '{"payload":5}', {}],
    ['no text', Uint8Array.of(0xff, 0xfe, 0x00), {}],
    [
      'encrypted under a key that we do not have',
      phasio.sign(PLAIN, endpoint({ secrets: [OTHER_SECRET] })).body,
      {},
    ],
    [
      'signed with a secret that is no AES key',
      phasio.sign(PLAIN, endpoint()).body,
      { secrets: ['not a key'] },
    ],
    [
      'in another layout than the pinned one',
      phasio.sign(PLAIN, endpoint()).body,
      { layout: 'iv16|tag16|ct' },
    ],
  ];

  it.each(kept)('is kept encrypted if it is %s', (_, content, entry) => {
    const body = Buffer.from(content as string);
    const { secrets } = endpoint(entry);
    const headers = { 'x-phasio-signature': hmacSha256(secrets[0] as string, body).toString('hex') };
    expect(phasio.verify({ headers, body }, endpoint(entry))).toEqual({
      claims: {},
      verified: undefined,
      key: 0,
      layout: undefined,
    });
    expect(phasio.decrypt?.(body, endpoint(entry))).toBeUndefined();
  });

  it('decrypts later, once the key is there or the layout is right', () => {
    const { body } = phasio.sign(PLAIN, endpoint({ layout: 'iv16|ct|tag16' }));
    expect(phasio.decrypt?.(body, endpoint({ secrets: [OTHER_SECRET] }))).toBeUndefined();
    expect(phasio.decrypt?.(body, endpoint({ secrets: [OTHER_SECRET, SECRET] }))).toBe(PLAIN);
    expect(phasio.decrypt?.(body, endpoint({ layout: 'iv12|ct|tag16' }))).toBeUndefined();
  });

  it('looks the same to the sender as what can be decrypted: only a signature decides', () => {
    const { body, headers } = phasio.sign(PLAIN, endpoint({ secrets: [OTHER_SECRET] }));
    expect(() => phasio.verify({ body, headers }, endpoint())).toThrow(
      expect.objectContaining({ code: 'SIGNATURE_MISMATCH' }),
    );
  });

  it('decrypts with another secret of the endpoint than the one that signed', () => {
    const { payload } = JSON.parse(phasio.sign(PLAIN, endpoint()).body.toString());
    const request = signed({ payload }, OTHER_SECRET);
    expect(phasio.verify(request, endpoint({ secrets: [SECRET, OTHER_SECRET] }))).toMatchObject({
      verified: PLAIN,
      key: 1,
    });
  });

  it('is bytes where the content is no text', () => {
    const cipher = createCipheriv('aes-256-gcm', KEY, Buffer.alloc(12, 1));
    const bytes = [Buffer.alloc(12, 1), cipher.update(Uint8Array.of(0xff, 0x22)), cipher.final()];
    const request = signed({ payload: urlSafe(Buffer.concat([...bytes, cipher.getAuthTag()])) });
    expect(phasio.verify(request, endpoint()).verified).toEqual(Buffer.from([0xff, 0x22]));
  });
});

describe('signing', () => {
  it('needs a secret that is a key, and does not show the one that is none', () => {
    const sign = () => phasio.sign(PLAIN, endpoint({ secrets: ['short secret'] }));
    expect(sign).toThrow('expected a first secret that is an AES-256 key in Base64');
    expect(sign).not.toThrow('short');
  });
});
