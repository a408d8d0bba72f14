import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { isSorted } from '../../../lib/json';
import { canonicalJson } from '../../../lib/reading/canonical-json';
import { anyCharacter } from '../../support/any-text';
import { scale } from '../../support/scale';

describe('canonical JSON', () => {
  it("writes RFC 8785's own example (section 3.2.3) as the RFC does", () => {
    const value = JSON.parse(
      String.raw`{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }`,
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts keys by UTF-16 code units, as RFC 8785's example of keys does", () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
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
    expect(canonicalJson(value)).toBe(canonicalize(value));
  });

  it('writes any JSON as the package canonicalize does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(json)).toBe(canonicalize(json));
      }),
      { numRuns: scale(100, 2_000) },
    );
  });

  it('writes the same of objects that have the same keys in another sequence', () => {
    const fields = fc.dictionary(fc.string({ unit: anyCharacter }), fc.jsonValue(), {
      minKeys: 1,
      maxKeys: 8,
    });
    fc.assert(
      fc.property(fields, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('a value whose keys are sorted', () => {
  it('is written by JSON.stringify as RFC 8785 has it, and no other is', () =>
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        const asItStands = JSON.stringify(json) === canonicalJson(json);
        expect(isSorted(json)).toBe(asItStands);
        expect(isSorted(JSON.parse(canonicalJson(json)))).toBe(!hasMovedKeys(json));
      }),
      { numRuns: scale(100, 2_000) },
    ));

  it.each<[string, unknown, boolean]>([
    ['plain', 'text', true],
    ['empty', [{}, []], true],
    ['sorted', { a: 1, b: [{ c: 1, d: 2 }] }, true],
    ['unsorted below a list', { a: [{ d: 1, c: 2 }] }, false],
    ['of numbers in the sequence of texts', { 1: 1, 2: 2 }, true],
    ['of numbers that JavaScript moves', { 10: 1, 9: 1 }, false],
  ])('is told from others: %s', (_, value, sorted) => expect(isSorted(value)).toBe(sorted));
});

/** Whether JavaScript keeps some keys in another sequence than sorted, however they were put. */
const hasMovedKeys = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const sorted = Object.keys(value).sort();
  const kept = Object.keys(Object.fromEntries(sorted.map((key) => [key, 0])));
  return (!Array.isArray(value) && sorted.join() !== kept.join()) || Object.values(value).some(hasMovedKeys);
};
