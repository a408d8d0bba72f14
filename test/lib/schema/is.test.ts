import fc from 'fast-check';
import * as v from 'valibot';
import { OrderEvent } from '../../../lib/order/order-event';
import { providers } from '../../../lib/providers';
import { isSorted } from '../../../lib/reading/canonical-json';
import { compileIs, createIs } from '../../../lib/schema/is';
import { fixturesOf } from '../../contract/fixtures';
import { leavesOf, without, withValue } from '../../support/leaves';

/** Every kind of place that a describing schema may have. */
const EVERYTHING = v.strictObject({
  text: v.optional(v.pipe(v.string(), v.nonEmpty())),
  plain: v.nullish(v.string()),
  whole: v.pipe(v.number(), v.safeInteger()),
  least: v.optional(v.pipe(v.number(), v.minValue(3))),
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

describe('the check of a value as a whole', () => {
  it.each([false, true])(
    "says what valibot's strict objects say, of any value; keys sorted: %p",
    (sorted) => {
      const check = compileIs(EVERYTHING, { sorted });
      const any = fc
        .tuple(
          fc.constantFrom(1, 2.5, undefined),
          fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 }),
        )
        .map(([whole, fields]) => ({ whole, ...fields }))
        .filter((fields) => Object.entries(fields).every(([key, held]) => isJudgedAlike(key, held)));
      let fits = 0;
      fc.assert(
        fc.property(fc.oneof(any, value), (one) => {
          if (check(one)) fits++;
          expect(check(one)).toBe(v.is(EVERYTHING, one) && (!sorted || isSorted(present(one))));
        }),
        { numRuns: 3_000 },
      );
      expect(fits).toBeGreaterThan(0);
    },
  );

  it.each(providers)(
    'accepts each canonical event of $name, and with any change what valibot accepts',
    ({ name }) => {
      const check = compileIs(OrderEvent);
      for (const { expected } of fixturesOf(name)) {
        if (!('data' in expected)) continue;
        expect(check(expected)).toBe(true);
        for (const { pointer } of leavesOf(expected))
          for (const changed of [without(expected, pointer), withValue(expected, pointer, ['another type'])])
            expect(check(changed)).toBe(v.is(OrderEvent, changed));
      }
    },
  );

  it('says no until it is made, and it is made when it pays', () => {
    const check = createIs(v.string());
    const answers = Array.from({ length: 200 }, () => check('text'));
    expect([answers[0], answers[199]]).toEqual([false, true]);
    expect(check(5)).toBe(false);
  });

  it('refuses to be made for a schema that does more than describe', () => {
    expect(() => compileIs(v.date())).toThrow('A schema that only describes has no date.');
    expect(() => compileIs(v.pipe(v.string(), v.email()))).not.toThrow();
    expect(() => compileIs(v.pipe(v.string(), v.minLength(2)))).toThrow('has no min_length');
  });
});
