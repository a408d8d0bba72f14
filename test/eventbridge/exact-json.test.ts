import Big from 'big.js';
import fc from 'fast-check';
import { ExactNumber, parseExactJson } from '../../infra/eventbridge/exact-json';
import { scale } from '../support/scale';

/** Ways in which a number can stand in JSON; nothing else in them is one. */
const PLACES: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => ` \n${number} `,
  (number) => `[${number}]`,
  (number) => `["1", ${number}]`,
  (number) => `{"a":${number}}`,
  (number) => `{"a" :\t${number}, "b":"2"}`,
  (number) => `{"a":{"b":["0",\n${number}]}}`,
];

const numbers = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String), fc.nat().map(String)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,25}$/)),
    fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,3}$/)),
  )
  .map((parts) => parts.join(''));

describe('JSON that loses no digit', () => {
  it('holds the very number, wherever it stands', () =>
    fc.assert(
      fc.property(numbers, fc.constantFrom(...PLACES), (number, place) => {
        const [found, ...others] = numbersIn(parseExactJson(place(number)));
        expect(others).toEqual([]);
        if (found instanceof ExactNumber) expect(found.text).toBe(number);
        else expect(new Big(found ?? Number.NaN).eq(number)).toBe(true);
      }),
      { numRuns: scale(300, 5_000) },
    ));

  it.each(['12345678901234567', '-0.12345678901234567', '1e400', '1.5E-400'])(
    'keeps the digits of %s',
    (number) => {
      expect(parseExactJson(number)).toEqual(new ExactNumber(number));
      expect(parseExactJson(`{"a":${number}}`)).toEqual({ a: new ExactNumber(number) });
    },
  );

  it.each(['{"sequence":"1795341600000000"}', '{"a":"x: 12345678901234567, [12345678901234567]"}'])(
    'takes digits in a text for text: %s',
    (json) => expect(parseExactJson(json)).toEqual(JSON.parse(json)),
  );
});

function numbersIn(value: unknown): (number | ExactNumber)[] {
  if (typeof value === 'number' || value instanceof ExactNumber) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
