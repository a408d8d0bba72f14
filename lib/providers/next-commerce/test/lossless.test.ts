import fc from 'fast-check';
import * as v from 'valibot';
import { fixturesOf } from '../../../../test/contract/fixtures';
import { checkedOutcomeOf, withoutId } from '../../../../test/contract/outcome';
import { arbitraryPayload } from '../../../../test/support/arbitrary-payload';
import { leavesOf, lostLeaves, without, withValue } from '../../../../test/support/leaves';
import { orderReadersOf } from '../../../../test/support/order-event';
import { scale } from '../../../../test/support/scale';
import { OrderEvent } from '../../../order/order-event';
import type { OrderReader, Provider } from '../../../provider';
import { provider as nextCommerce } from '..';
import { OrderWebhook } from '../schema';

const outcome = (payload: unknown, provider: Provider = nextCommerce) =>
  checkedOutcomeOf(provider, JSON.stringify(payload));

/** What is left out only because it repeats the order's own value, so that another value has to be kept. */
const REPEATED = /\/(?:currency|order_number)$/;
const neverTold = nextCommerce.leftOut.filter(({ path }) => !REPEATED.test(path));

const lost = (payload: unknown, provider: Provider = nextCommerce) =>
  lostLeaves(payload, provider.leftOut, (changed) => withoutId(outcome(changed, provider)));

const amounts = fc.oneof(
  { weight: 6, arbitrary: fc.nat(99_999_999).map((cents) => (cents / 100).toFixed(2)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '-', '-.', '5.', '.5', '-3.10', '1.005', '12,50', '9'.repeat(20)),
  },
);
const times = fc.constantFrom(
  '2024-12-09T02:00:20.931086-05:00',
  '2024-01-01T00:00:00Z',
  '2025-06-15T10:30',
  'yesterday',
);
const texts = fc.string({ maxLength: 6 });

/** The fields whose texts mean something, by their last name. */
const VALUES: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [/^\/api_version$/, fc.constant('2024-04-01')],
  [/^\/event_type$/, fc.constantFrom('order.created', 'order.updated')],
  [/^\/webhook\/store$/, fc.constant('acme')],
  [/^\/data\/currency$/, fc.constantFrom('EUR', 'JPY', 'KWD')],
  [/\/currency$/, fc.constantFrom('EUR', 'EUR', 'JPY', 'points', '')],
  [/\/(?:order_)?number$/, fc.constantFrom('100', '101')],
  [/(?:amount|cl_tax|_discount|_cost|total_tax|shipping_tax|_outstanding)$/, amounts],
  [/(?:_at|_date|_placed|_created|_datetime)$/, times],
  [/(?:ed|able)_quantity$/, fc.oneof(fc.nat().map(String), texts)],
  [/country$/, fc.constantFrom('DE', 'us', 'Germany')],
  [/(?:status|type)$/, fc.constantFrom('open', 'paid', 'incomplete', 'success', 'delivered', 'strange')],
  [/\/properties\/\*\/key$/, fc.constantFrom('Engraving', 'PIN', '')],
];
const INTEGERS = /(?:current|editable|fulfillable)_quantity$/;

const payloads = arbitraryPayload(OrderWebhook, (pattern) =>
  INTEGERS.test(pattern) ? undefined : VALUES.find(([place]) => place.test(pattern))?.[1],
).map((payload): unknown => JSON.parse(JSON.stringify(payload)));

describe('the reading of Next Commerce', () => {
  it('makes an event that fits of whatever tells the order, however odd the rest', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const { success, issues } = v.safeParse(OrderEvent, outcome(payload));
        expect({ success, places: issues?.map((issue) => v.getDotPath(issue)) }).toMatchObject({
          success: true,
        });
      }),
      { numRuns: scale(40, 500) },
    );
  });

  it('loses no leaf of such a payload', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(lost(payload)).toEqual([]);
      }),
      { numRuns: scale(3, 50) },
    );
  });

  it('keeps what repeats the order where it does not', () => {
    const other = { currency: 'USD', order_number: '999', amount: '1.00', price_incl_tax: '1.00' };
    const tax = { ...other, rate: 0.2 };
    const line = { ...other, tax_lines: [tax] };
    const payload = {
      ...payloadOf('only-what-is-needed'),
      data: {
        number: '100',
        currency: 'EUR',
        lines: [line],
        tax_lines: [tax],
        shipping_tax_lines: [tax],
        transactions: [other],
        fulfillments: [{ ...other, line_items: [line] }],
        refunds: [{ ...other, transactions: [other] }],
      },
    };
    expect(lostLeaves(payload, neverTold, (changed) => outcome(changed))).toEqual([]);
  });

  it('shows no credential', () => {
    const credentials = leavesOf(payloadOf('all-fields')).filter(({ pointer }) =>
      /auth_code|network_transaction_id|card_token|paypal_vault_id/.test(pointer),
    );
    const told = JSON.stringify(outcome(payloadOf('all-fields')));
    expect(credentials.length).toBeGreaterThan(8);
    for (const { value } of credentials) expect(told).not.toContain(JSON.stringify(value));
  });
});

describe('a mapping that forgets', () => {
  const whole = withValue(payloadOf('all-fields'), '/data/lines/0/bundle', { parts: [7] });
  const odd = withValue(whole, '/data/lines/1/sku', true);

  const kinds = [
    ['a text', '/data/lines/0/sku'],
    ['an id', '/data/fulfillments/0/line_items/0/order_line_id'],
    ['a flag', '/data/transactions/0/is_disputed'],
    ['an amount', '/data/refunds/0/adjustments/0/amount_excl_tax'],
    ['an amount in the reporting currency', '/data/lines/1/report_values/original_price_incl_tax'],
    ['a rate', '/data/shipping_tax_lines/0/rate'],
    ['a time', '/data/voucher_discounts/0/voucher/end_datetime'],
    ['a status', '/data/fulfillment_status'],
    ['a currency', '/data/transactions/0/currency'],
    ['a text in a list', '/data/tags/2'],
    ['a value in free JSON', '/data/attribution/metadata/ab/1'],
    ['a field that no schema knows', '/data/lines/0/bundle/parts/0'],
    ['a value of another type', '/data/lines/1/sku'],
    ['a fact about the event', '/webhook/id'],
  ] as const;
  const forgetful = forgetting((payload) =>
    kinds.reduce<unknown>((rest, [, at]) => without(rest, at), payload),
  );
  const found = lost(odd, forgetful);

  it.each(kinds)('%s is found out', (_, pointer) => {
    expect(found).toContain(pointer);
  });

  it('nothing else is accused', () => {
    expect(found).toHaveLength(kinds.length);
  });

  it('to note what it set aside is found out', () => {
    const silent = wrapped((reader) => ({
      ...reader,
      read(payload, delivery, report) {
        const reading = reader.read(payload, delivery, report);
        report.notices.length = 0;
        return reading;
      },
    }));
    expect(lost(odd, silent)).toEqual(['/data/lines/0/bundle/parts/0', '/data/lines/1/sku']);
  });
});

function payloadOf(name: string): Record<string, unknown> {
  const fixture = fixturesOf('next-commerce').find((fixture) => fixture.name === name);
  return JSON.parse(fixture?.payload ?? '');
}

/** Next Commerce with other readers: those that see less of the payload are like those that forget it. */
function forgetting(forget: (payload: unknown) => unknown): Provider {
  return wrapped((reader) => ({
    ...reader,
    read: (payload, delivery, report) => reader.read(forget(payload), delivery, report),
  }));
}

function wrapped(wrap: (reader: OrderReader) => OrderReader): Provider {
  const events = orderReadersOf(nextCommerce.events).map(([event, reader]) => [event, wrap(reader)]);
  return { ...nextCommerce, events: Object.fromEntries(events) };
}
