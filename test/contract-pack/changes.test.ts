import { diffSchemas } from 'json-schema-diff';
import { changesBetween } from '../../infra/contract/changes';
import type { JsonSchema } from '../../infra/contract/json-schema';

const text: JsonSchema = { type: 'string', minLength: 1 };
const amount: JsonSchema = { type: 'integer', minimum: -9, maximum: 9 };
const words = (...all: string[]): JsonSchema => ({ type: 'string', enum: all });
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const record = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values });
const object = (properties: Readonly<Record<string, JsonSchema>>, ...required: string[]): JsonSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const defined = (one: JsonSchema): JsonSchema => ({
  ...object({ line: { $ref: '#/$defs/Line' } }),
  $defs: { Line: one },
});

type Pair = readonly [what: string, before: JsonSchema, after: JsonSchema, path: string];

const BREAKING: readonly Pair[] = [
  ['a field is gone', object({ a: text, b: text }), object({ a: text }), 'b'],
  ['a field has another name', object({ total: amount }), object({ grandTotal: amount }), 'total'],
  ['a field below is gone', object({ a: object({ b: text }) }), object({ a: object({}) }), 'a.b'],
  [
    'a field of items is gone',
    object({ a: list(object({ b: text })) }),
    object({ a: list(object({})) }),
    'a[].b',
  ],
  ['a field of a definition is gone', defined(object({ b: text })), defined(object({})), 'line.b'],
  ['a field may be absent now', object({ a: text }, 'a'), object({ a: text }), 'a'],
  ['a text became an amount', object({ a: text }), object({ a: amount }), 'a'],
  [
    'an amount may have decimals now',
    object({ a: amount }),
    object({ a: { ...amount, type: 'number' } }),
    'a',
  ],
  ['one value became a list of them', object({ a: text }), object({ a: list(text) }), 'a'],
  ['a text became an object', object({ a: text }), object({ a: object({ value: text }) }), 'a'],
  ['items became of another type', object({ a: list(text) }), object({ a: list(amount) }), 'a[]'],
  ['values of a record became of another type', record(text), record(amount), '.*'],
  ['a word is gone', object({ a: words('x', 'y') }), object({ a: words('x') }), 'a'],
  ['a word has another spelling', object({ a: words('x_y') }), object({ a: words('x-y') }), 'a'],
  ['any text became one of some words', object({ a: text }), object({ a: words('x') }), 'a'],
  [
    'words became texts of another form',
    object({ a: words('x') }),
    object({ a: { ...text, pattern: '^y' } }),
    'a',
  ],
  ['a text became narrower', object({ a: text }), object({ a: { ...text, minLength: 3 } }), 'a'],
  ['a text may be empty now', object({ a: text }), object({ a: { type: 'string' } }), 'a'],
  [
    'a form became another',
    object({ a: { ...text, pattern: '^a$' } }),
    object({ a: { ...text, pattern: '^b$' } }),
    'a',
  ],
  ['an amount became narrower', object({ a: amount }), object({ a: { ...amount, maximum: 5 } }), 'a'],
  [
    'one of two types is gone',
    object({ a: { anyOf: [text, amount] } }),
    object({ a: { anyOf: [text] } }),
    'a',
  ],
  [
    'another type is possible',
    object({ a: { anyOf: [text] } }),
    object({ a: { anyOf: [text, amount] } }),
    'a',
  ],
  ['only one value is left', object({ a: text }), object({ a: { ...text, const: 'x' } }), 'a'],
];

const ADDITIVE: readonly Pair[] = [
  ['a field is new', object({ a: text }), object({ a: text, b: text }), 'b'],
  ['a field below is new', object({ a: object({}) }), object({ a: object({ b: text }) }), 'a.b'],
  [
    'a field of items is new',
    object({ a: list(object({})) }),
    object({ a: list(object({ b: text })) }),
    'a[].b',
  ],
  ['a field of a definition is new', defined(object({})), defined(object({ b: text })), 'line.b'],
  ['a whole object is new', object({}), object({ a: object({ b: text }, 'b') }), 'a'],
  ['a list is new', object({}), object({ a: list(text) }), 'a'],
  ['a field that is always there is new', object({}), object({ a: text }, 'a'), 'a'],
  ['a field is always there now', object({ a: text }), object({ a: text }, 'a'), 'a'],
  ['a word is new', object({ a: words('x') }), object({ a: words('x', 'y') }), 'a'],
  ['a word of items is new', object({ a: list(words('x')) }), object({ a: list(words('x', 'y')) }), 'a[]'],
  ['words became any text', object({ a: words('x') }), object({ a: text }), 'a'],
  [
    'words became texts of a form that they have',
    object({ a: words('x') }),
    object({ a: { ...text, pattern: '^[a-z]+$' } }),
    'a',
  ],
  ['a field of a record is new', record(object({})), record(object({ b: text })), '.*.b'],
  [
    'the class of personal data is another',
    object({ a: text }),
    object({ a: { ...text, 'x-personal-data': 'contact' } }),
    'a',
  ],
];

/**
 * json-schema-diff compares the sets of values that two schemas accept. It knows no words: as the fields of an object
 * they are the same to it. Nor does it know patterns and constants.
 */
const secondOpinion = (before: JsonSchema, after: JsonSchema) =>
  diffSchemas({ sourceSchema: inItsWords(before), destinationSchema: inItsWords(after) });

const inItsWords = (schema: JsonSchema): object =>
  JSON.parse(JSON.stringify(schema), (_, value) =>
    Array.isArray(value?.enum)
      ? object(Object.fromEntries(value.enum.map((word: string) => [word, { type: 'null' }])))
      : value,
  );

const except = (pairs: readonly Pair[], pattern: RegExp): Pair[] =>
  pairs.filter(([what]) => !pattern.test(what));

it.each(BREAKING)('is breaking where %s', (_, before, after, path) =>
  expect(changesBetween(before, after)).toContainEqual(expect.objectContaining({ kind: 'breaking', path })),
);

it.each(ADDITIVE)('is additive where %s', (_, before, after, path) =>
  expect(changesBetween(before, after)).toEqual([{ kind: 'additive', path, what: expect.any(String) }]),
);

it('has more than a dozen of each to show', () => {
  expect(BREAKING.length).toBeGreaterThan(12);
  expect(ADDITIVE.length).toBeGreaterThan(12);
});

it.each(except(ADDITIVE, /personal data|always there now/))(
  'is breaking on the way back: %s',
  (_, before, after) => expect(changesBetween(after, before).map(({ kind }) => kind)).toContain('breaking'),
);

it.each([...BREAKING, ...ADDITIVE])('sees no change in prose: before %s', (_, before, after) => {
  const prose = { title: 'T', description: 'Some words.', examples: ['x'] };
  for (const schema of [before, after]) expect(changesBetween(schema, { ...schema, ...prose })).toEqual([]);
});

describe('the second opinion of json-schema-diff', () => {
  it.each(except(BREAKING, /form became another|only one value|texts of/))(
    'is that values go, or that others come that nobody was promised, where %s',
    async (_, before, after) => {
      const { removalsFound, additionsFound } = await secondOpinion(before, after);
      expect(removalsFound || additionsFound).toBe(true);
    },
  );

  it.each(except(ADDITIVE, /always there|words became/))(
    'is that no value goes where %s',
    async (_, before, after) =>
      expect(await secondOpinion(before, after)).toHaveProperty('removalsFound', false),
  );
});
