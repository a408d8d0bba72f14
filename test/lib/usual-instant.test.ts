import fc from 'fast-check';
import { usualInstant } from '../../lib/mapping/usual-instant';
import { readInstant } from '../../lib/time';
import { scale } from '../support/scale';

const digits = (least: number, most: number, width = 2) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(width, '0'));

/** Times as they are written, and some that nobody should write. */
const text = fc
  .tuple(
    digits(0, 9999, 4),
    digits(0, 13),
    digits(0, 32),
    fc.constantFrom('T', 'T', 'T', ' ', 't'),
    digits(0, 24),
    digits(0, 60),
    digits(0, 61),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[.,]\d{0,10}$/)),
    fc.oneof(
      fc
        .tuple(fc.constantFrom('+', '-'), digits(0, 24), fc.constantFrom(':', ''), digits(0, 60))
        .map((all) => all.join('')),
      fc.constantFrom('Z', '', '+01'),
    ),
  )
  .map(
    ([year, month, day, t, hour, minute, second, fraction, offset]) =>
      `${year}-${month}-${day}${t}${hour}:${minute}:${second}${fraction}${offset}`,
  );

describe('a time as nearly all are written', () => {
  it('is told like any other time', () => {
    expect(usualInstant('2026-03-02T09:15:04.218905+01:00')).toBe('2026-03-02T08:15:04.218905Z');
    expect(usualInstant('2026-03-02T09:15:04-05:30')).toBe('2026-03-02T14:45:04Z');
  });

  it.each([
    ['another day in UTC', '2026-03-02T00:15:04+01:00'],
    ['a day that not every month has', '2026-03-29T09:15:04+01:00'],
    ['no offset', '2026-03-02T09:15:04.218905'],
    ['an hour that does not exist', '2026-03-02T24:15:04+01:00'],
    ['a leap second', '2026-03-02T09:15:60+01:00'],
    ['a comma', '2026-03-02T09:15:04,5+01:00'],
    ['a point without digits', '2026-03-02T09:15:04.+01:00'],
    ['nothing', ''],
  ])('leaves %s to the calendar', (_, unusual) => {
    expect(usualInstant(unusual)).toBeUndefined();
  });

  it('is never told otherwise than by the calendar', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (any) => {
        const usual = usualInstant(any);
        if (usual !== undefined)
          expect(readInstant(any)).toEqual({ utc: usual, zoneAssumed: false, unclear: false });
      }),
      { numRuns: scale(500, 5_000) },
    );
  });
});
