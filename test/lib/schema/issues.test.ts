import * as v from 'valibot';
import { kindOf, toIssues } from '../../../lib/schema/issues';

const CANARY = 'CANARY-4242';

/** Every kind of check whose message, as valibot words it, quotes the value. */
const Schema = v.strictObject({
  word: v.picklist(['red', 'green']),
  words: v.array(v.picklist(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])),
  like: v.pipe(v.string(), v.regex(/^[a-z]+$/)),
  described: v.pipe(v.string(), v.regex(/^[a-z]+$/), v.description('lower-case letters')),
  only: v.literal('1.0'),
  either: v.union([v.number(), v.boolean()]),
  least: v.pipe(v.number(), v.minValue(3)),
  mail: v.pipe(v.string(), v.minLength(100)),
  own: v.pipe(
    v.string(),
    v.check((text) => text === 'x', `not ${CANARY}`),
  ),
  'a.b/c~d': v.optional(v.strictObject({ 'e.f': v.optional(v.string()) })),
  table: v.optional(v.record(v.string(), v.number())),
});

const valid = {
  word: 'red',
  words: ['a'],
  like: 'a',
  described: 'a',
  only: '1.0',
  either: 1,
  least: 3,
  mail: 'm'.repeat(100),
  own: 'x',
};

const issuesOf = (value: unknown) => toIssues(Schema, v.safeParse(Schema, value).issues ?? []);

describe('an issue', () => {
  it.each<[object, string, string]>([
    [{ word: CANARY }, '/word', 'expected one of red, green, found a string'],
    [{ words: ['a', CANARY] }, '/words/1', 'expected a known word, found a string'],
    [{ like: CANARY }, '/like', 'expected a text like ^[a-z]+$'],
    [{ described: CANARY }, '/described', 'expected lower-case letters'],
    [{ described: 5 }, '/described', 'expected lower-case letters, found a number'],
    [{ only: CANARY }, '/only', 'expected "1.0", found a string'],
    [{ either: CANARY }, '/either', 'expected a number or a boolean, found a string'],
    [{ least: 2 }, '/least', 'expected at least 3'],
    [{ mail: CANARY }, '/mail', 'is not valid'],
    [{ own: CANARY }, '/own', 'is not valid'],
    [{ word: undefined }, '/word', 'is missing'],
    [{ extra: CANARY }, '/extra', 'is not a known field'],
    [{ 'x.y/z~': CANARY }, '/x.y~1z~0', 'is not a known field'],
    [{ 'a.b/c~d': { 'e.f': [CANARY] } }, '/a.b~1c~0d/e.f', 'expected a string, found a list'],
    [{ 'a.b/c~d': { 'g/': CANARY } }, '/a.b~1c~0d/g~1', 'is not a known field'],
    [{ table: { 'k.l': CANARY } }, '/table/k.l', 'expected a number, found a string'],
  ])('of %j is worded without the value', (change, path, message) => {
    const issues = issuesOf({ ...valid, ...change });
    expect(issues).toEqual([{ path, message }]);
    expect(JSON.stringify(issues)).not.toContain(CANARY);
  });

  it('of the value as a whole has the root as its place', () =>
    expect(issuesOf(CANARY)).toEqual([{ path: '', message: 'expected an object, found a string' }]));

  it('does not exist in a valid value', () => expect(issuesOf(valid)).toEqual([]));
});

describe('the kind of a value', () => {
  it.each([
    [null, 'null'],
    [undefined, 'nothing'],
    [[], 'a list'],
    [{}, 'an object'],
    ['x', 'a string'],
    ['', 'an empty string'],
    [1, 'a number'],
    [true, 'a boolean'],
  ])('of %j is %p', (value, kind) => expect(kindOf(value)).toBe(kind));
});
