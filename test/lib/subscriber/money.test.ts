import fc from 'fast-check';
import { formatAmount, toDecimalText, toMinorUnits } from '../../../lib/subscriber';

const digits = fc.constantFrom(0, 2, 3, 4);
const amounts = fc.maxSafeInteger();

describe('minor units', () => {
  it.each([
    [137500, 2, '1375.00'],
    [5, 2, '0.05'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [1500, 0, '1500'],
    [1, 3, '0.001'],
    [Number.MAX_SAFE_INTEGER, 2, '90071992547409.91'],
  ])('%d with %d decimals are the text %s, and the text is they', (amount, minorUnit, text) => {
    expect(toDecimalText(amount, minorUnit)).toBe(text);
    expect(toMinorUnits(text, minorUnit)).toBe(amount);
  });

  it('come back from their text, whatever they are', () =>
    fc.assert(
      fc.property(amounts, digits, (amount, minorUnit) => {
        expect(toMinorUnits(toDecimalText(amount, minorUnit), minorUnit)).toBe(amount);
      }),
    ));

  it.each(['', 'abc', '1,5', '0.005', '1e3', '99999999999999999', '１'])('are not in %j', (text) => {
    expect(() => toMinorUnits(text, 2)).toThrow(RangeError);
  });

  it.each([0.5, Number.NaN, 2 ** 53])('are whole numbers that JavaScript holds, so not %d', (amount) => {
    expect(() => toDecimalText(amount, 2)).toThrow(RangeError);
  });
});

describe('an amount for people', () => {
  it.each([
    [137500, { currency: 'USD', minorUnit: 2 }, 'en-US', '$1,375.00'],
    [137500, { currency: 'EUR', minorUnit: 2 }, 'de-DE', '1.375,00\u00a0€'],
    [1500, { currency: 'JPY', minorUnit: 0 }, 'en-US', '¥1,500'],
    [-1, { currency: 'KWD', minorUnit: 3 }, 'en-US', '-KWD\u00a00.001'],
    // Intl by itself shows no decimals of it, and ISO 4217 has two.
    [150, { currency: 'IDR', minorUnit: 2 }, 'en-US', 'IDR\u00a01.50'],
  ])('%d of %j in %s is %s', (amount, currency, locale, text) => {
    expect(formatAmount(amount, currency, locale)).toBe(text);
  });

  it('loses no digit of a large one', () => {
    const text = formatAmount(Number.MAX_SAFE_INTEGER, { currency: 'USD', minorUnit: 2 }, 'en-US');
    expect(text).toBe('$90,071,992,547,409.91');
  });
});
