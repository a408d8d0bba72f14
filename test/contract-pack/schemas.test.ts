import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { type JsonSchema, mapChildren } from '../../infra/contract/json-schema';
import { readerSchema } from '../../infra/contract/reader-schema';
import { registrySchemas } from '../../infra/contract/registry';
import { VOCABULARY } from '../../infra/contract/vocabulary';
import { writerSchema } from '../../infra/contract/writer-schema';
import { DATA_SCHEMA, EVENT_TYPES, NOTICES } from '../../lib/order/order-event';
import { exampleEvent } from '../support/example-event';
import { withValue } from '../support/leaves';
import { inRoot } from '../support/running-stack';
import { misfits, strictAjv } from './ajv';
import { fixtureEvents } from './fixture-events';

const writer = writerSchema();
const reader = readerSchema(writer);
const fitsWriter = strictAjv().compile(writer);
const fitsReader = strictAjv().compile(reader);

/** The README's event: the whole one that it shows. */
const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(inRoot('README.md'), 'utf8')) ?? [];

/** Every object of a schema by its name, and the schema itself. */
const objectsOf = ({ $defs = {}, ...event }: JsonSchema): [string, JsonSchema][] =>
  Object.entries({ ...$defs, '': event });

/** Every schema below this one, and itself. */
function schemasIn(schema: JsonSchema): JsonSchema[] {
  const found: JsonSchema[] = [schema];
  mapChildren(schema, (child) => {
    found.push(...schemasIn(child));
    return child;
  });
  return found;
}

describe.each([
  ['reader', reader, fitsReader, DATA_SCHEMA],
  ['writer', writer, fitsWriter, `${DATA_SCHEMA}:strict`],
])("the %s's schema", (_, schema, fits, id) => {
  it('says what it is, in which version, and of which JSON Schema', () =>
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: id,
      title: 'Order event',
      description: expect.stringContaining('detail'),
    }));

  it.each(fixtureEvents)('is fulfilled by the event of $name', ({ event }) =>
    expect(misfits(fits, event)).toEqual([]),
  );

  it('has no word that its dialect does not know', () => {
    const dialect = new Ajv2020({ allowUnionTypes: true }).compile(VOCABULARY);
    expect(misfits(dialect, schema)).toEqual([]);
    expect(dialect({ 'x-personal-data': 'secret' })).toBe(false);
  });

  it('gives each object a title, and each of its fields a sentence', () => {
    const undescribed = objectsOf(schema).flatMap(([name, { title, description, properties = {} }]) => [
      ...(title && description ? [] : [name]),
      ...Object.entries(properties)
        .filter(([, field]) => !/^[A-Z`<].*\.$/.test(field.description ?? ''))
        .map(([field]) => `${name}.${field}`),
    ]);
    expect(undescribed).toEqual([]);
  });

  it('has a name for each object', () => {
    const nameless = schemasIn(schema).filter(
      (one) => one.properties && ![schema, ...Object.values(schema.$defs ?? {})].includes(one),
    );
    expect(nameless).toEqual([]);
  });

  it('has examples that it accepts itself', () => {
    const ajv = strictAjv();
    const wrong = objectsOf(schema).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([field, { $ref: _, examples = [], ...one }]) =>
        examples
          .filter((example) => !ajv.validate(one, example))
          .map((example) => `${name}.${field}: ${example}`),
      ),
    );
    expect(wrong).toEqual([]);
    expect(JSON.stringify(schema).split('"examples"').length).toBeGreaterThan(10);
  });

  it('says of times that they are times, and of what a field tells about a person', () => {
    expect(schema.$defs?.Order?.properties?.placedAt).toMatchObject({ format: 'date-time' });
    expect(schema.$defs?.Address?.properties?.line1).toMatchObject({ 'x-personal-data': 'address' });
    expect(schema.$defs?.Order?.properties?.number).not.toHaveProperty('x-personal-data');
  });
});

describe("the writer's schema", () => {
  it.each<[string, unknown]>([
    ['/metadata/sequence', '17'],
    ['/metadata/type', 'order.deleted.v1'],
    ['/metadata/shard', 'b'],
    ['/data/order/currency', 'eur'],
    ['/data/order/totals/total', 1.5],
    ['/data/order/totals/total', 2 ** 53],
    ['/data/order/totals/total', '1375'],
    ['/data/order/number', ''],
    ['/data/order/number', null],
    ['/data/order/createdAt', '2025-06-15T10:30:00+02:00'],
    ['/data/order/taxes/0/rate', '10.0'],
    ['/data/order/lines/0/color', 'red'],
    ['/data/notices/0/code', 'STRANGE'],
  ])('is broken by %s being %j', (pointer, value) => {
    expect(fitsWriter(withValue(exampleEvent(), pointer, value))).toBe(false);
  });
});

describe("the reader's schema", () => {
  it("takes the README's event with one more field and one more word, which the writer's refuses", () => {
    const newer = withValue(
      withValue(JSON.parse(shown), '/data/order/giftMessage', 'Many happy returns'),
      '/data/order/status/order/value',
      'reopened',
    );
    expect(misfits(fitsReader, newer)).toEqual([]);
    expect(misfits(fitsWriter, newer)).toEqual([
      expect.stringContaining('/data/order must NOT have additional properties'),
      expect.stringContaining('/data/order/status/order/value must be equal to one of'),
    ]);
  });

  it.each([
    ['/metadata/type', 'order.shipped.v1'],
    ['/metadata/shard', 'b'],
    ['/data/notices/0/code', 'STRANGE'],
    ['/data/order/lines/0/color', 'red'],
    ['/data/ledger', {}],
  ])('takes %s being %j', (pointer, value) =>
    expect(misfits(fitsReader, withValue(exampleEvent(), pointer, value))).toEqual([]),
  );

  it.each<[string, unknown]>([
    ['/data/order/totals/total', '1375'],
    ['/data/order/currency', 'eur'],
    ['/data/order/number', null],
    ['/metadata/sequence', '17'],
  ])('holds on to what is promised: not %s being %j', (pointer, value) =>
    expect(fitsReader(withValue(exampleEvent(), pointer, value))).toBe(false),
  );

  it('names the known words', () =>
    expect(reader.$defs?.Notice?.properties?.code).toMatchObject({
      examples: NOTICES,
      description: expect.stringContaining('`AMOUNT_ROUNDED`'),
    }));
});

describe('the schema registry', () => {
  /** All that Draft 4 knows of what we write, and the word that annotates. */
  const DRAFT_4 = new Set(
    `$schema $ref title description type format pattern enum minLength minimum maximum required properties
     additionalProperties items anyOf definitions x-personal-data`.split(/\s+/),
  );
  const schemas = registrySchemas();
  const wrapped = (detail: object, type: string) => ({
    ...{ version: '0', id: 'a', 'detail-type': type, source: 'orders.some-shop', account: '000000000000' },
    ...{ time: '2026-11-22T10:00:00Z', region: 'us-east-1', resources: [], detail },
  });

  it('has one for each type of event', () => expect(schemas.map(({ type }) => type)).toEqual(EVENT_TYPES));

  it.each(schemas)('takes that of $type: Draft 4, and no longer than it may be', ({ schema }) => {
    expect(JSON.stringify(schema).length).toBeLessThan(100_000);
    expect(schema).toHaveProperty('$schema', 'http://json-schema.org/draft-04/schema#');
    for (const one of schemasIn(schema as JsonSchema)) {
      expect(Object.keys(one).filter((word) => !DRAFT_4.has(word))).toEqual([]);
      if (one.$ref) expect(Object.keys(one)).toEqual(['$ref']);
    }
  });

  it.each(schemas)('describes whole events of $type, and no other type', ({ type, schema }) => {
    // What is used of Draft 4 means the same in Draft 7.
    const { $schema: _, ...draft7 } = schema as JsonSchema;
    const fits = new Ajv({
      strict: true,
      keywords: ['x-personal-data'],
      formats: { 'date-time': true },
    }).compile(draft7);
    for (const { event } of fixtureEvents.filter(({ event }) => event.metadata.type === type)) {
      expect(misfits(fits, wrapped(event, type))).toEqual([]);
      expect(fits(wrapped(event, `${type}x`))).toBe(false);
      expect(fits(wrapped({ ...event, data: {} }, type))).toBe(false);
    }
  });
});
