import fc from 'fast-check';
import type { GenericSchema } from 'valibot';
import { type Circumstances, fixturesOf } from '../../../../test/contract/fixtures';
import { checkedOutcomeOf, isOrder, type Outcome, withoutId } from '../../../../test/contract/outcome';
import { readReadme } from '../../../../test/contract/readme';
import { arbitraryPayload } from '../../../../test/support/arbitrary-payload';
import { leavesOf, lostLeaves, withValue } from '../../../../test/support/leaves';
import { scale } from '../../../../test/support/scale';
import { readEndpoint } from '../../../endpoint';
import type { OrderEvent } from '../../../order/order-event';
import { provider as phasio } from '..';
import { OrderPayload } from '../schema';
import { PAYMENT_STATUS_WORDS } from '../words';

const example: unknown = JSON.parse(
  fixturesOf('phasio').find(({ name }) => name === 'documentation-example')?.payload ?? '',
);

describe("the documentation's example", () => {
  it('has every field that the schema has, but for those that it shows as null', () => {
    const shown = leavesOf(example).map(({ pointer }) => pointer.replace(/\/\d+/g, '/*'));
    const absent = fieldsOf(OrderPayload).filter((field) => !shown.includes(field));
    expect(absent).toEqual(['/parts/*/color', '/parts/*/infill', '/pricing/topUpAmount']);
  });
});

describe('the README', () => {
  const readme = readReadme('phasio');

  it('has one row for each field of the schema, and no other', () => {
    const rows = [...readme.mapped, ...readme.leftOut].flatMap(({ sources }) => sources);
    expect(rows.sort()).toEqual(fieldsOf(OrderPayload).sort());
  });

  it('has the words that the code has', () =>
    expect(readme.words).toEqual([
      { source: '/paymentStatus', target: '/data/order/status/payment', words: PAYMENT_STATUS_WORDS },
    ]));
});

describe('the status of an order', () => {
  it.each([
    ['ORDER', { orderNumber: null }, { value: 'quote' }],
    ['ORDER', { orderNumber: '' }, { value: 'quote' }],
    ['ORDER', {}, { value: 'quote' }],
    ['ORDER', { orderNumber: 'ORD-1' }, { value: 'confirmed' }],
    ['ORDER_UPDATED', { orderNumber: 'ORD-1' }, { value: 'confirmed' }],
    // Accepted, not paid yet, and moved on the board: the number comes with the payment.
    ['ORDER_UPDATED', { orderNumber: null }, undefined],
    ['ORDER_UPDATED', {}, undefined],
    ['QUOTE_CONVERTED', { orderNumber: null }, { value: 'confirmed' }],
    ['QUOTE_CONVERTED', { orderNumber: 'ORD-1' }, { value: 'confirmed' }],
    ['ORDER', { orderNumber: 17 }, { value: 'confirmed' }],
    // What is set aside tells nothing, and nothing is derived from it.
    ['ORDER', { orderNumber: true }, undefined],
  ])('of %s with %j is %j', (event, number, status) => {
    const payload = { orderId: 1, parts: [], pricing: { currency: 'EUR' }, ...number };
    expect(orderIn(payload, { event }).status?.order).toEqual(status);
  });
});

describe('what happened', () => {
  it('is as old as its arrival, since Phasio does not say when it was', () => {
    const { metadata } = eventOf(example, { receivedAt: '2026-11-22T10:00:00.123Z' });
    expect(metadata).toMatchObject({
      time: '2026-11-22T10:00:00.123Z',
      recordedtime: '2026-11-22T10:00:00.123Z',
      sequence: '1795341600123000',
      ordering: 'received',
    });
  });

  it('changes the hash of the content only with the order: who acted is not in it', () => {
    const hash = (payload: unknown) => eventOf(payload).metadata.contenthash;
    expect(hash(withValue(example, '/actorType', 'MANUFACTURER'))).toBe(hash(example));
    expect(hash(withValue(example, '/paymentStatus', 'REFUNDED'))).not.toBe(hash(example));
  });
});

describe('any payload', () => {
  const payloads = arbitraryPayload(OrderPayload, (pattern) => {
    if (pattern === '/pricing/currency') return fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CLF');
    if (pattern === '/shipping/address/id') return fc.oneof(fc.string(), fc.nat());
    if (pattern === '/createdDate')
      return fc.constantFrom('2025-06-15T10:30', '2025-10-26T02:30:00', 'soon', '');
    if (pattern === '/paymentStatus')
      return fc.constantFrom(...Object.keys(PAYMENT_STATUS_WORDS), 'ON_CREDIT');
    return undefined;
  }) as fc.Arbitrary<Record<string, unknown>>;

  it('becomes an event without a leaf lost', () =>
    fc.assert(
      fc.property(payloads, (payload) => {
        expect(lostLeaves(payload, phasio.leftOut, (it) => withoutId(outcome(it)))).toEqual([]);
      }),
      { numRuns: scale(20, 500) },
    ));
});

describe('an entry of the secret document', () => {
  const entry = { secrets: ['secret'], account: 'acme', event: 'ORDER' };

  it.each([
    [{ ...entry, timeZone: 'Europe/Berlin', layout: 'iv12|ct|tag16' }],
    [{ ...entry, secrets: [] }],
    [{ ...entry, event: 'CART_CREATED' }],
  ])('may be %j', (given) => expect(readEndpoint(phasio.endpoint, given)).toEqual({ endpoint: given }));

  it.each([
    [{ secrets: ['secret'], account: 'acme' }, '/event', 'is missing'],
    [{ ...entry, event: '' }, '/event', "expected one of Phasio's triggers, such as ORDER"],
    [{ ...entry, event: 'ORDERS' }, '/event', "expected one of Phasio's triggers, such as ORDER"],
    [{ ...entry, secrets: ['se cret'] }, '/secrets/0', /^expected a secret as Phasio shows it/],
    [{ ...entry, secrets: ['secret\n'] }, '/secrets/0', /^expected a secret as Phasio shows it/],
    [{ ...entry, secrets: ['"secret"'] }, '/secrets/0', /^expected a secret as Phasio shows it/],
    [{ ...entry, secrets: ['\uFEFFsecret'] }, '/secrets/0', /^expected a secret as Phasio shows it/],
    [{ ...entry, secrets: ['<secret>'] }, '/secrets/0', /^expected a secret as Phasio shows it/],
    [{ ...entry, event: 5 }, '/event', "expected one of Phasio's triggers, such as ORDER, found a number"],
    [{ ...entry, layout: 'iv12' }, '/layout', /^expected one of iv12\|ct\|tag16, iv16\|ct\|tag16, /],
    [{ ...entry, key: 'x' }, '/key', 'is not a known field'],
    [null, '', 'expected an object, found null'],
  ])('may not be %j', (given, path, message) =>
    expect(readEndpoint(phasio.endpoint, given)).toEqual({
      issues: [{ path, message: expect.stringMatching(message) }],
    }),
  );
});

function outcome(payload: unknown, circumstances: Circumstances = {}): Outcome {
  return checkedOutcomeOf(phasio, JSON.stringify(payload), circumstances);
}

function eventOf(payload: unknown, circumstances?: Circumstances): OrderEvent {
  const event = outcome(payload, circumstances);
  if (!isOrder(event)) throw new Error(`Became no event: ${JSON.stringify(event)}`);
  return event;
}

function orderIn(payload: unknown, circumstances: Circumstances): OrderEvent['data']['order'] {
  return eventOf(payload, circumstances).data.order;
}

/** Every place of a schema that holds no further ones, with `*` for any index. */
function fieldsOf(schema: GenericSchema, at = ''): string[] {
  const { wrapped, item, entries } = schema as unknown as Record<'wrapped' | 'item', GenericSchema> & {
    entries?: Record<string, GenericSchema>;
  };
  if (wrapped) return fieldsOf(wrapped, at);
  if (item) return fieldsOf(item, `${at}/*`);
  if (!entries) return [at];
  return Object.entries(entries).flatMap(([key, entry]) => fieldsOf(entry, `${at}/${key}`));
}
