import fc from 'fast-check';
import { parsePayload } from '../../lib/payload-text';

const parsed = (text: string): unknown => parsePayload(text)?.value;

describe('the value of a payload', () => {
  it('is that of JSON.parse but for whole numbers beyond what JavaScript holds', () =>
    fc.assert(
      fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), (text) => {
        const numbers = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
        expect(JSON.stringify(parsed(text), numbers)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    ));

  it.each<[string, unknown]>([
    ['{"id":9007199254740993}', { id: 9007199254740993n }],
    [
      '[-9007199254740993,9007199254740991,-9007199254740991]',
      [-9007199254740993n, 2 ** 53 - 1, 1 - 2 ** 53],
    ],
    ['18446744073709551615', 18446744073709551615n],
    ['[1e16,9007199254740994.5,0.1234567890123456]', [1e16, 9007199254740994, 0.1234567890123456]],
    ['["9007199254740993","\\"9007199254740993"]', ['9007199254740993', '"9007199254740993']],
    ['{"9007199254740993":[{"a":9007199254740993}]}', { '9007199254740993': [{ a: 9007199254740993n }] }],
    ['["integer:","integer:7",9007199254740993]', ['integer:', 'integer:7', 9007199254740993n]],
    [`[${'9'.repeat(100)}]`, [BigInt('9'.repeat(100))]],
    [`[${'9'.repeat(101)}]`, [1e101]],
  ])('of %s has whole numbers as they stand', (text, value) => expect(parsed(text)).toEqual(value));

  it('has a key that JavaScript treats in its own way', () => {
    const value = parsed('{"__proto__":9007199254740993}') as object;
    expect(Object.entries(value)).toEqual([['__proto__', 9007199254740993n]]);
  });

  it('may be nested as deeply as JSON.parse allows', () => {
    const text = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`;
    let value = parsed(text);
    while (Array.isArray(value)) value = value[0];
    expect(value).toBe(9007199254740993n);
  });

  it.each(['', '{"a":9007199254740993', '{"a":}'])('of %p does not exist', (text) =>
    expect(parsePayload(text)).toBeUndefined(),
  );
});

describe('keys that stand twice', () => {
  const found = (text: string) => parsePayload(text)?.duplicateKeys();

  it.each<[string, string[]]>([
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', []],
    ['{"a":"a\\":","b":":"}', []],
    ['{"a\\\\":1,"b":"\\\\\\":","a\\\\":2}', ['/a\\']],
    ['{"a":1,"a":1}', ['/a']],
    ['{"a" :1,"a":2}', ['/a']],
    ['{"a":1,"\\u0061":2}', ['/a']],
    ['{"a":{"b":[0,{"c/d":1,"x":{"c/d":1},"c/d":2}]}}', ['/a/b/1/c~1d']],
    ['{"a":1,"a":2,"a":3}', ['/a', '/a']],
    ['[[{"a":1,"a":2}],{"b":[],"b":[1,{"c":1,"c":1}]}]', ['/0/0/a', '/1/b', '/1/b/1/c']],
    ['{"__proto__":1,"__proto__":2}', ['/__proto__']],
  ])('in %s are at %j', (text, pointers) => expect(found(text)).toEqual(pointers));

  it('are none in what JSON.stringify writes', () =>
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(found(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    ));

  it('are the first hundred', () =>
    expect(found(`{${Array.from({ length: 300 }, () => '"a":1').join()}}`)).toHaveLength(100));
});
