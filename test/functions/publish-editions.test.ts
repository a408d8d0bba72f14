import type { BusEntry, Outcome } from '../../functions/aws/bus';
import { publishEditions } from '../../functions/publish-editions';
import { readRecord, toBusEntry } from '../../functions/read-record';
import type { OrderEvent } from '../../lib/order/order-event';
import { type Downgrade, olderEditions } from '../../lib/reading/older-editions';
import { fakeProvider } from '../support/fake-provider';
import { recordOf } from './normalize-fixture';

const entry = (name: string, version: number): BusEntry => ({
  source: 'orders.some-shop',
  detailType: `order.updated.v${version}`,
  detail: name,
});
const editions = (name: string, newest: number, ...older: number[]) => ({
  entry: entry(name, newest),
  older: older.map((version) => entry(name, version)),
});
const nameOf = ({ detail, detailType }: BusEntry) => `${detail} ${detailType.slice(-2)}`;

const published: Outcome = { published: true };
const throttled: Outcome = { published: false, code: 'ThrottlingException', retryable: true };
const rejected: Outcome = { published: false, code: 'MalformedDetail', retryable: false };

/** A bus that answers as it is told, and remembers each request. */
function bus(answers: Readonly<Record<string, Outcome>> = {}) {
  const requests: string[][] = [];
  const publish = async (entries: readonly BusEntry[]) => {
    requests.push(entries.map(nameOf));
    return entries.map((one) => answers[nameOf(one)] ?? published);
  };
  return { requests, publish };
}

it('publishes events of one edition in one request', async () => {
  const { publish, requests } = bus();
  expect(await publishEditions(publish, [editions('a', 1), editions('b', 1)])).toEqual([
    published,
    published,
  ]);
  expect(requests).toEqual([['a v1', 'b v1']]);
});

it('publishes both versions of an event, each in a request with others of its version', async () => {
  const { publish, requests } = bus();
  const events = [editions('a', 2, 1), editions('b', 1), editions('c', 2, 1)];
  expect(await publishEditions(publish, events)).toEqual([published, published, published]);
  expect(requests).toEqual([
    ['a v2', 'b v1', 'c v2'],
    ['a v1', 'c v1'],
  ]);
});

it.each<[string, Record<string, Outcome>, Outcome]>([
  ['the older one is not', { 'c v1': throttled }, throttled],
  ['the newer one is not', { 'c v2': rejected }, rejected],
  ['neither is', { 'c v2': rejected, 'c v1': throttled }, rejected],
  ['the oldest one is not', { 'c v0': throttled }, throttled],
])('an event is not published where %s', async (_, answers, outcome) => {
  const events = [editions('a', 2, 1), editions('b', 1), editions('c', 2, 1, 0)];
  expect(await publishEditions(bus(answers).publish, events)).toEqual([published, published, outcome]);
});

it('takes no answer as one to try again', async () => {
  const nothing = await publishEditions(async () => [], [editions('a', 2, 1)]);
  expect(nothing).toEqual([{ published: false, code: 'NoAnswer', retryable: true }]);
});

it('brings both versions of a delivery to the bus out of one reading, under one id', async () => {
  const reading = readRecord(fakeProvider(), recordOf({ order: 'a', state: 1 }));
  if ('failure' in reading) throw reading.failure;
  const newer: OrderEvent = JSON.parse(reading.entry.detail);
  // The type that the delivery becomes is pretended to be the second version of another one.
  const downgrade: Downgrade = {
    from: newer.metadata.type,
    to: newer.metadata.type === 'order.confirmed.v1' ? 'order.created.v1' : 'order.confirmed.v1',
    dataschema: 'urn:order-events:order-event:0.9',
    toOlder: (data) => ({ ...data, order: { ...data.order, number: 'as it was called' } }),
  };
  const older = olderEditions(newer, [downgrade]).map(toBusEntry);
  const onTheBus: BusEntry[] = [];
  const publish = async (entries: readonly BusEntry[]) => {
    onTheBus.push(...entries);
    return entries.map(() => published);
  };
  expect(await publishEditions(publish, [{ entry: reading.entry, older }])).toEqual([published]);

  const [first, second] = onTheBus.map(({ detail }): OrderEvent => JSON.parse(detail));
  expect(onTheBus.map(({ detailType }) => detailType)).toEqual([downgrade.from, downgrade.to]);
  expect([first?.metadata.type, second?.metadata.type]).toEqual([downgrade.from, downgrade.to]);
  expect(second?.metadata.id).toBe(first?.metadata.id);
  expect(second?.metadata.contenthash).not.toBe(first?.metadata.contenthash);
  expect(second?.data.order.number).toBe('as it was called');
});
