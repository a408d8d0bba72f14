import * as v from 'valibot';
import { Failure } from '../../../lib/failure';
import { eventIdOf, orderIdOf } from '../../../lib/identity';
import { fieldOf, parseJson } from '../../../lib/json';
import { Fields } from '../../../lib/mapping/fields';
import { present } from '../../../lib/mapping/values';
import type { OrderEventType } from '../../../lib/order/order-event';
import type { Identity, OrderReader, Provider, Reading, Unidentified } from '../../../lib/provider';
import { assertNoIssues, type Report } from '../../../lib/reading/report';
import { createValidate } from '../../../lib/schema/validate';
import type { Claims } from '../../../lib/webhook';

const text = v.nullish(v.string());
const amount = v.nullish(v.pipe(v.number(), v.brand('amount')));
const time = v.nullish(v.pipe(v.string(), v.brand('time')));
const whole = v.nullish(v.pipe(v.number(), v.safeInteger(), v.brand('whole')));

const Line = v.object({ id: text, name: text, quantity: whole, sku: text });

/** What the shop of the imitations sends, whoever signs it. */
const Payload = v.object({
  actor: text,
  changed_at: time,
  currency: v.string(),
  event: text,
  lines: v.array(Line),
  net: amount,
  number: v.pipe(v.string(), v.nonEmpty()),
  payment: text,
  placed_at: time,
  ship_to: v.nullish(v.object({ city: text, name: text, region: text })),
  shop: text,
  stage: text,
  state: text,
  status_url: text,
  tax: amount,
  tax_rate: v.nullish(v.pipe(v.number(), v.brand('rate'))),
  test: v.nullish(v.boolean()),
  token: text,
  total: amount,
});
type Payload = v.InferOutput<typeof Payload>;

const STATES = { placed: 'open', finished: 'completed', called_off: 'cancelled' } as const;
const PAYMENTS = { DUE: 'pending', PAID: 'paid', REFUNDED: 'refunded' } as const;

/** What an imitation adds to the shop: how it sends. */
export type Sender = Pick<
  Provider,
  'name' | 'signatureHeader' | 'isSignature' | 'endpoint' | 'verify' | 'sign'
> &
  Partial<Pick<Provider, 'decrypt' | 'joinSignatures' | 'exampleSecrets'>> & {
    /** The shop's words for the two events of every imitation. */
    readonly words?: readonly [placed: string, changed: string];
    /** Where the payload does not say which event it is. */
    readonly eventOf?: (claims: Claims) => string | undefined;
    /** Where something signed tells deliveries apart better than the body. */
    readonly idOf?: (claims: Claims) => string | undefined;
    /** @throws Failure where the claims contradict the endpoint */
    readonly assertClaims?: (claims: Claims, account: string) => void;
    /** What the event says that only a header says. */
    readonly metadataOf?: (claims: Claims) => Reading['metadata'];
  };

/** A provider that is made up, and what it sends. */
export interface Imitation {
  readonly provider: Provider;
  write(order: { event: string; account: string; order: number; step: number }): object;
}

/** A provider that sends the shop's orders in its own way, and reads them as all imitations do. */
export function imitate({ words = ['order.placed', 'order.changed'], ...sender }: Sender): Imitation {
  const { eventOf, idOf, assertClaims, metadataOf, ...receiver } = sender;
  const [placed, changed] = words;
  const reader = (type: OrderEventType): OrderReader => ({
    type,
    read(payload, { account, claims = {} }, report) {
      assertClaims?.(claims, account);
      assertShop(payload, account);
      validate(payload, report);
      assertNoIssues(report);
      const reading = toReading(payload as Payload, sender.name, account, report);
      assertNoIssues(report);
      return { ...reading, metadata: { ...reading.metadata, ...metadataOf?.(claims) } };
    },
  });
  const write: Imitation['write'] = ({ event, account, order, step }) =>
    toPayload(eventOf ? undefined : event, account, order, step);
  const provider: Provider = {
    ...receiver,
    answerWithinSeconds: 10,
    retries: true,
    version: 1,
    eventPath: '/event',
    events: { [placed]: reader('order.created.v1'), [changed]: reader('order.updated.v1') },
    identify: (delivery) => identify(sender, delivery),
    leftOut: [{ path: '/token', reason: 'a credential' }],
    sample: (event, account) => JSON.stringify(write({ event, account, order: nextOrder++, step: 0 })),
  };
  return { provider, write };
}

/** Who knows the secret of one shop must not speak for another. */
function assertShop(payload: unknown, account: string): void {
  const shop = fieldOf(payload, 'shop');
  if (typeof shop === 'string' && shop !== account)
    throw new Failure('ACCOUNT_MISMATCH', [{ path: '/shop', message: "expected the endpoint's account" }]);
}

function identify(
  { name, eventOf, idOf }: Sender,
  { verified, claims, body, account }: Unidentified,
): Identity {
  const payload = typeof verified === 'string' ? parseJson(verified) : undefined;
  const [number, event] = [fieldOf(payload, 'number'), fieldOf(payload, 'event')];
  const id = idOf?.(claims);
  return {
    id: id === undefined ? eventIdOf([name, account], body) : eventIdOf([name, account, id]),
    event: eventOf ? eventOf(claims) : typeof event === 'string' ? event : undefined,
    orderKey: typeof number === 'string' && number ? orderIdOf(name, account, number) : undefined,
  };
}

function toReading(payload: Payload, name: string, account: string, report: Report): Reading {
  const fields = new Fields(payload, '', { report, timeZone: 'UTC' });
  const currency = fields.orderCurrency('currency');
  const time = fields.orderTime('changed_at');
  const address = fields.object('ship_to');
  // The shop states a fraction: 0.19 is 19 %.
  const rate = present({ ...fields.rate('tax_rate', 'fraction') });
  return {
    order: {
      currency: currency.code,
      id: orderIdOf(name, account, payload.number),
      lines: fields.list('lines', toLine) ?? [],
      minorUnit: currency.minorUnit,
      number: payload.number,
      placedAt: fields.orderTime('placed_at'),
      production: present({ stage: fields.text('stage') }),
      shippingAddress: present({
        city: address?.text('city'),
        name: address?.text('name'),
        region: address?.text('region'),
      }),
      status: present({
        order: fields.status('state', STATES),
        payment: fields.status('payment', PAYMENTS),
      }),
      statusUrl: fields.text('status_url'),
      taxes: rate && [rate],
      totals: present({
        tax: fields.amount('tax', currency),
        total: fields.amount('total', currency),
        totalExclTax: fields.amount('net', currency),
      }),
      updatedAt: time,
    },
    test: fields.flag('test') ?? false,
    time,
    metadata: { actor: fields.text('actor') },
  };
}

const toLine = (line: Fields<v.InferOutput<typeof Line>>) =>
  present({
    id: line.text('id'),
    name: line.text('name'),
    quantity: present({ ordered: line.whole('quantity') }),
    sku: line.text('sku'),
  });

const validate = createValidate(Payload);

/** One state of one order of the shop. */
const toPayload = (event: string | undefined, account: string, order: number, step: number) => ({
  actor: 'shopper',
  changed_at: `2026-05-04T10:${String(step).padStart(2, '0')}:00+02:00`,
  currency: 'EUR',
  event,
  lines: [{ id: '1', name: 'Mug', quantity: 2, sku: 'MUG-BLUE' }],
  net: 100,
  number: `A-${order}`,
  payment: 'DUE',
  placed_at: '2026-05-04T10:00:00+02:00',
  ship_to: { city: 'Zürich', name: 'Zoë Müller', region: 'ZH' },
  shop: account,
  stage: 'packing',
  state: 'placed',
  status_url: 'https://shop.example/A',
  tax: 19,
  tax_rate: 0.19,
  test: false,
  total: 119,
});

let nextOrder = 1_000;
