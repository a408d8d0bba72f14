import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { InvalidPatternError } from '../../infra/eventbridge/errors';
import { type ExactJson, type ExactObject, parseExactJson } from '../../infra/eventbridge/exact-json';
import { compilePattern } from '../../infra/eventbridge/pattern';
import { matchesPattern } from '../../infra/eventbridge/pattern-match';
import { scale } from '../support/scale';

type Verdict = boolean | 'invalid';

const GOLDEN = join(__dirname, 'event-ruler-golden.jsonl');

/** Both as JSON text: numbers count as they are written. */
function verdict(pattern: string, event: string): Verdict {
  try {
    return matchesPattern(compilePattern(pattern), parseExactJson(event) as ExactObject);
  } catch (error) {
    if (error instanceof InvalidPatternError) return 'invalid';
    throw error;
  }
}

describe('event patterns', () => {
  it('agree with Event Ruler 2.0.1 in every recorded case', () => {
    const cases = readFileSync(GOLDEN, 'utf8').trim().split('\n');
    const wrong = cases.filter((line) => {
      const { pattern, event, expect: expected } = JSON.parse(line);
      return verdict(JSON.stringify(pattern), JSON.stringify(event)) !== expected;
    });
    expect(cases).toHaveLength(850);
    expect(wrong).toEqual([]);
  });

  // The verdicts were checked against Event Ruler 2.0.1.
  it.each<[string, string, string, Verdict]>([
    ['a number is the same in any spelling', '{"a":[100]}', '{"a":1.0E2}', true],
    ['and is not the text of it', '{"a":["100"]}', '{"a":100}', false],
    ['minus zero is zero', '{"a":[0]}', '{"a":-0.0}', true],
    [
      'a number beyond a double is compared digit by digit',
      '{"a":[123456789012345678]}',
      '{"a":123456789012345679}',
      false,
    ],
    ['and matches itself', '{"a":[123456789012345678]}', '{"a":123456789012345678}', true],
    ['but cannot be in a range', '{"a":[{"numeric":[">",123456789012345678]}]}', '{"a":1}', 'invalid'],
    ['nor among what is excluded', '{"a":[{"anything-but":123456789012345678}]}', '{"a":1}', 'invalid'],
    ['a range never matches it', '{"a":[{"numeric":[">",0]}]}', '{"a":123456789012345678}', false],
    ['a range has both ends', '{"a":[{"numeric":[">",0,"<=",5]}]}', '{"a":5}', true],
    ['an open end is not in it', '{"a":[{"numeric":[">",0,"<",5]}]}', '{"a":5}', false],
    ['a range that starts above is refused', '{"a":[{"numeric":["<",5,">",0]}]}', '{"a":1}', 'invalid'],
    ['a range does not coerce', '{"a":[{"numeric":["=",5]}]}', '{"a":"5"}', false],

    ['an address matches in any spelling', '{"a":["2001:db8::1"]}', '{"a":"2001:DB8:0:0:0:0:0:1"}', true],
    ['a mapped address is the address', '{"a":["10.0.0.1"]}', '{"a":"::ffff:a00:1"}', true],
    ['zeros may lead an address', '{"a":["10.0.0.1"]}', '{"a":"010.0.0.01"}', true],
    ['exactly takes an address as text', '{"a":[{"exactly":"10.0.0.1"}]}', '{"a":"10.0.0.01"}', false],
    [
      'anything-but takes an address as text',
      '{"a":[{"anything-but":"10.0.0.1"}]}',
      '{"a":"10.0.0.01"}',
      true,
    ],
    ['a block holds its last address', '{"a":[{"cidr":"10.0.0.0/24"}]}', '{"a":"10.0.0.255"}', true],
    ['and not the next', '{"a":[{"cidr":"10.0.0.0/24"}]}', '{"a":"10.0.1.0"}', false],
    ['a block need not start at its start', '{"a":[{"cidr":"10.0.0.77/24"}]}', '{"a":"10.0.0.1"}', true],
    ['a block of one is refused', '{"a":[{"cidr":"10.0.0.1/32"}]}', '{"a":"10.0.0.1"}', 'invalid'],
    ['what is no address is in no block', '{"a":[{"cidr":"10.0.0.0/8"}]}', '{"a":"10.0.0"}', false],

    ['a star stands for nothing too', '{"a":[{"wildcard":"ab*"}]}', '{"a":"ab"}', true],
    ['stars do not overlap', '{"a":[{"wildcard":"ab*ba"}]}', '{"a":"aba"}', false],
    ['a star goes back', '{"a":[{"wildcard":"*ab*ab"}]}', '{"a":"ababxab"}', true],
    ['an escaped star is a star', '{"a":[{"wildcard":"a\\\\*b"}]}', '{"a":"a*b"}', true],
    ['and nothing else', '{"a":[{"wildcard":"a\\\\*b"}]}', '{"a":"axb"}', false],
    ['an escaped backslash is one', '{"a":[{"wildcard":"a\\\\\\\\*"}]}', '{"a":"a\\\\x"}', true],
    ['other escapes are refused', '{"a":[{"wildcard":"a\\\\n"}]}', '{"a":"a"}', 'invalid'],
    ['two stars are refused', '{"a":[{"wildcard":"a**"}]}', '{"a":"a"}', 'invalid'],
    ['a wildcard is for text', '{"a":[{"wildcard":"*"}]}', '{"a":1}', false],
    ['none of several wildcards', '{"a":[{"anything-but":{"wildcard":["a*","*z"]}}]}', '{"a":"xz"}', false],

    ['case is ignored beyond ASCII', '{"a":[{"equals-ignore-case":"ÄÖ"}]}', '{"a":"äö"}', true],
    ['ß also stands for SS', '{"a":[{"equals-ignore-case":"ß"}]}', '{"a":"SS"}', true],
    ['and not for ss', '{"a":[{"equals-ignore-case":"ß"}]}', '{"a":"ss"}', false],
    ['an emoji never equals itself here', '{"a":[{"equals-ignore-case":"😀"}]}', '{"a":"😀"}', false],
    ['case of a prefix', '{"a":[{"prefix":{"equals-ignore-case":"eV"}}]}', '{"a":"Event"}', true],
    ['case of a suffix', '{"a":[{"suffix":{"equals-ignore-case":".PNG"}}]}', '{"a":"a.png"}', true],
    ['signs of expressions are plain text', '{"a":[{"equals-ignore-case":"a.c"}]}', '{"a":"abc"}', false],
    ['an empty prefix is any text', '{"a":[{"prefix":""}]}', '{"a":""}', true],
    ['but no number', '{"a":[{"prefix":""}]}', '{"a":1}', false],
    ['an excluded prefix may not be empty', '{"a":[{"anything-but":{"prefix":""}}]}', '{"a":""}', 'invalid'],

    ['anything-but a text is also a number', '{"a":[{"anything-but":"1"}]}', '{"a":1}', true],
    ['or null', '{"a":[{"anything-but":"1"}]}', '{"a":null}', true],
    ['but not nothing', '{"a":[{"anything-but":"1"}]}', '{"b":1}', false],
    ['one other element of a list will do', '{"a":[{"anything-but":["x","y"]}]}', '{"a":["x","z"]}', true],
    ['kinds are not mixed', '{"a":[{"anything-but":["x",1]}]}', '{"a":1}', 'invalid'],

    ['null is a value', '{"a":[{"exists":true}]}', '{"a":null}', true],
    ['an empty list is none', '{"a":[{"exists":true}]}', '{"a":[]}', false],
    ['an object is none', '{"a":[{"exists":true}]}', '{"a":{"b":1}}', false],
    ['and so it is absent', '{"a":[{"exists":false}]}', '{"a":{"b":1}}', true],
    ['absent or a value', '{"a":[{"exists":false},"x"]}', '{"b":1}', true],
    ['absent or a value, and it is another', '{"a":[{"exists":false},"x"]}', '{"a":"y"}', false],

    ['names join with dots', '{"a":{"b":[1]}}', '{"a.b":1}', true],
    ['both ways', '{"a.b":[1]}', '{"a":{"b":1}}', true],
    ['fields of one element', '{"a":{"b":[1],"c":[2]}}', '{"a":[{"b":1,"c":3},{"b":4,"c":2}]}', false],
    ['lists of lists', '{"a":{"b":[1],"c":[2]}}', '{"a":[[{"b":1}],[{"c":2}]]}', false],
    [
      'lists side by side are free',
      '{"a":{"x":[1]},"b":{"x":[2]}}',
      '{"a":[{"x":0},{"x":1}],"b":[{"x":2},{"x":0}]}',
      true,
    ],
    [
      'absent in the element chosen',
      '{"a":{"b":[1],"c":[{"exists":false}]}}',
      '{"a":[{"b":1},{"c":2}]}',
      true,
    ],
    [
      'absence is judged in order of names',
      '{"a":{"b":[{"exists":false}],"c":[1]}}',
      '{"a":[{"c":1},{"b":2}]}',
      false,
    ],

    ['one of two', '{"$or":[{"a":[1]},{"b":[2]}]}', '{"b":2}', true],
    ['and what is beside', '{"c":[3],"$or":[{"a":[1]},{"b":[2]}]}', '{"b":2,"c":4}', false],
    ['within an object', '{"d":{"$or":[{"a":[1]},{"b":[2]}]}}', '{"d":{"a":1}}', true],
    ['one alone is refused', '{"$or":[{"a":[1]}]}', '{"a":1}', 'invalid'],
    ['a field inside and beside is refused', '{"a":[1],"$or":[{"a":[1]},{"b":[2]}]}', '{"a":1}', 'invalid'],
    ['a reserved name inside is refused', '{"$or":[{"prefix":["a"]},{"b":[2]}]}', '{"b":2}', 'invalid'],
    ['one path twice is refused', '{"a.b":[1],"a":{"b":[1]}}', '{"a":{"b":1}}', 'invalid'],

    ['a value has to be in a list', '{"a":"x"}', '{"a":"x"}', 'invalid'],
    ['an empty object is refused', '{"a":{}}', '{"a":{}}', 'invalid'],
    ['the empty pattern is refused', '{}', '{}', 'invalid'],
    ['two operators in one are refused', '{"a":[{"prefix":"a","suffix":"b"}]}', '{"a":"ab"}', 'invalid'],
    ['no operator is refused', '{"a":[{}]}', '{"a":"ab"}', 'invalid'],
    ['what is no object is refused', '["a"]', '{}', 'invalid'],
    ['what is not JSON is refused', '{"a":[}', '{}', 'invalid'],
  ])('%s: %s on %s', (_, pattern, event, expected) => {
    expect(verdict(pattern, event)).toBe(expected);
  });

  it('refuses a key that stands twice in the text, and $or with more than a thousand combinations', () => {
    expect(() => compilePattern('{"a":["x"],"b":["{\\"a\\":"],"a":["y"]}')).toThrow(/Path `a`/);
    const ten = (name: string) => Array.from({ length: 11 }, (_, i) => ({ [`${name}${i}`]: [1] }));
    const pattern = { a: { $or: ten('a') }, b: { $or: ten('b') }, c: { $or: ten('c') } };
    expect(() => compilePattern(JSON.stringify(pattern))).toThrow(/1331 combinations/);
  });

  it('says what is wrong in EventBridge’s words', () => {
    expect(() => compilePattern('{"source":"shop"}')).toThrow(
      'Event pattern is not valid. Reason: "source" must be an object or an array',
    );
    expect(() => compilePattern('{"a":[{"anything-but":null}]}')).toThrow(
      'Event pattern is not valid. Reason: Value of anything-but must be an array or single string/number value.',
    );
  });

  it('takes linear time for a pattern of many stars', () => {
    const pattern = compilePattern(JSON.stringify({ a: [{ wildcard: `${'*a'.repeat(200)}*b` }] }));
    expect(matchesPattern(pattern, { a: 'a'.repeat(20_000) })).toBe(false);
  });
});

describe('laws of event patterns', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'a.b');
  const scalar = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const { event } = fc.letrec<{ event: ExactObject; value: ExactJson }>((tie) => ({
    event: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3 }),
    value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('event')),
  }));
  const simple = fc.dictionary(name, fc.array(scalar, { minLength: 1, maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 3,
  });

  it('the values of one path through an event, as a pattern, match it', () => {
    fc.assert(
      fc.property(event, fc.nat(), (json, choice) => {
        const leaves = leavesOf(json);
        const leaf = leaves[choice % Math.max(1, leaves.length)];
        if (leaf)
          expect(verdict(JSON.stringify({ [leaf.path]: [leaf.value] }), JSON.stringify(json))).toBe(true);
      }),
    );
  });

  it('an event without lists, with each value in a list, is a pattern that it matches', () => {
    const { plain } = fc.letrec<{ plain: ExactObject; inner: ExactJson }>((tie) => ({
      plain: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('inner'), { minKeys: 1 }),
      inner: fc.oneof({ depthSize: 'small' }, scalar, tie('plain')),
    }));
    fc.assert(
      fc.property(plain, (json) => {
        expect(verdict(JSON.stringify(exactly(json)), JSON.stringify(json))).toBe(true);
      }),
      { numRuns: scale(20, 1_000) },
    );
  });

  it('a field more in the event changes nothing for a pattern without exists: false', () => {
    fc.assert(
      fc.property(simple, event, scalar, (pattern, json, value) => {
        const text = JSON.stringify(pattern);
        if (verdict(text, JSON.stringify(json)) !== true) return;
        expect(verdict(text, JSON.stringify({ ...json, 'another.name': value }))).toBe(true);
      }),
    );
  });

  it('the order of alternatives and of fields does not matter', () => {
    fc.assert(
      fc.property(simple, event, (pattern, json) => {
        const turned = Object.fromEntries(
          Object.entries(pattern)
            .reverse()
            .map(([key, values]) => [key, values.toReversed()]),
        );
        const text = JSON.stringify(json);
        expect(verdict(JSON.stringify(turned), text)).toBe(verdict(JSON.stringify(pattern), text));
      }),
    );
  });
});

function leavesOf(value: ExactJson, path = ''): { path: string; value: ExactJson }[] {
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, path));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

function exactly(value: ExactJson): ExactJson {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exactly(inner)]));
}
