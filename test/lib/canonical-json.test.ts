import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from '../../lib/canonical-json';

const written = (value: unknown): string => Buffer.from(canonicalJson(value)).toString();

describe('canonical JSON', () => {
  it("writes RFC 8785's own example (section 3.2.3) as the RFC does", () => {
    const value = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    );
    expect(written(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts keys by UTF-16 code units, as RFC 8785's example of keys does", () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(written(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([
    ['-0 and whole numbers of any size', [-0, 0, 7, -7, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER, 1e21]],
    ['numeric keys, which JavaScript moves', { 10: 1, 9: 2, '01': 3 }],
    ['what is undefined, in objects and lists', { a: undefined, b: [undefined, 1] }],
    ['nothing but undefined', { a: undefined }],
    ['a lone surrogate', ['\ud800']],
    ['empty things', [{}, [], '']],
    ['a key that objects inherit otherwise', JSON.parse('{"__proto__":{"b":1},"constructor":2}')],
  ])('writes %s', (_, value) => {
    expect(written(value)).toBe(canonicalize(value));
  });

  it('writes any JSON as the package canonicalize does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(written(json)).toBe(canonicalize(json));
      }),
      { numRuns: 500 },
    );
  });

  it('writes the same of objects that have the same keys in another sequence', () => {
    const fields = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { minKeys: 1, maxKeys: 8 });
    fc.assert(
      fc.property(fields, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(written(turned)).toBe(written(value));
      }),
    );
  });

  it('writes what is larger than anything before', () => {
    const value = Array.from({ length: 40_000 }, (_, i) => ({ name: `größer ${i}`, i }));
    expect(written(value)).toBe(canonicalize(value));
  });

  it('goes on when it has seen more keys than it remembers', () => {
    const known = { b: 1, a: 2 };
    for (let i = 0; i < 25_000; i++) canonicalJson({ [`key ${i}`]: i, known });
    expect(written(known)).toBe('{"a":2,"b":1}');
  });
});
