import Ajv, { type ValidateFunction } from 'ajv';
import { DATA_SCHEMA } from '../../lib/order/order-event';
import { providers } from '../../lib/providers';
import { fixturesOf } from '../contract/fixtures';
import { run } from '../support/command';
import { exampleEvent } from '../support/example-event';
import { withValue } from '../support/leaves';

const events = providers.flatMap(({ name }) =>
  fixturesOf(name).flatMap((fixture) =>
    'data' in fixture.expected ? [{ name: `${name}/${fixture.name}`, event: fixture.expected }] : [],
  ),
);

describe('the JSON Schema that `npm run schema` prints', () => {
  let schema: Record<string, unknown>;
  let validate: ValidateFunction;

  beforeAll(async () => {
    const command = run('infra/cli/schema.ts', []);
    expect(await command.ended).toBe(0);
    schema = JSON.parse(command.output());
    // Strict: but for the class of personal data, it has no word that JSON Schema does not know.
    validate = new Ajv({ strict: true, keywords: ['personalData'], allErrors: true }).compile(schema);
  }, 30_000);

  it('says what it is, in which version, and of which JSON Schema', () =>
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: DATA_SCHEMA,
      title: 'Order event',
      description: expect.stringContaining('metadata.dataschema'),
    }));

  it.each(events)('is fulfilled by the event of $name', ({ event }) => {
    validate(event);
    expect(validate.errors).toBeNull();
  });

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
    expect(validate(withValue(exampleEvent(), pointer, value))).toBe(false);
  });
});
