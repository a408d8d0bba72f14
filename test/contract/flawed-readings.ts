import { randomBytes } from 'node:crypto';
import { eventIdOf } from '../../lib/identity';
import type { OrderReader, Provider, Reading } from '../../lib/provider';
import { providers } from '../../lib/providers';
import type { Report } from '../../lib/reading/report';
import { without } from '../support/leaves';
import { orderReadersOf } from '../support/order-event';
import { type Flawed, withProvider } from './flawed';
import { imitationNamed } from './imitations/imitations';
import { readmePath } from './readme';
import type { Subject } from './subject';

const shop = imitationNamed('timestamped');
const right = shop.provider;

/** What people get wrong when they read a payload, each in a provider that is right otherwise. */
export const FLAWED_READINGS: readonly Flawed[] = [
  {
    flaw: 'gives a delivery another id on each attempt',
    subject: withIdentity(() => ({ id: randomBytes(32).toString('hex') })),
    caughtBy: ['gives a delivery ids that SQS takes, and its order the key that the event has'],
  },
  {
    flaw: 'gives every delivery the same id',
    subject: withIdentity(() => ({ id: eventIdOf([right.name]) })),
    caughtBy: ['identifies whatever was verified, or nothing'],
  },
  {
    flaw: 'makes one id for all updates of an order',
    subject: withIdentity(({ id, orderKey }) => ({ id: orderKey ? eventIdOf([orderKey]) : id })),
    caughtBy: ['gives two states of one order different ids and the same order'],
  },
  {
    flaw: 'groups by something else than the order',
    subject: withIdentity((_, { account }) => ({ orderKey: account })),
    caughtBy: ['gives a delivery ids that SQS takes, and its order the key that the event has'],
  },
  {
    flaw: 'falls over what is no order when it identifies',
    subject: withIdentity((_, { verified }) => ({ orderKey: `${JSON.parse(String(verified)).number}` })),
    caughtBy: ['identifies whatever was verified, or nothing'],
  },
  {
    flaw: 'forgets a field of the order',
    subject: withReading(({ order: { production, ...order }, ...reading }) => ({ ...reading, order })),
    caughtBy: ['loses no leaf of a payload', 'has a README whose rows say where each field goes'],
  },
  {
    flaw: 'forgets a field of a line',
    subject: withReading((reading) => {
      for (const line of reading.order.lines ?? []) delete line.sku;
      return reading;
    }),
    caughtBy: ['loses no leaf of a payload', 'has a README whose rows say where each field goes'],
  },
  {
    flaw: 'forgets a word about the event',
    subject: withReading((reading) => ({ ...reading, metadata: {} })),
    caughtBy: ['loses no leaf of a payload'],
  },
  {
    flaw: 'puts a field in the place of another',
    subject: withReading((reading) => {
      const { city, region, ...address } = reading.order.shippingAddress ?? {};
      return {
        ...reading,
        order: { ...reading.order, shippingAddress: { ...address, city: region, region: city } },
      };
    }),
    caughtBy: ['has a README whose rows say where each field goes'],
  },
  {
    flaw: 'calculates money in binary fractions',
    subject: withReading((reading, { tax }) => {
      const { totals } = reading.order;
      if (totals?.tax !== undefined) totals.tax = Math.round(tax * 100);
      return reading;
    }),
    caughtBy: [
      'makes of "float-artefact" what is expected',
      'tells each fact that somebody read in a payload',
    ],
  },
  {
    flaw: 'takes the total with tax for the one without',
    subject: withReading((reading) => {
      const { totals } = reading.order;
      if (totals?.total !== undefined) totals.totalExclTax = totals.total;
      return reading;
    }),
    caughtBy: ['tells each fact that somebody read in a payload', 'makes of "placed" what is expected'],
  },
  {
    flaw: 'reads a rate of 0.19 as 0.19 percent',
    subject: withReading((reading) => {
      for (const tax of reading.order.taxes ?? []) tax.rateUnit = 'percent';
      return reading;
    }),
    caughtBy: ['tells each fact that somebody read in a payload'],
  },
  {
    flaw: 'cuts off an offset',
    subject: withReading((reading, { placed_at }) => ({
      ...reading,
      order: { ...reading.order, placedAt: placed_at && `${placed_at.slice(0, 19)}Z` },
    })),
    caughtBy: [
      'moves its times by an hour where an offset moves by an hour',
      'tells each fact that somebody read in a payload',
    ],
  },
  {
    flaw: 'leaves a cancelled order open',
    subject: withReading((reading) => {
      const status = reading.order.status?.order;
      if (status?.native === 'called_off') status.value = 'open';
      return reading;
    }),
    caughtBy: [
      'has a README whose words mean what it says',
      'tells each fact that somebody read in a payload',
    ],
  },
  {
    flaw: 'drops the fields that it does not know',
    subject: withReport((report) => ({ ...report, unknown() {} })),
    caughtBy: ['keeps a field that no schema knows, with a notice', 'loses no leaf of a payload'],
  },
  {
    flaw: 'reports unknown fields that say nothing',
    subject: withReading((reading, payload, report) => {
      for (const [key, value] of Object.entries(payload))
        if (value === null) report.notice('UNMAPPED_FIELD', `/${key}`, 'is nowhere');
      return reading;
    }),
    caughtBy: ['says nothing of an unknown field that is null or empty'],
  },
  {
    flaw: 'has a notice for every order',
    subject: withReading((reading, _, report) => {
      report.notice('UNKNOWN_VALUE', '/state', 'is not what it was');
      return reading;
    }),
    caughtBy: ['has nothing to say about a plain order, however much of it is filled'],
  },
  {
    flaw: 'drops what has another type than documented',
    subject: withReport((report) => ({ ...report, unfit() {} })),
    caughtBy: ['keeps or refuses a value of another type than documented'],
  },
  {
    flaw: 'keeps what is unknown, but tells nobody',
    subject: withReport((report) => ({
      ...report,
      unknown(path, value) {
        report.unmapped[path] = value;
      },
    })),
    caughtBy: ['keeps a field that no schema knows, with a notice', 'passes on no credential'],
  },
  {
    flaw: 'passes on a card token',
    subject: withReading((reading, payload) => ({
      ...reading,
      order: { ...reading.order, statusUrl: payload.card_token ?? reading.order.statusUrl },
    })),
    caughtBy: ['passes on no credential'],
  },
  {
    flaw: 'remembers earlier orders',
    subject: withMemory(),
    caughtBy: ['makes the same bytes of the same delivery, in whatever order deliveries come'],
  },
  {
    flaw: 'writes what the schema does not have',
    subject: withReading((reading) => ({ ...reading, order: { ...reading.order, number: '' } })),
    caughtBy: ['writes what the strict schema accepts'],
  },
  {
    flaw: 'writes keys in any sequence',
    subject: withReading((reading) => ({
      ...reading,
      order: Object.fromEntries(Object.entries(reading.order).reverse()) as Reading['order'],
    })),
    caughtBy: ['writes keys in sequence, so that an order is hashed as it stands'],
  },
  {
    flaw: 'takes a word for another',
    subject: withReading((reading) => {
      const payment = reading.order.status?.payment;
      if (payment?.native === 'REFUNDED') payment.value = 'paid';
      return reading;
    }),
    caughtBy: ['has a README whose words mean what it says'],
  },
  {
    flaw: 'falls over an address that is null',
    subject: withReading((reading, { ship_to }) => {
      if (ship_to) ship_to.city.trim();
      return reading;
    }),
    caughtBy: ['takes what is null, missing or empty for absent, or refuses it'],
  },
  {
    flaw: 'makes up what is needed to map an order',
    subject: withReader(
      (read) => (payload, delivery, report) =>
        read({ number: '0', lines: [], currency: 'EUR', ...(payload as object) }, delivery, report),
      imitationNamed('header-topic'),
    ),
    caughtBy: ['refuses what is no payload, by what is wrong with it'],
  },
  {
    flaw: 'no longer maps an event',
    subject: withProvider(shop, { events: Object.fromEntries(Object.entries(right.events).slice(0, 1)) }),
    caughtBy: ['has a case for each of its events and for a failure'],
  },
  {
    flaw: 'asks for a header that no request has',
    subject: withProvider(shop, { signatureHeader: right.signatureHeader.toUpperCase() }),
    caughtBy: ['is named as URLs, queues and rules want it'],
  },
  {
    flaw: 'has facts of one event only',
    subject: { ...shop, fixtures: shop.fixtures.map(({ facts, ...fixture }) => fixture) },
    caughtBy: [
      'has a case for each sum of its README, and no other sum',
      'has facts that were read by hand for a case of each of its events',
    ],
  },
  {
    flaw: 'has no case of a cancelled order',
    subject: { ...shop, fixtures: shop.fixtures.filter(({ name }) => name !== 'cancelled') },
    caughtBy: ['has a case of a cancelled order and of a test order, where it knows them'],
  },
  {
    flaw: 'has the README of another provider',
    subject: { ...shop, readme: readmePath(providers[0]?.name ?? '') },
    caughtBy: ['has a README with a row for each leaf of its cases'],
  },
  {
    flaw: 'promises that its sender sends again, which its README does not',
    subject: withProvider(shop, { retries: false }),
    caughtBy: [
      'has a README that says how long its sender waits, whether it sends again, and what is lost if not',
    ],
  },
  {
    flaw: 'leaves a field out that its README maps',
    subject: withProvider(shop, { leftOut: [{ path: '/stage', reason: 'nobody needs it' }] }),
    caughtBy: ['has a README that lists what is left out'],
  },
  {
    flaw: 'has one sample for all calls',
    subject: withProvider(shop, {
      sample: (event, account) => once(`${event} ${account}`, () => right.sample(event, account)),
    }),
    caughtBy: ['has samples that become events, each of another order'],
  },
];

/** A provider whose reader has never heard of the field. */
export const forgetting = (pointer: string): Provider =>
  withReader((read) => (payload, delivery, report) => read(without(payload, pointer), delivery, report))
    .provider;

type Identify = Provider['identify'];

function withIdentity(
  flaw: (identity: ReturnType<Identify>, delivery: Parameters<Identify>[0]) => Partial<ReturnType<Identify>>,
): Subject {
  return withProvider(shop, {
    identify(delivery) {
      const identity = right.identify(delivery);
      return { ...identity, ...flaw(identity, delivery) };
    },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a flawed reading looks wherever it wants.
type Payload = any;

function withReading(flaw: (reading: Reading, payload: Payload, report: Report) => Reading): Subject {
  return withReader((read) => (payload, delivery, report) => {
    const untouched = structuredClone(payload);
    return flaw(read(payload, delivery, report), untouched, report);
  });
}

function withReport(flaw: (report: Report) => Report): Subject {
  return withReader((read) => (payload, delivery, report) => read(payload, delivery, flaw(report)));
}

function withMemory(): Subject {
  const seen: string[] = [];
  return withReading((reading) => {
    seen.push(reading.order.id);
    return { ...reading, order: { ...reading.order, tags: [...seen] } };
  });
}

type Read = OrderReader['read'];

function withReader(flaw: (read: Read) => Read, subject = shop): Subject {
  const events = orderReadersOf(subject.provider.events).map(([event, reader]) => [
    event,
    { ...reader, read: flaw(reader.read) },
  ]);
  return withProvider(subject, { events: Object.fromEntries(events) });
}

const made = new Map<string, string>();

function once(key: string, make: () => string): string {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
