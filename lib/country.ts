import codes from 'i18n-iso-countries/codes.json';

/**
 * The ISO 3166-1 alpha-2 code of a country that is written as alpha-2, alpha-3 or a number of three digits, in letters
 * of any case: `de`, `DEU`, `276` → `DE`. `undefined` for any other text, also for codes that ISO 3166-1 only reserves
 * (`UK`, `EU`) or that others made up (`EL`).
 */
export const countryCodeOf = (text: string): string | undefined => byCode.get(text.toUpperCase());

/** `XK` is no code of ISO 3166-1 but one that its users agreed upon, and the only one for Kosovo. */
const byCode: ReadonlyMap<string, string> = new Map(
  codes.flatMap(([alpha2 = '', alpha3 = '', numeric = '']) =>
    [alpha2, alpha3, numeric].map((code) => [code, alpha2] as const),
  ),
);
