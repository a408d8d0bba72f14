import fc from 'fast-check';
import { type Circumstances, fixturesOf } from '../../../../test/contract/fixtures';
import { deliveryOf } from '../../../../test/contract/outcome';
import { leavesOf, withOther, withValue } from '../../../../test/support/leaves';
import { scale } from '../../../../test/support/scale';
import type { OrderEvent } from '../../../order/order-event';
import { patternOf } from '../../../reading/notices';
import { read } from '../../../reading/read';
import { isNewer } from '../../../subscriber';
import { provider as nextCommerce } from '..';

const payload: unknown = JSON.parse(
  fixturesOf('next-commerce').find(({ name }) => name === 'all-fields')?.payload ?? '',
);

function eventOf(changed: unknown, circumstances: Circumstances = {}): OrderEvent {
  const delivery = deliveryOf(nextCommerce, JSON.stringify(changed), circumstances);
  return JSON.parse(read(nextCommerce, delivery).json);
}

/** One state of the order, and how its delivery came. */
interface Arrival {
  readonly eventId: string;
  readonly updatedAt: string | null;
  readonly status: string;
  readonly receivedAt: string;
}

/** Few different values, so that ties are frequent; three of the times are one, and all of them of one clock. */
const arrivals: fc.Arbitrary<Arrival> = fc.record({
  eventId: fc.stringMatching(/^[0-9a-f]{2}$/),
  updatedAt: fc.constantFrom(
    '2024-12-09T02:00:20.931086-05:00',
    '2024-12-09T07:00:20.931086Z',
    '2024-12-09T08:00:20.931086+01:00',
    '2024-12-09T02:00:20.931087-05:00',
    '2024-12-09T02:00:20-05:00',
  ),
  status: fc.constantFrom('pending', 'authorized', 'paid', 'refunded'),
  receivedAt: fc.constantFrom('2024-12-09T07:00:21.000Z', '2024-12-09T07:00:21.001Z'),
});

const eventOfArrival = ({ eventId, updatedAt, status, receivedAt }: Arrival): OrderEvent =>
  eventOf(
    [
      ['/event_id', eventId],
      ['/data/updated_at', updatedAt],
      ['/data/payment_status', status],
    ].reduce((changed, [pointer, value]) => withValue(changed, pointer as string, value), payload),
    { receivedAt },
  );

/** The state that a subscriber keeps. */
const stateAfter = (events: readonly OrderEvent[]): OrderEvent['data'] | undefined =>
  events.reduce<OrderEvent | undefined>(
    (newest, event) => (!newest || isNewer(event, newest) ? event : newest),
    undefined,
  )?.data;

describe('the deliveries of one order', () => {
  it('end in the same state in whatever order they arrive, and however often', () =>
    fc.assert(
      fc.property(
        fc
          .uniqueArray(arrivals, { minLength: 2, maxLength: 6, selector: ({ eventId }) => eventId })
          .chain((once) =>
            fc
              .array(fc.constantFrom(...once), { maxLength: 6 })
              .chain((again) =>
                fc.tuple(
                  fc.constant(once),
                  fc.shuffledSubarray([...once, ...again], { minLength: once.length + again.length }),
                ),
              ),
          ),
        ([once, arrived]) =>
          expect(stateAfter(arrived.map(eventOfArrival))).toEqual(stateAfter(once.map(eventOfArrival))),
      ),
      { numRuns: scale(15, 200) },
    ));

  it('end in the state that changed last, to the microsecond', () => {
    const arrival = { eventId: 'a', status: 'pending', receivedAt: '2024-12-09T07:00:21.000Z' };
    const [older, newer] = [
      { ...arrival, updatedAt: '2024-12-09T08:00:20.931086+01:00' },
      { ...arrival, updatedAt: '2024-12-09T02:00:20.931087-05:00', eventId: 'b', status: 'paid' },
    ].map(eventOfArrival) as [OrderEvent, OrderEvent];
    expect(stateAfter([older, newer])).toEqual(newer.data);
    expect(stateAfter([newer, older])).toEqual(newer.data);
  });
});

describe('the time of a change', () => {
  it.each([
    ['in the year 9999', '9999-12-31T23:59:59Z'],
    ['two days after the arrival', '2026-11-24T10:00:01Z'],
    ['missing', null],
    ['unreadable', 'yesterday'],
    ['a number', 1795341600],
  ])('that is %s is noticed, and the arrival taken', (_, updatedAt) => {
    const { metadata, data } = eventOf(withValue(payload, '/data/updated_at', updatedAt), {
      receivedAt: '2026-11-22T10:00:00.000Z',
    });
    expect(metadata).toMatchObject({
      time: '2026-11-22T10:00:00.000Z',
      sequence: '1795341600000000',
      ordering: 'received',
    });
    expect(data.notices).toContainEqual(expect.objectContaining({ path: '/data/updated_at' }));
  });

  it('that is a little after the arrival is taken: clocks differ', () => {
    const { metadata, data } = eventOf(withValue(payload, '/data/updated_at', '2026-11-22T10:05:00Z'), {
      receivedAt: '2026-11-22T10:00:00.000Z',
    });
    expect(metadata).toMatchObject({ time: '2026-11-22T10:05:00Z', ordering: 'provider' });
    expect(data.notices).toEqual([]);
  });
});

describe('the hash of the content', () => {
  const original = eventOf(payload);

  it.each<[string, unknown, Circumstances]>([
    ['when the order changed', withValue(payload, '/data/updated_at', '2031-01-01T00:00:00Z'), {}],
    ['that nobody says when it changed', withValue(payload, '/data/updated_at', null), {}],
    ['the id of the event', withValue(payload, '/event_id', 'another'), {}],
    ['the type of the event', withValue(payload, '/event_type', 'order.updated'), {}],
    ['the webhook', withValue(payload, '/webhook/id', 99), {}],
    ['how it arrived', payload, { receivedAt: '2031-01-01T00:00:00.000Z', endpoint: 'other', replay: true }],
  ])('is the same where nothing differs but %s', (_, changed, circumstances) => {
    const event = eventOf(changed, circumstances);
    expect(event.metadata).not.toEqual(original.metadata);
    expect(event.metadata.contenthash).toBe(original.metadata.contenthash);
  });

  it('is the same exactly where nothing but `updatedAt` differs, whichever value of the payload does', () => {
    const seen = new Set<string>();
    const places = leavesOf(payload).filter(
      ({ pointer }) => !seen.has(patternOf(pointer)) && seen.add(patternOf(pointer)),
    );
    const differing = places.filter(({ pointer }) => {
      const changed = withOther(payload, pointer);
      if (/^\/(?:api_version|event_type)$|\/(?:store|currency)$/.test(pointer)) return false;
      const event = eventOf(changed);
      const same = contentOf(event) === contentOf(original);
      expect([pointer, event.metadata.contenthash === original.metadata.contenthash]).toEqual([
        pointer,
        same,
      ]);
      return !same;
    });
    expect(places.length).toBeGreaterThan(200);
    expect(differing.length).toBeGreaterThan(150);
  });

  it('depends on every digit and on every unmapped field', () => {
    for (const [pointer, value] of [
      ['/data/total_incl_tax', '0.01'],
      ['/data/tags/0', 'another tag'],
      ['/data/never_seen', 0],
      ['/data/created_at', '2024-12-09T02:00:20.931085-05:00'],
    ] as const)
      expect(eventOf(withValue(payload, pointer, value)).metadata.contenthash).not.toBe(
        original.metadata.contenthash,
      );
  });
});

/** All that the hash is said to be made of. */
const contentOf = ({ data: { order, unmapped } }: OrderEvent): string =>
  JSON.stringify([{ ...order, updatedAt: undefined }, unmapped]);
