import { randomBytes } from 'node:crypto';
import type { EventReader, Provider, Reading } from '../../lib/provider';
import { provider as phasio } from '../../lib/providers/phasio';
import type { Report } from '../../lib/reading/report';
import { without } from '../support/leaves';
import type { Flawed } from './flawed';

/** What people get wrong when they read a payload, each on a provider that is right otherwise. */
export const FLAWED_READINGS: readonly Flawed[] = [
  {
    flaw: 'gives a delivery another id on each attempt',
    provider: {
      ...phasio,
      identify: (delivery) => ({ ...phasio.identify(delivery), id: randomBytes(32).toString('hex') }),
    },
    caughtBy: ['gives a delivery ids that SQS takes, and its order the key that the event has'],
  },
  {
    flaw: 'gives every delivery the same id',
    provider: {
      ...phasio,
      identify: (delivery) => phasio.identify({ ...delivery, body: Buffer.alloc(0) }),
    },
    caughtBy: ['identifies whatever was verified, or nothing'],
  },
  {
    flaw: 'groups by something else than the order',
    provider: {
      ...phasio,
      identify: (delivery) => ({ ...phasio.identify(delivery), orderKey: delivery.account }),
    },
    caughtBy: ['gives a delivery ids that SQS takes, and its order the key that the event has'],
  },
  {
    flaw: 'falls over what is no order when it identifies',
    provider: {
      ...phasio,
      identify: (delivery) => ({
        ...phasio.identify(delivery),
        orderKey: `${JSON.parse(String(delivery.verified)).orderId}`,
      }),
    },
    caughtBy: ['identifies whatever was verified, or nothing'],
  },
  {
    flaw: 'forgets a field of the order',
    provider: withReading(({ order: { production, ...order }, ...reading }) => ({ ...reading, order })),
    caughtBy: ['loses no leaf of a payload', 'has a README whose rows say where each field goes'],
  },
  {
    flaw: 'forgets a field of a line',
    provider: withReading((reading) => {
      for (const line of reading.order.lines ?? []) delete line.manufacturing?.geometry?.depth;
      return reading;
    }),
    caughtBy: ['loses no leaf of a payload', 'has a README whose rows say where each field goes'],
  },
  {
    flaw: 'forgets a word about the event',
    provider: withReading((reading) => ({ ...reading, metadata: {} })),
    caughtBy: ['loses no leaf of a payload'],
  },
  {
    flaw: 'puts a field in the place of another',
    provider: withReading((reading) => {
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
    provider: withReading((reading, { pricing }) => {
      const { totals } = reading.order;
      if (totals?.tax !== undefined) totals.tax = Math.round(pricing.taxAmount * 100);
      return reading;
    }),
    caughtBy: ['makes of "float-artefacts" what is expected'],
  },
  {
    flaw: 'drops the fields that it does not know',
    provider: withReport((report) => ({ ...report, unknown() {} })),
    caughtBy: ['keeps a field that no schema knows, with a notice', 'loses no leaf of a payload'],
  },
  {
    flaw: 'drops what has another type than documented',
    provider: withReport((report) => ({ ...report, unfit() {} })),
    caughtBy: ['keeps or refuses a value of another type than documented'],
  },
  {
    flaw: 'keeps what is unknown, but tells nobody',
    provider: withReport((report) => ({
      ...report,
      unknown(path, value) {
        report.unmapped[path] = value;
      },
    })),
    caughtBy: ['keeps a field that no schema knows, with a notice', 'passes on no credential'],
  },
  {
    flaw: 'passes on a card token',
    provider: withReading((reading, payload) => ({
      ...reading,
      order: { ...reading.order, statusUrl: payload.card_token ?? reading.order.statusUrl },
    })),
    caughtBy: ['passes on no credential'],
  },
  {
    flaw: 'remembers earlier orders',
    provider: withMemory(),
    caughtBy: ['makes the same bytes of the same delivery, in whatever order deliveries come'],
  },
  {
    flaw: 'writes what the schema does not have',
    provider: withReading((reading) => ({ ...reading, order: { ...reading.order, number: '' } })),
    caughtBy: ['writes what the strict schema accepts'],
  },
  {
    flaw: 'writes keys in any sequence',
    provider: withReading((reading) => ({
      ...reading,
      order: Object.fromEntries(Object.entries(reading.order).reverse()) as Reading['order'],
    })),
    caughtBy: ['writes keys in sequence, so that an order is hashed as it stands'],
  },
  {
    flaw: 'takes a word for another',
    provider: withReading((reading) => {
      const payment = reading.order.status?.payment;
      if (payment?.native === 'REFUNDED') payment.value = 'paid';
      return reading;
    }),
    caughtBy: ['has a README whose words mean what it says'],
  },
  {
    flaw: 'falls over an address that is null',
    provider: withReading((reading, { shipping }) => {
      if (shipping) shipping.address.city.trim();
      return reading;
    }),
    caughtBy: ['takes what is null, missing or empty for absent, or refuses it'],
  },
  {
    flaw: 'makes up what is needed to tell an order',
    provider: withReader(
      (read) => (payload, delivery, report) =>
        read(
          { orderId: 0, parts: [], pricing: { currency: 'EUR' }, ...(payload as object) },
          delivery,
          report,
        ),
    ),
    caughtBy: ['refuses what is no payload, by what is wrong with it'],
  },
  {
    flaw: 'no longer maps an event',
    provider: { ...phasio, events: { ORDER: phasio.events.ORDER as EventReader } },
    caughtBy: ['has a case for each of its events and for a failure'],
  },
  {
    flaw: 'asks for a header that no request has',
    provider: { ...phasio, signatureHeader: 'X-Phasio-Signature' },
    caughtBy: ['is named as URLs, queues and rules want it'],
  },
  {
    flaw: 'has the README of another provider',
    provider: { ...phasio, name: 'next-commerce' },
    caughtBy: ['has a README with a row for each leaf of its cases'],
  },
  {
    flaw: 'leaves a field out that its README maps',
    provider: { ...phasio, leftOut: [{ path: '/threadId', reason: 'nobody needs it' }] },
    caughtBy: ['has a README that lists what is left out'],
  },
  {
    flaw: 'has one sample for all calls',
    provider: {
      ...phasio,
      sample: (event, account) => once(`${event} ${account}`, () => phasio.sample(event, account)),
    },
    caughtBy: ['has samples that become events, each of another order'],
  },
];

/** A provider that has never heard of the field. */
export const forgetting = (pointer: string): Provider =>
  withReader((read) => (payload, delivery, report) => read(without(payload, pointer), delivery, report));

// biome-ignore lint/suspicious/noExplicitAny: a flawed reading looks wherever it wants.
type Payload = any;

function withReading(flaw: (reading: Reading, payload: Payload) => Reading): Provider {
  return withReader((read) => (payload, delivery, report) => {
    const untouched = structuredClone(payload);
    return flaw(read(payload, delivery, report), untouched);
  });
}

function withReport(flaw: (report: Report) => Report): Provider {
  return withReader((read) => (payload, delivery, report) => read(payload, delivery, flaw(report)));
}

function withMemory(): Provider {
  const seen: string[] = [];
  return withReading((reading) => {
    seen.push(reading.order.id);
    return { ...reading, order: { ...reading.order, tags: [...seen] } };
  });
}

type Read = EventReader['read'];

function withReader(flaw: (read: Read) => Read): Provider {
  const events = Object.entries(phasio.events).map(([event, reader]) => [
    event,
    { ...reader, read: flaw(reader.read) },
  ]);
  return { ...phasio, events: Object.fromEntries(events) };
}

const made = new Map<string, string>();

function once(key: string, make: () => string): string {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
