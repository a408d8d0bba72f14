import fc from 'fast-check';
import * as v from 'valibot';
import { CURRENCIES } from '../../lib/currency';
import { amountOf, decimalOf, rateOf } from '../../lib/mapping/amounts';
import {
  exactMinorUnits,
  roundArtefacts,
  roundHalfEven,
  toDecimal,
  toMinorUnits,
  toText,
} from '../../lib/money';
import { decimal } from '../../lib/order/fields';
import { createReport } from '../../lib/reading/report';

const USD = { minorUnit: 2 };
const JPY = { minorUnit: 0 };
const KWD = { minorUnit: 3 };
const CLF = { minorUnit: 4 };

describe('an amount', () => {
  const currencies = fc.constantFrom(...CURRENCIES);
  const units = fc.maxSafeInteger();

  it('comes out in any currency to the digit that it went in', () =>
    fc.assert(
      fc.property(currencies, units, ({ minorUnit }, amount) => {
        const text = write(amount, minorUnit);
        const report = createReport();
        expect(amountOf(text, { minorUnit }, '', 'a', report)).toBe(amount);
        expect(exactMinorUnits(text, minorUnit)).toBe(amount);
        expect(report.notices).toEqual([]);
      }),
    ));

  it('comes out of a JSON number to the digit, as long as the number holds it for certain', () =>
    fc.assert(
      fc.property(currencies, fc.integer({ min: -1e14, max: 1e14 }), ({ minorUnit }, amount) => {
        const report = createReport();
        const parsed: number = JSON.parse(write(amount, minorUnit));
        expect(amountOf(parsed, { minorUnit }, '', 'a', report)).toBe(amount);
        expect(report.notices).toEqual([]);
      }),
    ));

  it('is the same by the short way and by the exact one', () =>
    fc.assert(
      fc.property(decimals(), fc.constantFrom(0, 2, 3, 4), (text, digits) => {
        const decimal = toDecimal(text);
        const short = exactMinorUnits(text, digits);
        if (!decimal || Number.isNaN(short)) return;
        expect(toMinorUnits(decimal, digits)).toBe(short);
      }),
    ));

  it('is exact by the short way wherever it has no finer digit and fits', () =>
    fc.assert(
      fc.property(decimals(), fc.constantFrom(0, 2, 3, 4), (text, digits) => {
        const decimal = toDecimal(text);
        if (!decimal) return expect(exactMinorUnits(text, digits)).toBeNaN();
        const scaled = decimal.coefficient * 10n ** BigInt(digits);
        const unit = 10n ** BigInt(decimal.scale);
        const exact = scaled % unit === 0n && abs(scaled / unit) <= BigInt(Number.MAX_SAFE_INTEGER);
        expect(exactMinorUnits(text, digits)).toBe(exact ? Number(scaled / unit) : Number.NaN);
      }),
    ));

  it('that is finer than the minor unit is rounded half to even, like a fraction of whole numbers', () =>
    fc.assert(
      fc.property(decimals(), fc.constantFrom(0, 2, 3, 4), (text, digits) => {
        const decimal = toDecimal(text);
        if (!decimal) return;
        const expected = divideHalfEven(
          decimal.coefficient * 10n ** BigInt(digits),
          10n ** BigInt(decimal.scale),
        );
        const safe = abs(expected) <= BigInt(Number.MAX_SAFE_INTEGER);
        expect(toMinorUnits(decimal, digits)).toBe(safe ? Number(expected) : undefined);
      }),
    ));

  it.each([
    ['0.125', USD, 12, 'is exactly 0.125; taken as 0.12'],
    ['0.135', USD, 14, 'is exactly 0.135; taken as 0.14'],
    ['-0.125', USD, -12, 'is exactly -0.125; taken as -0.12'],
    ['0.1250000000000000000000000001', USD, 13, 'is exactly 0.1250000000000000000000000001; taken as 0.13'],
    ['1.5', JPY, 2, 'is exactly 1.5; taken as 2'],
    ['2.5', JPY, 2, 'is exactly 2.5; taken as 2'],
    ['0.00005', CLF, 0, 'is exactly 0.00005; taken as 0'],
    [37.480000000000004, USD, 3748, 'is exactly 37.480000000000004; taken as 37.48'],
    [0.1 + 0.2, USD, 30, 'is exactly 0.30000000000000004; taken as 0.3'],
    [1e-7, KWD, 0, 'is exactly 0.0000001; taken as 0'],
  ])('of %p is said to be rounded', (value, currency, amount, message) => {
    const report = createReport();
    expect(amountOf(value, currency, '/pricing', 'total', report)).toBe(amount);
    expect(report.notices).toEqual([{ code: 'AMOUNT_ROUNDED', path: '/pricing/total', message }]);
    expect(report.unmapped).toEqual({});
  });

  it.each([
    ['12.50', USD, 1250],
    ['5.', USD, 500],
    ['.5', USD, 50],
    ['-.5', USD, -50],
    ['0012.50', USD, 1250],
    ['12.5000', USD, 1250],
    ['-0.00', USD, 0],
    [-0, USD, 0],
    ['100', JPY, 100],
    ['0.001', KWD, 1],
    [999999999999999, JPY, 999999999999999],
  ])('of %p is taken as it is', (value, currency, amount) => {
    const report = createReport();
    expect(amountOf(value, currency, '', 'total', report)).toBe(amount);
    expect(report).toMatchObject({ notices: [], unmapped: {} });
  });

  it.each([
    ['9007199254740991', JPY, 9007199254740991],
    ['1000000000000000', JPY, 1e15],
    // Read as a number, its last cent is gone, and it shows no more than fifteen digits.
    ['90071992547409.91', USD, 9007199254740990],
    ['-90071992547409.91', USD, -9007199254740990],
  ])('of %s as a JSON number is told to be uncertain', (json, currency, amount) => {
    const report = createReport();
    expect(amountOf(JSON.parse(json), currency, '', 'total', report)).toBe(amount);
    expect(report.notices).toEqual([
      {
        code: 'AMOUNT_ROUNDED',
        path: '/total',
        message: expect.stringMatching(/^has more digits than a JSON number holds for certain; taken as /),
      },
    ]);
  });

  it.each(['', '-', '.', '-.'])('of %p is absent, with a notice', (value) => {
    const report = createReport();
    expect(amountOf(value, USD, '', 'total', report)).toBeUndefined();
    expect(report).toMatchObject({ notices: [{ code: 'AMOUNT_EMPTY', path: '/total' }], unmapped: {} });
  });

  it.each([
    'abc',
    '1,000.00',
    '1.2.3',
    '--5',
    '+5',
    ' 5',
    '5 ',
    '1e3',
    '0x10',
    '٣',
    'NaN',
    '1'.repeat(65),
    '90071992547409.92',
    1e21,
    -1e300,
  ])('of %p is set aside', (value) => {
    const report = createReport();
    expect(amountOf(value, USD, '', 'total', report)).toBeUndefined();
    expect(report.notices[0]).toMatchObject({ code: 'UNEXPECTED_TYPE', path: '/total' });
    expect(report.unmapped).toHaveProperty(['/total'], value);
  });

  it.each([null, undefined])('that is %p is absent', (value) => {
    const report = createReport();
    expect(amountOf(value, USD, '', 'total', report)).toBeUndefined();
    expect(report.notices).toEqual([]);
  });
});

describe('a rate', () => {
  it.each([
    ['12.50', '12.5'],
    ['0.190000', '0.19'],
    ['007', '7'],
    ['0.0', '0'],
    ['-0', '0'],
    ['.5', '0.5'],
    [0, '0'],
    [12.5, '12.5'],
    [1e-7, '0.0000001'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('of %p is %p', (value, rate) => {
    const report = createReport();
    expect(rateOf(value, '', 'rate', report)).toBe(rate);
    expect(report.notices).toEqual([]);
  });

  it.each([
    [0.30000000000000004, '0.3'],
    [19.000000000000004, '19'],
    [12345678901234568, '12345678901234600'],
    [1.2345678901234568e21, '1234567890123460000000'],
  ])('of %p has the digits that a JSON number holds for certain: %p', (value, rate) => {
    const report = createReport();
    expect(rateOf(value, '', 'rate', report)).toBe(rate);
    expect(report.notices).toMatchObject([{ code: 'AMOUNT_ROUNDED', path: '/rate' }]);
  });

  it.each([-1, '-0.5', 'abc'])('of %p is set aside', (value) => {
    const report = createReport();
    expect(rateOf(value, '', 'rate', report)).toBeUndefined();
    expect(report.unmapped).toEqual({ '/rate': value });
  });

  it('is a text without sign, exponent and trailing zeros, whatever number it was', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e300, noNaN: true }), (value) => {
        const rate = rateOf(value, '', 'rate', createReport());
        expect(rate).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
        expect(Math.abs(Number(rate) - value)).toBeLessThanOrEqual(value * 5e-15);
      }),
    ));
});

describe('an amount as a decimal', () => {
  it.each([
    ['12.50', '12.5'],
    [-1, '-1'],
    ['-20.00', '-20'],
    ['-0.125', '-0.125'],
    ['-0.00', '0'],
    [-0, '0'],
  ])('of %p is %p', (value, decimal) => {
    const report = createReport();
    expect(decimalOf(value, '', 'price', report)).toBe(decimal);
    expect(report.notices).toEqual([]);
  });

  it('is what the canonical order takes, whatever number it was', () =>
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (value) =>
        expect(v.is(decimal, decimalOf(value, '', 'price', createReport()))).toBe(true),
      ),
    ));
});

describe('rounding', () => {
  it('leaves what is not finer as it is', () => {
    const decimal = { coefficient: 125n, scale: 2 };
    expect(roundHalfEven(decimal, 2)).toBe(decimal);
    expect(roundArtefacts(decimal)).toBe(decimal);
  });
});

/** An integer amount as its provider would write it. */
function write(amount: number, digits: number): string {
  return toText({ coefficient: BigInt(amount), scale: digits });
}

/** Texts that are decimals, and a few that nearly are. */
function decimals(): fc.Arbitrary<string> {
  const digits = fc.stringMatching(/^\d{0,18}$/);
  return fc
    .tuple(fc.constantFrom('', '-'), digits, fc.constantFrom('', '.'), digits)
    .map((parts) => parts.join(''));
}

/** `a / b` rounded half to even; `b` is positive. */
function divideHalfEven(a: bigint, b: bigint): bigint {
  const floor = a >= 0n || a % b === 0n ? a / b : a / b - 1n;
  const rest = (a - floor * b) * 2n;
  if (rest === b) return floor % 2n === 0n ? floor : floor + 1n;
  return rest > b ? floor + 1n : floor;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
