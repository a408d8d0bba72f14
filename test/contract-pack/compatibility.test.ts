import { ROOT } from '../../infra/cli/paths';
import { ACCEPTED_BREAKS } from '../../infra/contract/accepted-breaks';
import { blockersOf, type Contract } from '../../infra/contract/compatibility';
import { contractToday } from '../../infra/contract/contract';
import type { JsonSchema } from '../../infra/contract/json-schema';
import { readRelease } from '../../infra/contract/release';
import { misfits, strictAjv } from './ajv';
import { fixtureEvents } from './fixture-events';

describe('the contract of today', () => {
  const released = readRelease(ROOT);

  it('may follow the one that was released last', () =>
    expect(blockersOf(released, contractToday(), ACCEPTED_BREAKS)).toEqual([]));

  it('breaks in the places that were accepted, each with a reason', () => {
    const blockers = blockersOf(released, contractToday()).join('\n');
    for (const { path, what, why } of ACCEPTED_BREAKS) {
      expect(blockers).toContain(`${path}: ${what}`);
      expect(why).toMatch(/^.{40,}\.$/);
    }
  });

  it('is held against a whole one', () => {
    expect(Object.keys(released.types).length).toBeGreaterThan(2);
    for (const schema of Object.values(released.types))
      expect(Object.keys(schema.$defs ?? {}).length).toBeGreaterThan(40);
  });

  it.each(Object.entries(released.readers))(
    'has events of %s that subscribers with the released schema can read',
    (type, reader) => {
      const fits = strictAjv().compile(reader);
      const events = fixtureEvents.filter(({ event }) => event.metadata.type === type);
      expect(events.length).toBeGreaterThan(0);
      const accepted = ACCEPTED_BREAKS.map(({ path }) => path);
      const found = events.flatMap(({ event }) => misfits(fits, event));
      expect(found.filter((misfit) => !accepted.includes(placeOf(misfit)))).toEqual([]);
    },
  );
});

/** `/data/order/lines/0/sku must be …` → `data.order.lines[].sku`. */
const placeOf = (misfit: string): string =>
  misfit
    .replace(/ .*/, '')
    .slice(1)
    .replace(/\/\d+(?=\/|$)/g, '[]')
    .replaceAll('/', '.');

describe('a contract', () => {
  const detail = (...words: string[]): JsonSchema => ({
    type: 'object',
    properties: { total: { type: 'integer' }, code: { type: 'string', enum: words } },
  });
  const contract = (minor: string, types: Contract['types']): Contract => ({
    dataschema: `urn:order-events:order-event:${minor}`,
    types,
  });
  const v1 = detail('ROUNDED', 'EMPTY');
  const released = contract('1.1', { 'order.updated.v1': v1 });
  const wider = detail('ROUNDED', 'EMPTY', 'UNCLEAR');
  const narrower = detail('ROUNDED');
  const { total: _, ...others } = v1.properties ?? {};
  const renamed: JsonSchema = { ...v1, properties: { ...others, grandTotal: { type: 'integer' } } };

  it.each<[string, Contract]>([
    ['is the same', contract('1.1', { 'order.updated.v1': v1 })],
    ['is the same with a higher version', contract('1.2', { 'order.updated.v1': v1 })],
    ['has a word more and a higher minor', contract('1.2', { 'order.updated.v1': wider })],
    ['has a word more and a higher major', contract('2.0', { 'order.updated.v1': wider })],
    [
      'has another type of event and a higher minor',
      contract('1.2', { 'order.updated.v1': v1, 'order.shipped.v1': v1 }),
    ],
    [
      'has what breaks under a higher suffix, beside what was',
      contract('2.0', { 'order.updated.v1': v1, 'order.updated.v2': renamed }),
    ],
  ])('may follow where it %s', (_what, today) => expect(blockersOf(released, today)).toEqual([]));

  it.each<[string, Contract, string]>([
    [
      'lost a notice code',
      contract('1.2', { 'order.updated.v1': narrower }),
      'order.updated.v1: code: the word EMPTY is gone. Subscribers rely on it: publish order.updated.v2 beside order.updated.v1, which stays as it was.',
    ],
    [
      'lost a notice code, though with a higher major',
      contract('2.0', { 'order.updated.v1': narrower }),
      'order.updated.v1: code: the word EMPTY is gone. Subscribers rely on it: publish order.updated.v2 beside order.updated.v1, which stays as it was.',
    ],
    [
      'has a word more in the same version',
      contract('1.1', { 'order.updated.v1': wider }),
      'order.updated.v1: code: the word UNCLEAR is new. Raise the minor of dataschema, urn:order-events:order-event:1.1.',
    ],
    [
      'has another type of event in the same version',
      contract('1.1', { 'order.updated.v1': v1, 'order.shipped.v1': v1 }),
      'order.shipped.v1 is new. Raise the minor of dataschema, urn:order-events:order-event:1.1.',
    ],
    [
      'has a higher suffix instead of the type that was',
      contract('2.0', { 'order.updated.v2': renamed }),
      'order.updated.v1 is gone. Release order.updated.v2 beside it first.',
    ],
    [
      'changed the type that was, though a higher suffix is beside it',
      contract('2.0', { 'order.updated.v1': narrower, 'order.updated.v2': renamed }),
      'order.updated.v1: code: the word EMPTY is gone. Subscribers rely on it: publish order.updated.v2 beside order.updated.v1, which stays as it was.',
    ],
    [
      'has a lower version',
      contract('1.0', { 'order.updated.v1': v1 }),
      'dataschema went back from urn:order-events:order-event:1.1 to urn:order-events:order-event:1.0.',
    ],
  ])('may not follow where it %s', (_what, today, blocker) =>
    expect(blockersOf(released, today)).toEqual([blocker]),
  );

  it('has a version for each schema: what is added to one has to show in its own', () => {
    const types = (version: string, schema: JsonSchema): Contract['types'] => ({
      'order.updated.v1': v1,
      'customer.redacted.v1': { ...schema, $id: `urn:order-events:customer-redacted:${version}:strict` },
    });
    const before = contract('1.1', types('1.0', v1));
    expect(blockersOf(before, contract('1.1', types('1.1', wider)))).toEqual([]);
    expect(blockersOf(before, contract('1.2', types('1.0', wider)))).toEqual([
      'customer.redacted.v1: code: the word UNCLEAR is new. Raise the minor of dataschema, urn:order-events:customer-redacted:1.0.',
    ]);
    // A type with a schema of its own adds nothing to another's.
    expect(blockersOf(released, before)).toEqual([]);
  });

  it('may break where that was accepted, and nowhere else', () => {
    const today = contract('1.2', { 'order.updated.v1': renamed });
    const why = 'Nobody had it.';
    const accepted = { path: 'total', what: 'the field is gone', why };
    expect(blockersOf(released, today, [accepted])).toEqual([]);
    expect(blockersOf(released, today, [{ ...accepted, what: 'integer became string' }])).toHaveLength(1);
  });

  it('may lose a type once its successor was released beside it', () => {
    const both = contract('2.0', { 'order.updated.v1': v1, 'order.updated.v2': renamed });
    expect(blockersOf(both, contract('2.1', { 'order.updated.v2': renamed }))).toEqual([]);
  });
});
