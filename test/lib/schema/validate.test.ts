import fc from 'fast-check';
import * as v from 'valibot';
import { stepsOf } from '../../../lib/json';
import { createValidate } from '../../../lib/schema/validate';
import { scale } from '../../support/scale';

const WORDS = ['red', 'green'] as const;

/** Everything that a schema which only describes may hold. */
const Everything = v.object({
  text: v.string(),
  number: v.nullish(v.number()),
  flag: v.optional(v.boolean()),
  whole: v.nullish(v.pipe(v.number(), v.safeInteger())),
  some: v.optional(v.pipe(v.string(), v.nonEmpty())),
  like: v.nullish(v.pipe(v.string(), v.regex(/^[a-z]+$/), v.metadata({ personalData: 'none' }))),
  least: v.nullish(v.pipe(v.number(), v.minValue(1))),
  twice: v.optional(v.nullish(v.string())),
  word: v.optional(v.picklist(WORDS)),
  literal: v.optional(v.literal('1.0')),
  either: v.nullish(v.union([v.string(), v.pipe(v.number(), v.safeInteger())])),
  free: v.optional(v.unknown()),
  list: v.nullish(v.array(v.object({ id: v.number(), name: v.nullish(v.string()) }))),
  texts: v.optional(v.array(v.nullish(v.string()))),
  table: v.optional(v.record(v.string(), v.pipe(v.number(), v.safeInteger()))),
  strict: v.optional(v.strictObject({ id: v.string(), note: v.optional(v.string()) })),
  needed: v.object({ inner: v.array(v.string()) }),
});

const validateEverything = createValidate(Everything);

interface Found {
  unknown: string[];
  respelled: string[];
  unfit: Record<string, unknown>;
  missing: Record<string, string>;
}

const NOTHING: Found = { unknown: [], respelled: [], unfit: {}, missing: {} };

function findingsOf(validate: ReturnType<typeof createValidate>, value: unknown): Found {
  const found = structuredClone(NOTHING);
  validate(value, {
    unknown: (pointer) => found.unknown.push(pointer),
    respelled: (pointer) => found.respelled.push(pointer),
    unfit: (pointer, unfit) => {
      found.unfit[pointer] = unfit;
    },
    missing: (pointer, message) => {
      found.missing[pointer] = message;
    },
  });
  return found;
}

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;

describe('validation along a schema', () => {
  const strictKeys = new Set(['id', 'note']);
  /** Keys that only the strict object refuses. */
  const strange = ({ unknown }: Found) =>
    unknown.filter(
      (pointer) => pointer.startsWith('/strict/') && !strictKeys.has(pointer.slice('/strict/'.length)),
    );

  it('answers as valibot does', () =>
    fc.assert(
      fc.property(values(), (value) => {
        const valid = v.safeParse(Everything, value).success;
        const found = findingsOf(validateEverything, structuredClone(value));
        const isWhole = isEmpty(found.unfit) && isEmpty(found.missing) && found.respelled.length === 0;
        expect(isWhole && strange(found).length === 0).toBe(valid);
      }),
      { numRuns: scale(300, 5_000) },
    ));

  it('leaves what valibot accepts, unless something needed was missing', () =>
    fc.assert(
      fc.property(values(), (value) => {
        const copy = structuredClone(value);
        const found = findingsOf(validateEverything, copy);
        if (!isEmpty(found.missing) || strange(found).length > 0) return;
        expect(v.safeParse(Everything, withoutSetAside(copy)).issues).toBeUndefined();
      }),
      { numRuns: scale(300, 5_000) },
    ));

  it('sets aside nothing but what it reports, and changes nothing else', () =>
    fc.assert(
      fc.property(values(), (value) => {
        const copy = structuredClone(value);
        const { respelled, unfit, missing } = findingsOf(validateEverything, copy);
        fc.pre(isEmpty(missing));
        for (const pointer of respelled) {
          expect(at(copy, pointer)).toBe(String(at(value, pointer)));
          put(copy, pointer, at(value, pointer));
        }
        for (const [pointer, found] of Object.entries(unfit)) put(copy, pointer, found);
        expect(copy).toEqual(value);
      }),
    ));
});

describe('a finding', () => {
  const good = () => ({ text: 'a', needed: { inner: [] as unknown[] } });

  it('does not exist in a valid value', () =>
    expect(findingsOf(validateEverything, good())).toEqual(NOTHING));

  it.each<[object, Partial<Found>]>([
    [{ number: '1' }, { unfit: { '/number': '1' } }],
    [{ flag: null }, { unfit: { '/flag': null } }],
    [{ number: Number.POSITIVE_INFINITY }, { unfit: { '/number': Number.POSITIVE_INFINITY } }],
    [{ whole: 1.5 }, { unfit: { '/whole': 1.5 } }],
    [{ list: [{ id: 1 }, 'x', { id: 2 }] }, { unfit: { '/list/1': 'x' } }],
    [{ list: [{ id: 1, name: 5 }] }, { respelled: ['/list/0/name'] }],
    [{ list: [{ id: 1, name: true }] }, { unfit: { '/list/0/name': true } }],
    [{ texts: ['a', 0.5, null] }, { respelled: ['/texts/1'] }],
    [{ twice: 1e21 }, { unfit: { '/twice': 1e21 } }],
    [{ twice: 0.1 + 0.2 }, { unfit: { '/twice': 0.1 + 0.2 } }],
    [{ some: 5 }, { unfit: { '/some': 5 } }],
    [{ table: { 'a/b': 'x', '~': 'y' } }, { unfit: { '/table/a~1b': 'x', '/table/~0': 'y' } }],
    [{ twice: null }, {}],
    [{ new_field: 1, 'a/b~c': 2 }, { unknown: ['/new_field', '/a~1b~0c'] }],
    [{ constructor: 1 }, { unknown: ['/constructor'] }],
    [JSON.parse('{"__proto__":{"text":5}}'), { unknown: ['/__proto__'] }],
    [{ text: 5 }, { missing: { '/text': 'expected a string, found a number' } }],
    [{ text: undefined }, { missing: { '/text': 'expected a string, found nothing' } }],
    [{ needed: null }, { missing: { '/needed': 'expected an object, found null' } }],
    [{ needed: [] }, { missing: { '/needed': 'expected an object, found a list' } }],
    [{ list: [{}] }, { missing: { '/list/0/id': 'expected a number, found nothing' } }],
    [{ some: '' }, { unfit: { '/some': '' } }],
    [{ either: 1.5 }, { unfit: { '/either': 1.5 } }],
    [{ like: 'A' }, { unfit: { '/like': 'A' } }],
    [{ word: 'blue' }, { unfit: { '/word': 'blue' } }],
  ])('in %j is %j', (change, found) => {
    const value = Object.defineProperties(good(), Object.getOwnPropertyDescriptors(change));
    expect(findingsOf(validateEverything, value)).toEqual({ ...NOTHING, ...found });
  });

  it.each<[string, object, string]>([
    ['/whole', { whole: 2 ** 53 }, 'a whole number'],
    ['/table/a', { table: { a: 2 ** 53 } }, 'a whole number'],
    ['/either', { either: -(2 ** 53) }, 'a string or a whole number'],
  ])('never sets aside a whole number that JavaScript cannot hold: %s', (pointer, change, expected) =>
    expect(findingsOf(validateEverything, { ...good(), ...change })).toEqual({
      ...NOTHING,
      missing: { [pointer]: `expected ${expected}, found one beyond ±(2^53 − 1)` },
    }),
  );

  it('says that a text is empty', () => {
    const validate = createValidate(v.object({ number: v.pipe(v.string(), v.nonEmpty()) }));
    expect(findingsOf(validate, { number: '' }).missing).toEqual({
      '/number': 'expected a text that is not empty, found an empty string',
    });
  });

  it.each([null, undefined, 5, 'x', []])('names %j as a whole', (value) =>
    expect(Object.keys(findingsOf(validateEverything, value).missing)).toEqual(['']),
  );
});

describe('a whole number beyond what a number holds', () => {
  const Order = v.object({
    id: v.pipe(v.number(), v.safeInteger(), v.brand('id')),
    other: v.nullish(v.pipe(v.union([v.string(), v.number()]), v.brand('id'))),
    ids: v.optional(v.array(v.pipe(v.number(), v.safeInteger(), v.brand('id')))),
    quantity: v.optional(v.pipe(v.number(), v.safeInteger())),
    measure: v.optional(v.number()),
    text: v.optional(v.string()),
  });
  const BEYOND = 2n ** 53n + 1n;

  it('is kept as the text of its digits where it is an id', () => {
    const order = { id: BEYOND, other: -BEYOND, ids: [1, BEYOND] };
    expect(findingsOf(createValidate(Order), order)).toEqual(NOTHING);
    expect(order).toEqual({
      id: '9007199254740993',
      other: '-9007199254740993',
      ids: [1, '9007199254740993'],
    });
  });

  it('is an issue, or the number that JavaScript has of it, where it is none', () => {
    const order = { id: 1, quantity: BEYOND, measure: BEYOND, text: BEYOND };
    expect(findingsOf(createValidate(Order), order)).toEqual({
      ...NOTHING,
      respelled: ['/text'],
      missing: { '/quantity': 'expected a whole number, found one beyond ±(2^53 − 1)' },
    });
    expect(order).toMatchObject({ measure: 2 ** 53, text: String(BEYOND) });
  });
});

describe('a schema that does more than describe', () => {
  it.each([
    [
      'a transformation',
      v.pipe(
        v.string(),
        v.check(() => true),
      ),
    ],
    ['a date', v.date()],
    ['a tuple', v.tuple([v.string()])],
  ])('is refused for %s', (_, schema) =>
    expect(() => findingsOf(createValidate(schema), 'x')).toThrow('A schema that only describes has no'),
  );
});

/** Values that are nearly valid: each part is right most of the time. */
function values(): fc.Arbitrary<Record<string, unknown>> {
  const junk = fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 1 }));
  const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: junk });
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  return fc.record(
    {
      text: mostly(fc.string()),
      number: mostly(fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }))),
      flag: mostly(fc.boolean()),
      twice: mostly(fc.oneof(fc.constant(null), fc.string())),
      whole: mostly(fc.oneof(fc.integer(), fc.constant(2 ** 53), fc.constant(0.5))),
      some: mostly(fc.string()),
      like: mostly(fc.oneof(key, fc.string())),
      least: mostly(fc.integer({ min: 0, max: 3 })),
      word: mostly(fc.constantFrom(...WORDS)),
      literal: mostly(fc.constant('1.0')),
      either: mostly(
        fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      ),
      free: fc.jsonValue({ maxDepth: 2 }),
      list: mostly(
        fc.array(mostly(fc.record({ id: mostly(fc.integer()), name: mostly(fc.string()) })), {
          maxLength: 3,
        }),
      ),
      texts: mostly(fc.array(mostly(fc.string()), { maxLength: 3 })),
      table: mostly(fc.dictionary(key, mostly(fc.integer()))),
      strict: mostly(fc.record({ id: mostly(fc.string()), other: fc.nat() }, { requiredKeys: ['id'] })),
      needed: mostly(fc.record({ inner: mostly(fc.array(mostly(fc.string()), { maxLength: 3 })) })),
      another: fc.nat(),
    },
    { requiredKeys: ['text', 'needed'] },
  );
}

/** Without the places that were set to `undefined`: a list keeps them so that its indices stay true. */
function withoutSetAside(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutSetAside);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutSetAside(child)]));
}

const at = (root: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce((holder, step) => (holder as Record<string, unknown>)[step], root);

function put(root: unknown, pointer: string, value: unknown): void {
  const keys = stepsOf(pointer);
  const last = keys.pop() as string;
  const holder = keys.reduce(
    (at, step) => at[step] as Record<string, unknown>,
    root as Record<string, unknown>,
  );
  holder[last] = value;
}
