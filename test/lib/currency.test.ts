import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CURRENCIES, currencyOf } from '../../lib/currency';

/** Every code that we ever read, with its decimals: a code is added here, and never taken out. */
const EVER: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(__dirname, 'currencies.json'), 'utf8'),
);

describe('the currencies', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['XCG', 2],
  ])('%s has %i decimals', (code, minorUnit) => expect(currencyOf(code)).toEqual({ code, minorUnit }));

  it.each([
    ['HRK', 2],
    ['BGN', 2],
    ['SLL', 2],
    ['VEF', 2],
    ['ANG', 2],
    ['ZWL', 2],
    ['BYR', 0],
    ['ITL', 0],
  ])('%s is withdrawn and had %i decimals', (code, minorUnit) =>
    expect(currencyOf(code)).toEqual({ code, minorUnit, withdrawn: true }),
  );

  it.each(['XAU', 'XXX', 'XTS', 'eur', 'string', '', '__proto__'])(
    'do not have %p, in which no order can be',
    (code) => expect(currencyOf(code)).toBeUndefined(),
  );

  it('hold every number of decimals that ISO 4217 has', () =>
    expect([...new Set(CURRENCIES.map(({ minorUnit }) => minorUnit))].sort()).toEqual([0, 2, 3, 4]));

  it('are all that were ever there: an old order stays readable, to the same amounts', () =>
    expect(Object.fromEntries(CURRENCIES.map(({ code, minorUnit }) => [code, minorUnit]))).toEqual(EVER));

  it('have the decimals that the runtime knows, but for a few that it shows otherwise', () => {
    const withoutCents = CURRENCIES.filter(
      ({ code, minorUnit }) => minorUnit === 2 && digitsInUse(code) === 0,
    );
    // ISO 4217 gave them a minor unit that was too small to be shown.
    expect(withoutCents.map(({ code }) => code).filter((code) => currencyOf(code)?.withdrawn)).toEqual([
      'MRO',
      'SLL',
      'STD',
      'TMM',
      'ZMK',
      'ZWD',
    ]);
  });
});

const digitsInUse = (code: string): number | undefined =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits;
