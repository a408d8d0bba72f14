import { createHmac } from 'node:crypto';
import vectors from '../../../../test/vectors/synthetic-vectors.json';
import { readEndpoint } from '../../../endpoint';
import { provider as nextCommerce } from '..';

const { secret, ...vector } = vectors.next_commerce;

const open = (body: string | Uint8Array, signature: string, ...secrets: string[]) =>
  nextCommerce.verify(
    { headers: { 'x-29next-signature': signature }, body: Buffer.from(body) },
    { secrets, account: 'example' },
  );

const sign = (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex');

describe('the seal of Next Commerce', () => {
  it.each([
    ['as the provider wrote it', vector.raw_body_python_default],
    ['as something on the way wrote it anew', vector.raw_body_compact_same_json],
    [
      'with lines and indents',
      vector.raw_body_compact_same_json.replace('{"api_version":', '{\n  "api_version" : '),
    ],
  ])('opens a body that was signed elsewhere, %s', (_, body) => {
    expect(open(body, vector.x_29next_signature, secret)).toEqual({ verified: body, claims: {}, key: 0 });
  });

  it('takes the signature in capitals too', () => {
    const body = vector.raw_body_compact_same_json;
    expect(open(body, vector.x_29next_signature.toUpperCase(), 'other', secret)).toMatchObject({ key: 1 });
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
    expect(() => open(body, vector.x_29next_signature, secret)).toThrow('matches none of the endpoint');
  });

  it('says which secret signed, in either form', () => {
    const body = '{"a":"é"}';
    for (const [text, key] of [
      [body, 0],
      [body, 2],
      ['{"a": "\\u00e9"}', 1],
    ] as const)
      expect(open(body, sign(text, `secret ${key}`), 'secret 0', 'secret 1', 'secret 2').key).toBe(key);
  });

  it('opens bytes that are no text, which only the reading refuses', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const signature = createHmac('sha256', 'key').update(bytes).digest('hex');
    expect(open(bytes, signature, 'key').verified).toEqual(bytes);
  });

  it('cannot seal without a secret', () => {
    expect(() => nextCommerce.sign('{}', { secrets: [], account: 'example' })).toThrow('no secret yet');
  });
});

describe('an endpoint of Next Commerce', () => {
  it('is its secrets and its account, and perhaps a time zone', () => {
    const entry = { secrets: ['a', 'b'], account: 'acme-us', timeZone: 'Europe/Berlin' };
    expect(readEndpoint(nextCommerce.endpoint, entry)).toEqual({ endpoint: entry });
  });

  it.each([
    ['a name that is spelt otherwise', { secret: 'hush', secrets: ['hush'], account: 'a' }, ['/secret']],
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
