import { maskPayload, NOTHING } from '../../../infra/cli/dlq/mask-payload';
import { parseJson } from '../../../lib/json';
import { OrderEvent } from '../../../lib/order/order-event';
import { type Circumstances, outcomeOf } from '../../../lib/outcome';
import { providers } from '../../../lib/providers';
import { kitOf } from '../../../lib/providers/kits';
import { mapByClass } from '../../../lib/schema/redact';
import { orderReadersOf } from '../../support/order-event';

it('shows the shape of a payload, and of its values those whose field is about no person', () => {
  const payload = {
    number: 12,
    api_version: '2024-04-01',
    orderNumber: 'ORD-001',
    name: 'Ada',
    tags: ['a', null],
    paid: true,
    'a b': '',
  };
  expect(maskPayload(payload, NOTHING)).toEqual({
    number: 12,
    api_version: '2024-04-01',
    orderNumber: 'ORD-001',
    name: '[a string]',
    tags: ['[a string]', null],
    paid: true,
    '[key]': '',
  });
});

it.each([
  [{ customer: { id: 7, number: '1001' } }],
  [{ shippingAddress: { code: 'SW1A', deep: [{ type: 'home' }] } }],
  [{ number: 'zoe@example.com' }],
  [{ code: 'two words' }],
  [{ id: 'x'.repeat(65) }],
  [{ customer_id: 7 }],
  [{ phoneNumber: '+4930555010' }],
  [{ unheardOf: 'Ada' }],
])('hides the values of %j', (payload) => {
  expect(JSON.stringify(maskPayload(payload, NOTHING))).toMatch(/^[^0-9@]*$/);
});

it('believes what is known of a value more than the name of its field', () => {
  const known = {
    isHarmless: (value: unknown) => (value === 'EUR' ? true : value === 'Ada' ? false : undefined),
  };
  expect(maskPayload({ name: 'EUR', number: 'Ada', currency: 'USD' }, known)).toEqual({
    name: 'EUR',
    number: '[a string]',
    currency: 'USD',
  });
});

describe.each(providers.map((provider) => [provider.name, provider] as const))(
  'of a payload of %s',
  (_, provider) => {
    const { endpoints, write } = kitOf(provider);
    const endpoint = Object.values(endpoints)[0];

    it.each(orderReadersOf(provider.events).map(([event]) => event))(
      'hides whatever the event %s holds of a person',
      (event) => {
        const account = endpoint?.account ?? '';
        const payload = JSON.stringify(write({ event, account, order: 1001, full: true }));
        const circumstances: Circumstances = { event, account, timeZone: 'Europe/Berlin' };
        const outcome = outcomeOf(provider, payload, circumstances);
        const personal = new Set<string>();
        const plain = new Set<string>();
        mapByClass(OrderEvent, outcome, (place, value) => {
          for (const scalar of scalarsIn(value)) (place === 'none' ? plain : personal).add(scalar);
        });
        const shown = scalarsIn(maskPayload(parseJson(payload), NOTHING));
        expect(personal.size).toBeGreaterThan(5);
        expect(shown.filter((text) => personal.has(text) && !plain.has(text))).toEqual([]);
        expect(shown).toContain(Object(Object(outcome).data).order.number);
      },
    );
  },
);

const scalarsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalarsIn) : [String(value)];

it('stops where a payload is nested deeper than the stack holds', () => {
  let deep: unknown = 'value';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(JSON.stringify(maskPayload(deep, NOTHING))).toContain('[too deep]');
});
