import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { garbage, openConsumer, PUBLISHED, recordOf } from './normalize-fixture';

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

  it('is told in one log line per event, by its ids', async () => {
    const consumer = openConsumer();
    await consumer.run(recordOf({ order: 'a', state: 1 }));
    expect(consumer.logged('published')).toEqual([
      expect.objectContaining({ provider: 'fake', correlationId: 'request-1', type: 'order.created.v1' }),
    ]);
  });

  it('is counted: events, their age, and what of them was not mapped', async () => {
    const consumer = openConsumer();
    await consumer.run(...orders(3));
    expect(consumer.count('Published', { Provider: 'fake' })).toBe(3);
    expect(consumer.embedded()).toEqual([
      expect.objectContaining({ Published: 3, UnmappedFields: 0, Age: [1000, 1000, 1000] }),
    ]);
  });
});

describe('little time', () => {
  /** There is time for one request. */
  function slowConsumer() {
    let left = 30_000;
    const outcome = () => {
      left = 10_000;
      return PUBLISHED;
    };
    return openConsumer({ timeLeft: () => left, outcome });
  }

  it('leaves a batch for later', async () => {
    const consumer = openConsumer({ timeLeft: () => 14_999 });
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

  it('leaves the later requests of a wave for later', async () => {
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

  it('still parks what was found unreadable', async () => {
    const consumer = slowConsumer();
    const failures = await consumer.run(recordOf({ order: 'a', state: 1 }), garbage('not JSON', { id: 'g' }));
    expect(failures).toEqual([]);
    expect(consumer.letters).toHaveLength(1);
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
