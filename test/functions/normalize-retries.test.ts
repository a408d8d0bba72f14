import { failed, openConsumer, PUBLISHED, recordOf, stateOf } from './normalize-fixture';

const HOUR = 3_600_000;
const orders = (count: number) =>
  Array.from({ length: count }, (_, i) => recordOf({ order: `o${i}`, state: 1 }));

describe('an event that the bus does not take now', () => {
  const refusing = (...states: string[]) =>
    openConsumer({
      outcome: (event) => (states.includes(stateOf(event)) ? failed('ThrottlingException') : PUBLISHED),
    });

  it.each([[[0]], [[9]], [[0, 9]], [[3, 4, 5]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]])(
    'fails alone among the others: positions %j',
    async (positions) => {
      const ids = positions.map((position) => `o${position}/1`);
      const consumer = refusing(...ids);
      expect(await consumer.run(...orders(10))).toEqual(ids);
      expect(Object.keys(consumer.delays())).toEqual(ids);
    },
  );

  it('holds back the later ones of its order, and only those', async () => {
    const consumer = refusing('a/1');
    const failures = await consumer.run(
      recordOf({ order: 'a', state: 1 }),
      recordOf({ order: 'b', state: 1 }),
      recordOf({ order: 'a', state: 2 }),
      recordOf({ order: 'b', state: 2 }),
      recordOf({ order: 'a', state: 3 }),
    );
    expect(failures).toEqual(['a/1', 'a/2', 'a/3']);
    expect(consumer.asked()).toEqual([['a/1', 'b/1'], ['b/2']]);
  });

  it('in the middle of its order lets the earlier ones stand', async () => {
    const consumer = refusing('a/2');
    const failures = await consumer.run(...[1, 2, 3].map((state) => recordOf({ order: 'a', state })));
    expect(failures).toEqual(['a/2', 'a/3']);
    expect(consumer.asked()).toEqual([['a/1'], ['a/2']]);
  });

  it('comes back together with those held back behind it', async () => {
    const consumer = refusing('a/1', 'b/1');
    await consumer.run(
      recordOf({ order: 'a', state: 1 }, { receives: 4 }),
      recordOf({ order: 'b', state: 1 }, { receives: 1 }),
      recordOf({ order: 'a', state: 2 }, { receives: 1 }),
    );
    expect(consumer.delays()).toEqual({ 'a/1': 8, 'a/2': 8, 'b/1': 1 });
    expect(consumer.changes).toHaveLength(1);
    expect(consumer.changes[0]?.url).toBe('https://sqs/000000000000/order-events-fake.fifo');
  });

  it('is counted, and logged with its code', async () => {
    const consumer = refusing('a/1');
    await consumer.run(recordOf({ order: 'a', state: 1 }, { receives: 2 }));
    expect(consumer.count('Retried', { Provider: 'fake' })).toBe(1);
    expect(consumer.logged('retried')).toEqual([
      expect.objectContaining({ code: 'ThrottlingException', retryInSeconds: 2, receives: 2 }),
    ]);
  });

  it('fails too where the bus says nothing of it', async () => {
    const consumer = openConsumer({ outcome: () => undefined });
    expect(await consumer.run(recordOf({ order: 'a', state: 1 }))).toEqual(['a/1']);
    expect(consumer.logged('retried')).toEqual([expect.objectContaining({ code: 'NoAnswer' })]);
  });

  it('fails the same where its visibility cannot be changed', async () => {
    const consumer = openConsumer({
      outcome: () => failed('InternalFailure'),
      changeVisibility: () => Promise.reject(new Error('down')),
    });
    expect(await consumer.run(recordOf({ order: 'a', state: 1 }))).toEqual(['a/1']);
    expect(consumer.logged('visibility not changed')).toHaveLength(1);
  });

  it.each([
    ['just before six hours, is tried again', 6 * HOUR - 1, ['a/1'], []],
    ['at six hours, is dead-lettered', 6 * HOUR, [], ['BUS_UNAVAILABLE']],
    ['long after six hours, is dead-lettered', 90 * HOUR, [], ['BUS_UNAVAILABLE']],
  ])('%s', async (_, age, failures, codes) => {
    const consumer = refusing('a/1');
    const record = recordOf({ order: 'a', state: 1 }, { sentAt: consumer.clock.now - age });
    expect(await consumer.run(record)).toEqual(failures);
    expect(consumer.deadLetters().map(({ failure }) => failure.code)).toEqual(codes);
  });

  it('is dead-lettered with the code of the bus, and may be replayed as it is', async () => {
    const consumer = refusing('a/1');
    await consumer.run(recordOf({ order: 'a', state: 1 }, { sentAt: 0, receives: 93 }));
    expect(consumer.deadLetters()[0]?.failure).toMatchObject({
      stage: 'publish',
      code: 'BUS_UNAVAILABLE',
      message:
        'The bus did not accept the event until retries ended. Replay it once the bus works. ThrottlingException',
      retryable: true,
      receives: 93,
    });
  });

  it('is published however old it is, once the bus takes it', async () => {
    const consumer = openConsumer();
    expect(await consumer.run(recordOf({ order: 'a', state: 1 }, { sentAt: 0 }))).toEqual([]);
    expect(consumer.sent).toEqual([]);
  });
});
