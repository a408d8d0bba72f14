import type { SQSRecord } from 'aws-lambda';
import { readRecord } from '../../functions/read-record';
import type { ReadAlone } from '../../functions/reading-thread';
import { Failure } from '../../lib/failure';
import { fakeProvider } from '../support/fake-provider';
import { openConsumer, recordOf } from './normalize-fixture';

const suspect = (order: string, receives = 3): SQSRecord => recordOf({ order, state: 1 }, { receives });
const aborted = new Failure('READING_ABORTED', [{ path: '', message: 'It took more than 8 s.' }]);

/** Reads as usual, but nothing of the order `heavy`, and notes what it was asked for. */
function watched() {
  const asked: string[] = [];
  const readAlone: ReadAlone = async (_, { body }) => {
    const { orderKey } = JSON.parse(body);
    asked.push(orderKey);
    return orderKey === 'fake:acme:heavy' ? { failure: aborted } : readRecord(fakeProvider(), { body });
  };
  return { asked, readAlone };
}

describe('a record that was received again and again', () => {
  it.each([
    ['with the others the first two times', 2, []],
    ['alone the third time', 3, ['fake:acme:a']],
    ['alone ever after', 99, ['fake:acme:a']],
  ])('is read %s', async (_, receives, expected) => {
    const { asked, readAlone } = watched();
    const consumer = openConsumer({ readAlone });
    expect(await consumer.run(suspect('a', receives), recordOf({ order: 'b', state: 1 }))).toEqual([]);
    expect(asked).toEqual(expected);
    expect(consumer.asked()).toHaveLength(1);
  });

  it('is dead-lettered with its reason where reading it has no end, and takes nobody with it', async () => {
    const { readAlone } = watched();
    const consumer = openConsumer({ readAlone });
    const failures = await consumer.run(suspect('heavy'), suspect('b'), recordOf({ order: 'c', state: 1 }));
    expect(failures).toEqual([]);
    expect(consumer.asked()).toEqual([['c/1', 'b/1']]);
    expect(consumer.deadLetters()).toEqual([
      expect.objectContaining({
        orderKey: 'fake:acme:heavy',
        failure: expect.objectContaining({ code: 'READING_ABORTED', stage: 'map', receives: 3 }),
      }),
    ]);
  });

  it.each([
    ['has its eight seconds', 30_000, 8_000, [], 1],
    ['had less than that, and comes back', 25_000, 5_500, ['heavy/1'], 0],
  ])('is given up only where it %s', async (_, left, allotted, failures, deadLetters) => {
    const { readAlone } = watched();
    const times: number[] = [];
    const consumer = openConsumer({
      timeLeft: () => left,
      readAlone(provider, record, milliseconds) {
        times.push(milliseconds);
        return readAlone(provider, record, milliseconds);
      },
    });
    expect(await consumer.run(suspect('heavy'), suspect('b'), recordOf({ order: 'c', state: 1 }))).toEqual(
      failures,
    );
    expect(times).toEqual([allotted, allotted]);
    expect(consumer.sent).toHaveLength(deadLetters);
    expect(consumer.asked()).toEqual([['c/1', 'b/1']]);
  });
});
