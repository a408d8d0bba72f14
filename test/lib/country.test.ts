import { countryCodeOf } from '../../lib/country';

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['AUT', 'AT'],
    ['deu', 'DE'],
    ['040', 'AT'],
    ['276', 'DE'],
    ['XK', 'XK'],
  ])('written as %s has the code %s', (text, code) => expect(countryCodeOf(text)).toBe(code));

  it.each(['UK', 'EL', 'EU', 'ZZ', 'AN', 'XXX', '40', '999', 'Germany', '', '__proto__'])(
    'is not known by %p, which ISO 3166-1 does not assign',
    (text) => expect(countryCodeOf(text)).toBeUndefined(),
  );

  it('has the same two letters by its number as the runtime gives it', () => {
    const differing = numbers().filter((number) => {
      const region = new Intl.Locale(`und-${number}`).maximize().region;
      const code = countryCodeOf(number);
      return code !== undefined && code !== new Intl.Locale(`und-${number}`).region && code !== region;
    });
    expect(differing).toEqual([]);
    expect(numbers().filter((number) => countryCodeOf(number) !== undefined).length).toBeGreaterThan(240);
  });
});

const numbers = (): string[] => Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, '0'));
