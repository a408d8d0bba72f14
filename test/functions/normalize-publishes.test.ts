import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { entryBytes } from '../../functions/aws/bus';
import { deliveryOf, failed, garbage, openConsumer, PUBLISHED, recordOf } from './normalize-fixture';

const orders = (count: number) =>
  Array.from({ length: count }, (_, i) => recordOf({ order: `o${i}`, state: 1 }));

describe('a batch', () => {
  it('becomes events on the bus: one entry each, with the source and type that rules filter by', async () => {
    const consumer = openConsumer();
    expect(await consumer.run(recordOf({ order: 'o1', state: 1 }))).toEqual([]);
    expect(consumer.entries).toEqual([
      { source: 'orders.fake', detailType: 'order.created.v1', detail: expect.any(String) },
    ]);
    expect(JSON.parse(consumer.entries[0]?.detail ?? '')).toMatchObject({
      metadata: { type: 'order.created.v1', subject: 'fake:acme:o1', mapper: 'fake@7' },
      data: { order: { id: 'fake:acme:o1', totals: { total: 1 } }, notices: [], unmapped: {} },
    });
    expect(consumer.changes).toEqual([]);
  });

  it('of ten orders is one request', async () => {
    const consumer = openConsumer();
    await consumer.run(...orders(10));
    expect(consumer.asked()).toEqual([orders(10).map(({ messageId }) => messageId)]);
  });

  it('with several events of one order puts each into a request of its own, in order', async () => {
    const consumer = openConsumer();
    await consumer.run(
      recordOf({ order: 'a', state: 1 }),
      recordOf({ order: 'b', state: 1 }),
      recordOf({ order: 'a', state: 2 }),
      recordOf({ order: 'a', state: 3 }),
      recordOf({ order: 'b', state: 2 }),
    );
    expect(consumer.asked()).toEqual([['a/1', 'b/1'], ['a/2', 'b/2'], ['a/3']]);
  });

  it('that is empty is nothing', async () => {
    const consumer = openConsumer();
    expect(await consumer.run()).toEqual([]);
    expect(consumer.lines).toEqual([]);
  });

  it('is split where it would pass the size of a request', async () => {
    const consumer = openConsumer();
    const bulk = 'x'.repeat(300_000);
    await consumer.run(...['a', 'b', 'c', 'd', 'e'].map((order) => recordOf({ order, state: 1, bulk })));
    expect(consumer.asked()).toEqual([
      ['a/1', 'b/1', 'c/1'],
      ['d/1', 'e/1'],
    ]);
  });

  it.each([
    [999_999, [['a/1', 'b/1']]],
    [1_000_000, [['a/1'], ['b/1']]],
  ])(
    'of two events, %i bytes together, is %j: a request has to be less than a megabyte',
    async (bytes, asked) => {
      const batch = (spare: number) => [
        recordOf({ order: 'a', state: 1, bulk: 'x' }),
        recordOf({ order: 'b', state: 1, bulk: 'x'.repeat(1 + spare) }),
      ];
      const small = openConsumer();
      await small.run(...batch(0));
      const used = small.entries.map(entryBytes).reduce((sum, one) => sum + one);
      const consumer = openConsumer();
      await consumer.run(...batch(bytes - used));
      expect(consumer.entries.map(entryBytes).reduce((sum, one) => sum + one)).toBe(bytes);
      expect(consumer.asked()).toEqual(asked);
    },
  );

  it('of compressed deliveries is read as any other', async () => {
    const consumer = openConsumer();
    const record = recordOf({ order: 'a', state: 1 });
    const delivery = JSON.parse(record.body);
    const payload = gzipSync(delivery.payload).toString('base64');
    await consumer.run({
      ...record,
      body: JSON.stringify({ ...delivery, encoding: 'gzip+base64', payload }),
    });
    expect(consumer.asked()).toEqual([['a/1']]);
  });

  it('is logged in one line per event, with its ids', async () => {
    const consumer = openConsumer();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const delivery = deliveryOf({ order: 'a', state: 1 }, { traceparent });
    await consumer.run({ ...recordOf({ order: 'a' }), body: JSON.stringify(delivery) });
    expect(consumer.logged('published')).toEqual([
      expect.objectContaining({
        ...{ provider: 'fake', correlationId: 'request-1', type: 'order.created.v1' },
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      }),
    ]);
  });

  it('is counted: events, their age, and what of them was not mapped', async () => {
    const consumer = openConsumer();
    await consumer.run(...orders(3));
    expect(consumer.count('Published', { Provider: 'fake' })).toBe(3);
    expect(consumer.embedded()).toEqual([
      expect.objectContaining({ Published: 3, UnmappedFields: 0, Age: [1000, 1000, 1000] }),
      // In the minute in which they came.
      expect.objectContaining({ Unsettled: -3 }),
    ]);
  });
});

describe('little time', () => {
  /** There is time for one request, and for dead letters after it. */
  function slowConsumer() {
    let left = 30_000;
    const outcome = () => {
      left = 14_000;
      return PUBLISHED;
    };
    return openConsumer({ timeLeft: () => left, outcome });
  }

  it('leaves a batch for later', async () => {
    const consumer = openConsumer({ timeLeft: () => 21_999 });
    expect(await consumer.run(...orders(2))).toEqual(['o0/1', 'o1/1']);
    expect(consumer.asked()).toEqual([]);
    expect(consumer.delays()).toEqual({ 'o0/1': 1, 'o1/1': 1 });
  });

  it('leaves the later events of an order for later', async () => {
    const consumer = slowConsumer();
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1 }),
      recordOf({ order: 'b', state: 1 }),
      recordOf({ order: 'a', state: 2 }),
    );
    expect(failures).toEqual(['a/2']);
    expect(consumer.asked()).toEqual([['a/1', 'b/1']]);
  });

  it('leaves the later requests of a batch for later', async () => {
    const consumer = slowConsumer();
    const bulk = 'x'.repeat(600_000);
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1, bulk }),
      recordOf({ order: 'b', state: 1, bulk }),
      recordOf({ order: 'b', state: 2 }),
    );
    expect(failures).toEqual(['b/1', 'b/2']);
    expect(consumer.asked()).toEqual([['a/1']]);
  });

  it('still dead-letters what could not be read', async () => {
    const consumer = slowConsumer();
    const failures = await consumer.run(recordOf({ order: 'a', state: 1 }), garbage('not JSON', { id: 'g' }));
    expect(failures).toEqual([]);
    expect(consumer.sent).toHaveLength(1);
  });

  /** What each look at the clock says, the last one from then on. */
  const looks = (...seconds: number[]) => {
    const left = [...seconds];
    return () => 1_000 * ((left.length > 1 ? left.shift() : left[0]) ?? 0);
  };

  it('leaves what there is no time to read for later, and publishes what was read', async () => {
    const consumer = openConsumer({ timeLeft: looks(30, 27, 24, 21) });
    expect(await consumer.run(...orders(5))).toEqual(['o3/1', 'o4/1']);
    expect(consumer.asked()).toEqual([['o0/1', 'o1/1', 'o2/1']]);
  });

  it('leaves dead letters for later where writing them could be cut off', async () => {
    const consumer = openConsumer({ timeLeft: looks(30, 12) });
    expect(await consumer.run(garbage('not JSON', { id: 'g' }))).toEqual(['g']);
    expect(consumer.sent).toEqual([]);
  });

  it('leaves the visibility as it is where changing it could be cut off', async () => {
    let left = 30_000;
    const outcome = () => {
      left = 6_000;
      return failed('InternalFailure');
    };
    const consumer = openConsumer({ timeLeft: () => left, outcome });
    expect(await consumer.run(...orders(1))).toEqual(['o0/1']);
    expect(consumer.changes).toEqual([]);
  });
});

describe('a replay', () => {
  it('is marked on the event, whose id stays', async () => {
    const consumer = openConsumer();
    const record = recordOf({ order: 'a', state: 1 });
    await consumer.run({ ...record, body: JSON.stringify({ ...JSON.parse(record.body), replay: true }) });
    expect(JSON.parse(consumer.entries[0]?.detail ?? '').metadata).toMatchObject({
      replay: true,
      id: JSON.parse(record.body).id,
    });
  });
});

describe('an order key of any kind', () => {
  it('groups by what the queue says, not by what the message says', async () => {
    const group = createHash('sha256').update('x').digest('hex');
    const consumer = openConsumer();
    await consumer.run(
      recordOf({ order: 'a', state: 1 }, { group }),
      recordOf({ order: 'b', state: 1 }, { group }),
    );
    expect(consumer.asked()).toEqual([['a/1'], ['b/1']]);
  });
});
