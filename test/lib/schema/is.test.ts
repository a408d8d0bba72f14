import fc from 'fast-check';
import * as v from 'valibot';
import { isSorted } from '../../../lib/json';
import { OrderEvent } from '../../../lib/order/order-event';
import { providers } from '../../../lib/providers';
import { patternOf } from '../../../lib/reading/notices';
import { compileIs } from '../../../lib/schema/compile';
import { createIs } from '../../../lib/schema/is';
import { fixturesOf } from '../../contract/fixtures';
import { leavesOf, without, withValue } from '../../support/leaves';
import { scale } from '../../support/scale';

/** Every kind of place that a describing schema may have. */
const EVERYTHING = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.nonEmpty())),
  plain: v.nullish(v.string()),
  whole: v.pipe(v.number(), v.safeInteger()),
  least: v.optional(v.pipe(v.number(), v.minValue(3))),
  nested: v.optional(v.pipe(v.pipe(v.number(), v.safeInteger()), v.minValue(3))),
  flag: v.nullish(v.boolean()),
  word: v.optional(v.picklist(['a', 'b'])),
  only: v.optional(v.literal('1.0')),
  like: v.optional(v.pipe(v.string(), v.regex(/^a+$/))),
  either: v.optional(v.union([v.pipe(v.number(), v.safeInteger()), v.string()])),
  any: v.optional(v.unknown()),
  list: v.optional(v.array(v.strictObject({ inner: v.nullish(v.string()) }))),
  table: v.optional(v.record(v.string(), v.number())),
});

const value = fc.oneof(
  fc.constantFrom(undefined, null, '', 'a', 'b', 'aa', '1.0', 0, 3, 1.5, 2 ** 53, true, [], {}),
  fc.constantFrom(
    [{ inner: 'x' }],
    [{}],
    [{ outer: 1 }],
    [null],
    { key: 1 },
    { key: 'x' },
    { b: 1, a: 2 },
    { a: 1, b: 2 },
    [{ b: 1, a: 2 }],
  ),
);
const keys = [...Object.keys(EVERYTHING.entries), 'unknown', 'constructor', '__proto__'];

/** JSON holds no key without a value, and we take it for absent; valibot takes a list for a record, and we do not. */
const isJudgedAlike = (key: string, held: unknown): boolean =>
  held === undefined ? Object.hasOwn(EVERYTHING.entries, key) : key !== 'table' || !Array.isArray(held);

/** The value as JSON has it. */
const present = (one: unknown): unknown => JSON.parse(JSON.stringify(one) ?? 'null');

describe('whether a value is what a schema describes', () => {
  it.each([false, true])(
    "says what valibot's strict objects say, of any value; keys sorted: %p",
    (sorted) => {
      const is = compileIs(EVERYTHING, { sorted });
      const fresh = () => createIs(EVERYTHING, { sorted });
      const any = fc
        .tuple(
          fc.constantFrom(1, 2.5, undefined),
          fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 }),
        )
        .map(([whole, fields]) => ({ whole, ...fields }))
        .filter((fields) => Object.entries(fields).every(([key, held]) => isJudgedAlike(key, held)));
      let valid = 0;
      fc.assert(
        fc.property(fc.oneof(any, value), (one) => {
          if (is(one)) valid++;
          const before = structuredClone(one);
          expect(is(one)).toBe(v.is(EVERYTHING, one) && (!sorted || isSorted(present(one))));
          expect(fresh()(one)).toBe(is(one));
          expect(one).toEqual(before);
        }),
        { numRuns: scale(400, 10_000) },
      );
      expect(valid).toBeGreaterThan(0);
    },
  );

  it.each(providers)(
    'accepts each canonical event of $name, and with any change what valibot accepts',
    ({ name }) => {
      const is = compileIs(OrderEvent);
      const seen = new Set<string>();
      for (const { expected } of fixturesOf(name)) {
        if (!('data' in expected) || !('order' in expected.data)) continue;
        expect(is(expected)).toBe(true);
        const places = leavesOf(expected).filter(({ pointer }) => !seen.has(patternOf(pointer)));
        for (const { pointer } of places) seen.add(patternOf(pointer));
        for (const { pointer } of places)
          for (const changed of [without(expected, pointer), withValue(expected, pointer, ['another type'])])
            expect(is(changed)).toBe(v.is(OrderEvent, changed));
      }
    },
  );

  it('is answered truly from the first value on, however many there are', () => {
    const is = createIs(v.string());
    const answers = Array.from({ length: 300 }, (_, i) => is(i % 2 ? 'text' : i));
    expect(answers).toEqual(answers.map((_, i) => i % 2 === 1));
  });

  it('is refused for a schema that does more than describe', () => {
    expect(() => compileIs(v.date())).toThrow('A schema that only describes has no date.');
    expect(() => compileIs(v.pipe(v.string(), v.email()))).not.toThrow();
    expect(() => compileIs(v.pipe(v.string(), v.minLength(2)))).toThrow('has no min_length');
  });
});
