import fc from 'fast-check';
import { toPythonJson } from '../python-json';

/** A JSON text, and what Python 3's `json.dumps(json.loads(text))` printed for it. */
const PRINTED_BY_PYTHON = [
  [
    'puts spaces between the parts',
    '{"a":1,"b":[1,2],"c":{"d":null}}',
    '{"a": 1, "b": [1, 2], "c": {"d": null}}',
  ],
  ['drops other white space', ' {\n\t"a" :\r\n 1 ,"b":[ 1 , 2 ] } \n', '{"a": 1, "b": [1, 2]}'],
  [
    'keeps empty lists and objects empty',
    '{"a":[ ],"b":{ },"c":[[],{}]}',
    '{"a": [], "b": {}, "c": [[], {}]}',
  ],
  ['leaves what looks like JSON in a text', '{"a:b,c":"1,2: [3] {4}"}', '{"a:b,c": "1,2: [3] {4}"}'],
  [
    'keeps the digits of numbers',
    '[0.19,20.0,7,-0.5,123456789012345678901234567890]',
    '[0.19, 20.0, 7, -0.5, 123456789012345678901234567890]',
  ],
  ['keeps the order of keys', '{"b":1,"10":2,"a":3,"2":4}', '{"b": 1, "10": 2, "a": 3, "2": 4}'],
  ['escapes letters beyond ASCII', '"Zo\u00eb M\u00fcller \u4e2d"', '"Zo\\u00eb M\\u00fcller \\u4e2d"'],
  ['escapes characters beyond the BMP as pairs', '"\ud83d\ude00"', '"\\ud83d\\ude00"'],
  ['keeps an escaped pair', '"\\ud83d\\ude00"', '"\\ud83d\\ude00"'],
  ['keeps half a pair', '"\\ud83d"', '"\\ud83d"'],
  ['writes escapes in small letters', '"\\u00E9\\uDEAD"', '"\\u00e9\\udead"'],
  ['writes an escaped letter as itself', '"\\u0041\\u007e"', '"A~"'],
  ['writes an escaped slash as itself', '"https:\\/\\/example.com"', '"https://example.com"'],
  ['keeps escaped quotes and backslashes', '"\\"\\\\\\u0022\\u005c"', '"\\"\\\\\\"\\\\"'],
  ['knows a backslash before the end', '["\\\\","\\\\\\"",1]', '["\\\\", "\\\\\\"", 1]'],
  ['keeps short escapes', '"\\b\\f\\n\\r\\t"', '"\\b\\f\\n\\r\\t"'],
  ['shortens long escapes', '"\\u0008\\u000c\\u000a\\u000d\\u0009"', '"\\b\\f\\n\\r\\t"'],
  ['keeps other escaped control characters', '"\\u0000\\u001f"', '"\\u0000\\u001f"'],
  ['escapes the delete character', '"\u007f"', '"\\u007f"'],
  ['escapes line separators and marks', '"\u2028\u2029\ufeff"', '"\\u2028\\u2029\\ufeff"'],
  ['keeps words', '[true,false,null]', '[true, false, null]'],
  ['keeps a lone number', ' 7 ', '7'],
] as const;

/** Texts that would become JSON by being written anew: nobody may sign one thing and send another. */
const BROKEN = [
  ['a number in two parts', '[1 2]'],
  ['a word in two parts', '[tru\te]'],
  ['a text that does not end', '["a'],
  ['a text that ends in a backslash', '["a\\'],
  ['a raw line break in a text', '["a\nb"]'],
  ['an escaped line break in a text', '["a\\\nb"]'],
  ['an escape that JSON does not have', '["\\x41"]'],
  ['an escape that is too short', '["\\u12"]'],
] as const;

describe('JSON as Python writes it', () => {
  it.each(PRINTED_BY_PYTHON)('%s', (_, json, printed) => {
    expect(toPythonJson(json)).toBe(printed);
  });

  it.each(BROKEN)('refuses %s', (_, json) => {
    expect(toPythonJson(json)).toBeUndefined();
  });

  it('means the same, is ASCII, and stays as it is when it is written again', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 4), (json, indent) => {
        const written = toPythonJson(JSON.stringify(JSON.parse(json), null, indent)) as string;
        expect(JSON.parse(written)).toEqual(JSON.parse(json));
        expect(written).toMatch(/^[ -~]*$/);
        expect(toPythonJson(written)).toBe(written);
      }),
    );
  });
});
