import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  findSecret,
  hmacSha256,
  isSameSignature,
  parseBase64,
  parseBase64Signature,
  parseBase64UrlSignature,
  parseHexSignature,
  signatureMismatch,
} from '../../lib/hmac';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('an HMAC', () => {
  it('is that of RFC 4231', () =>
    expect(hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ));

  it('of several parts is that of what they are joined', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) =>
        expect(hmacSha256('key', ...parts, Buffer.from('end'))).toEqual(
          createHmac('sha256', 'key')
            .update(`${parts.join('')}end`)
            .digest(),
        ),
      ),
    ));
});

describe('a signature in a header', () => {
  const writings: [string, (text: string) => Buffer | undefined, (bytes: Buffer) => string][] = [
    ['hex', parseHexSignature, (it) => it.toString('hex')],
    ['hex in capitals', parseHexSignature, (it) => it.toString('hex').toUpperCase()],
    ['Base64', parseBase64Signature, (it) => it.toString('base64')],
    ['URL-safe Base64', parseBase64UrlSignature, (it) => it.toString('base64url')],
    ['URL-safe Base64 with padding', parseBase64UrlSignature, (it) => `${it.toString('base64url')}=`],
  ];

  it.each(writings)('in %s is its 32 bytes', (_, parse, write) =>
    fc.assert(fc.property(bytes32, (it) => expect(parse(write(Buffer.from(it)))).toEqual(Buffer.from(it)))),
  );

  it.each(writings)('in %s is none where a character is another, too much or missing', (_, parse, write) => {
    const text = write(Buffer.alloc(32, 0xa7));
    for (let i = 0; i < text.length; i++) {
      const changed = parse(`${text.slice(0, i)}_${text.slice(i + 1)}`);
      if (changed) expect(isSameSignature(changed, Buffer.alloc(32, 0xa7))).toBe(false);
      if (!text.slice(i).startsWith('=')) expect(parse(text.slice(0, i))).toBeUndefined();
    }
    for (const odd of [`${text} `, ` ${text}`, `${text}A`, `${text}=A`, `${text}==`, `${text}\n`])
      expect([odd, parse(odd)]).toEqual([odd, undefined]);
  });

  it('is none where its last character holds bits that stand for nothing', () => {
    const text = Buffer.alloc(32).toString('base64url');
    expect(parseBase64UrlSignature(text)).toBeDefined();
    expect(parseBase64UrlSignature(`${text.slice(0, -1)}B`)).toBeUndefined();
    expect(parseBase64Signature(`${text.slice(0, -1)}B=`)).toBeUndefined();
  });

  it('of another length is asked for by its length', () => {
    expect(parseBase64(Buffer.alloc(64, 3).toString('base64'), 64)).toEqual(Buffer.alloc(64, 3));
    expect(parseBase64(Buffer.alloc(63, 3).toString('base64'), 64)).toBeUndefined();
  });
});

it('compares whole signatures', () => {
  const signature = Buffer.alloc(32, 1);
  expect(isSameSignature(signature, Buffer.alloc(32, 1))).toBe(true);
  expect(isSameSignature(signature, signature.subarray(1))).toBe(false);
  for (let i = 0; i < 32; i++) {
    const other = Buffer.from(signature);
    other[i] = 0;
    expect(isSameSignature(signature, other)).toBe(false);
  }
});

describe('the secret that signed', () => {
  it('is the first that did', () => {
    expect(findSecret(['a', 'b', 'b'], (secret) => secret === 'b')).toBe(1);
    expect(findSecret(['a'], () => false)).toBeUndefined();
    expect(findSecret([], () => true)).toBeUndefined();
  });

  it.each([' secret', 'secret\t', '"secret"', "'secret' ", '`secret`'])(
    'would be %j without what stands around it, so the entry is wrong and not the sender',
    (entry) =>
      expect(signatureMismatch(['other', entry], (secret) => secret === 'secret')).toMatchObject({
        code: 'ENDPOINT_INVALID',
        issues: [{ path: '/secrets/1' }],
      }),
  );

  it.each([[['secret']], [['se cret']], [['" "', ' ']]])('is none of %j', (secrets) =>
    expect(signatureMismatch(secrets, (secret) => secret === '' || secret === 'other')).toMatchObject({
      code: 'SIGNATURE_MISMATCH',
      issues: [],
    }),
  );
});
