import { createHmac } from 'node:crypto';
import { readEndpoint } from '../../../endpoint';
import { provider as nextCommerce } from '..';
import { REWRITE_LIMIT_BYTES, signedForms } from '../signature';
import vectors from './synthetic-vectors.json';

const { secret, ...vector } = vectors;

const verify = (body: string | Uint8Array, signature: string, ...secrets: string[]) =>
  nextCommerce.verify(
    { headers: { 'x-29next-signature': signature }, body: Buffer.from(body) },
    { secrets, account: 'example' },
  );

/** What nobody outside may tell from another refusal. */
const MISMATCH = expect.objectContaining({ code: 'SIGNATURE_MISMATCH', issues: [] });

const sign = (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex');

describe("Next Commerce's signature", () => {
  it.each([
    ['as the provider wrote it', vector.raw_body_python_default],
    ['as something on the way wrote it anew', vector.raw_body_compact_same_json],
    [
      'with lines and indents',
      vector.raw_body_compact_same_json.replace('{"api_version":', '{\n  "api_version" : '),
    ],
  ])('verifies a body that was signed elsewhere, %s', (_, body) => {
    expect(verify(body, vector.x_29next_signature, secret)).toEqual({ verified: body, claims: {}, key: 0 });
  });

  it('takes the signature in capitals too', () => {
    const body = vector.raw_body_compact_same_json;
    expect(verify(body, vector.x_29next_signature.toUpperCase(), 'other', secret)).toMatchObject({ key: 1 });
  });

  it.each([
    ['a number with other digits', ['20.0', '20.00']],
    [
      'a member that moved',
      ['"number": "100234", "currency": "EUR"', '"currency": "EUR", "number": "100234"'],
    ],
    ['a space in a text', ['M\\u00fcller', 'M\\u00fcller ']],
    ['a number that something parted', ['0.19', '0 .19']],
  ])('refuses %s', (_, [from = '', to = '']) => {
    const body = vector.raw_body_python_default.replace(from, to);
    expect(body).not.toBe(vector.raw_body_python_default);
    expect(() => verify(body, vector.x_29next_signature, secret)).toThrow(MISMATCH);
  });

  it('says which secret signed, in either form', () => {
    const body = '{"a":"é"}';
    for (const [text, key] of [
      [body, 0],
      [body, 2],
      ['{"a": "\\u00e9"}', 1],
    ] as const)
      expect(verify(body, sign(text, `secret ${key}`), 'secret 0', 'secret 1', 'secret 2').key).toBe(key);
  });

  it('verifies bytes that are no text, which only the reading refuses', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const signature = createHmac('sha256', 'key').update(bytes).digest('hex');
    expect(verify(bytes, signature, 'key').verified).toEqual(bytes);
  });

  it.each([
    ['white space', ' whsec-spaced  '],
    ['quotes', '"whsec-spaced"'],
  ])(
    'says of a secret with %s around it that it would be right without, and is lost to nobody',
    (_, entry) => {
      const bare = 'whsec-spaced';
      expect(() => verify('{}', sign('{}', bare), 'another', entry)).toThrow(
        expect.objectContaining({
          code: 'ENDPOINT_INVALID',
          issues: [
            { path: '/secrets/1', message: 'would be right without the white space or quotes around it' },
          ],
        }),
      );
      expect(() => verify('{}', sign('{}', bare), entry)).not.toThrow(bare);
      expect(() => verify('{}', sign('{}', 'a third'), entry)).toThrow(MISMATCH);
      expect(verify('{}', sign('{}', entry), entry)).toMatchObject({ key: 0 });
    },
  );

  it('cannot be made without a secret', () => {
    expect(() => nextCommerce.sign('{}', { secrets: [], account: 'example' })).toThrow('no secret yet');
  });
});

describe('the body of a stranger', () => {
  const hostile = (bytes: number) => Buffer.from(`["${'é'.repeat((bytes - 4) / 2)}"]`);
  const hashedBytes = (body: Uint8Array) =>
    [...signedForms(body)].reduce((sum, form) => sum + Buffer.byteLength(form), 0);

  it('is hashed once and a bit, however large it is', () => {
    const body = hostile(4 * 1_048_576);
    expect(hashedBytes(body)).toBe(body.length);
    const small = hostile(REWRITE_LIMIT_BYTES);
    expect(hashedBytes(small)).toBeGreaterThan(small.length);
    expect(hashedBytes(small)).toBeLessThan(small.length * 5);
  });

  it('is written anew once, though it is checked again with other secrets', () => {
    const body = Buffer.from('{"a":1}');
    const [, first] = signedForms(body);
    body.fill('{"b":2}');
    expect([...signedForms(body)][1]).toBe(first);
  });
});

describe('an endpoint of Next Commerce', () => {
  it('is its secrets and its account, and perhaps a time zone', () => {
    const entry = { secrets: ['whsec-new', 'whsec-old'], account: 'acme-us', timeZone: 'Europe/Berlin' };
    expect(readEndpoint(nextCommerce.endpoint, entry)).toEqual({ endpoint: entry });
  });

  it.each([
    [
      'a name that is spelt otherwise',
      { secret: 'hush-hush', secrets: ['hush-hush'], account: 'a' },
      ['/secret'],
    ],
    ["another provider's field", { secrets: [], account: 'a', event: 'ORDER' }, ['/event']],
    ['no account', { secrets: [] }, ['/account']],
    ['something else than an object', 'hush', ['']],
    ['an unknown time zone', { secrets: [], account: 'a', timeZone: 'Europe/Hush' }, ['/timeZone']],
  ])('is not %s', (_, entry, paths) => {
    const reading = readEndpoint(nextCommerce.endpoint, entry);
    expect(reading).toMatchObject({ issues: paths.map((path) => ({ path })) });
    expect(JSON.stringify(reading)).not.toMatch(/hush/i);
  });
});
