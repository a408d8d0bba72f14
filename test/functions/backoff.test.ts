import fc from 'fast-check';
import { backoffSeconds } from '../../functions/backoff';

/** As the stack deploys them. */
const MAX_RECEIVE_COUNT = 100;
const RETRY_SECONDS = 6 * 3600;

describe('the time until the next try', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [9, 256],
    [10, 300],
    [99, 300],
    [5_000, 300],
  ])('after %i receives is at most %i s', (receives, seconds) => {
    expect(backoffSeconds(receives, 0)).toBe(seconds);
  });

  it('is a whole number that ChangeMessageVisibility takes, and never less than a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (receives, random) => {
          const seconds = backoffSeconds(receives, random);
          expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 300).toBe(true);
        },
      ),
    );
  });

  it('never shrinks from one try to the next by more than chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (receives) => {
        expect(backoffSeconds(receives + 1, 1)).toBeGreaterThanOrEqual(backoffSeconds(receives, 1));
      }),
    );
  });

  it.each([0, 0.5, 1])('lets a delivery be given up by its age, not by SQS: chance %d', (random) => {
    let [receives, age] = [1, 0];
    while (age < RETRY_SECONDS) age += backoffSeconds(receives++, random);
    expect(receives).toBeLessThan(MAX_RECEIVE_COUNT);
  });
});
