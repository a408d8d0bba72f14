import { fixturesOf } from '../../../../test/contract/fixtures';
import { readReadme } from '../../../../test/contract/readme';
import { leavesOf } from '../../../../test/support/leaves';
import { schemaLeaves } from '../../../../test/support/schema-leaves';
import { patternOf } from '../../../reading/notices';
import { OrderWebhook } from '../schema';
import { OrderWebhook2023 } from '../schema-2023-02-10';
import { CustomerWebhook } from '../schema-redacted';
import {
  FULFILLMENT_STATUS_WORDS,
  ORDER_STATUS_WORDS,
  PAYMENT_STATUS_WORDS,
  SHIPMENT_STATUS_WORDS,
} from '../words';

const { mapped, leftOut, words } = readReadme('next-commerce');
const documented = schemaLeaves(OrderWebhook);

describe("Next Commerce's README", () => {
  it('has a row for each field of the schema, and for nothing else', () => {
    const rows = [...mapped, ...leftOut].flatMap(({ sources }) => sources);
    const both = new Set([
      ...documented,
      ...schemaLeaves(OrderWebhook2023),
      ...schemaLeaves(CustomerWebhook),
    ]);
    expect([...rows].sort()).toEqual([...both].sort());
  });

  it('lists each word that is mapped', () => {
    expect(Object.fromEntries(words.map(({ target, words }) => [target, words]))).toEqual({
      '/data/order/status/order': ORDER_STATUS_WORDS,
      '/data/order/status/payment': PAYMENT_STATUS_WORDS,
      '/data/order/status/fulfillment': FULFILLMENT_STATUS_WORDS,
      '/data/order/fulfillments/*/status': SHIPMENT_STATUS_WORDS,
    });
  });
});

describe('the case of all fields', () => {
  it('has a value for each field of the schema', () => {
    const [fixture] = fixturesOf('next-commerce').filter(({ name }) => name === 'all-fields');
    const filled = leavesOf(JSON.parse(fixture?.payload ?? '')).map(({ pointer }) => patternOf(pointer));
    const free = /^(.*\/metadata)\/.*$/;
    expect(new Set(filled.map((pattern) => pattern.replace(free, '$1')))).toEqual(new Set(documented));
  });
});
