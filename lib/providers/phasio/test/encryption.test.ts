import { provider as phasio } from '..';
import { LAYOUTS, type Layout } from '../encryption';
import { encrypted, endpoint, PLAIN, signed, urlSafe } from './deliveries';

const NAMES = Object.keys(LAYOUTS) as Layout[];

describe('the encrypted bytes', () => {
  const alphabets: [string, (bytes: Buffer) => string][] = [
    ['URL-safe and padded', urlSafe],
    ['URL-safe and unpadded', (bytes) => bytes.toString('base64url')],
    ['in the standard alphabet', (bytes) => bytes.toString('base64')],
  ];
  const cases = NAMES.flatMap((layout) => alphabets.map(([name, write]) => ({ layout, name, write })));

  it.each(cases)('decrypt as $layout, $name', ({ layout, write }) => {
    const { iv, ciphertext, tag } = encrypted(ivBytesOf(layout));
    const bytes = layout.endsWith('tag16') ? [iv, ciphertext, tag] : [iv, tag, ciphertext];
    const request = signed({ payload: write(Buffer.concat(bytes)) });
    expect(phasio.verify(request, endpoint())).toEqual({ verified: PLAIN, claims: {}, key: 0, layout });
    expect(phasio.verify(request, endpoint({ layout }))).toMatchObject({ verified: PLAIN, layout });
  });

  it.each(NAMES)('decrypt as they are encrypted in %s', (layout) => {
    const request = phasio.sign(PLAIN, endpoint({ layout }));
    expect(phasio.verify(request, endpoint())).toEqual({ verified: PLAIN, claims: {}, key: 0, layout });
    for (const pinned of NAMES)
      expect(phasio.verify(request, endpoint({ layout: pinned })).verified).toBe(
        pinned === layout ? PLAIN : undefined,
      );
  });

  it('never have the same IV twice', () => {
    const bodies = Array.from({ length: 20 }, () => phasio.sign(PLAIN, endpoint()).body.toString());
    expect(new Set(bodies).size).toBe(20);
  });

  it.each(['iv', 'nonce'])('decrypt with %s and tag in fields of their own', (field) => {
    const { iv, ciphertext, tag } = encrypted(12);
    const beside = { [field]: urlSafe(iv), tag: urlSafe(tag) };
    expect(phasio.verify(signed({ payload: urlSafe(ciphertext), ...beside }), endpoint())).toMatchObject({
      verified: PLAIN,
      layout: '{iv}|ct|{tag}',
    });
  });

  const short = encrypted(12);
  const long = encrypted(16);
  it.each([
    ['{iv}|ct|tag16', [short.ciphertext, short.tag], { iv: urlSafe(short.iv) }],
    ['{iv}|tag16|ct', [long.tag, long.ciphertext], { iv: urlSafe(long.iv) }],
    ['iv12|ct|{tag}', [short.iv, short.ciphertext], { tag: urlSafe(short.tag) }],
    ['iv16|ct|{tag}', [long.iv, long.ciphertext], { tag: urlSafe(long.tag) }],
  ])('decrypt as %s', (layout, bytes, beside) => {
    const request = signed({ payload: urlSafe(Buffer.concat(bytes)), ...beside });
    expect(phasio.verify(request, endpoint())).toMatchObject({ verified: PLAIN, layout });
  });

  it('decrypt as usual where the fields beside them mean something else', () => {
    const { payload } = JSON.parse(phasio.sign(PLAIN, endpoint()).body.toString());
    const request = signed({ payload, iv: 'v1', tag: 'order', nonce: 5 });
    expect(phasio.verify(request, endpoint())).toMatchObject({ verified: PLAIN, layout: 'iv12|ct|tag16' });
  });
});

describe('altered bytes under a right signature', () => {
  it.each(NAMES)('never decrypt in %s', (layout) => {
    const { payload } = JSON.parse(phasio.sign(PLAIN, endpoint({ layout })).body.toString());
    const bytes = Buffer.from(payload, 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] as number) ^ 0x10;
      for (const changed of [altered, bytes.subarray(0, i)])
        expect(phasio.verify(signed({ payload: urlSafe(changed) }), endpoint()).verified).toBeUndefined();
    }
  });
});

function ivBytesOf(layout: Layout): number {
  return layout.startsWith('iv12') ? 12 : 16;
}
