import { data } from 'currency-codes';
import { WITHDRAWN_CURRENCIES } from './withdrawn-currencies';

/** A currency as ISO 4217 lists it, or listed it once. */
export interface Currency {
  readonly code: string;
  /** Decimals of the minor unit: EUR 2, JPY 0, KWD 3, CLF 4. */
  readonly minorUnit: number;
  /** ISO 4217 has withdrawn it: no new order can be in it, an old one can. */
  readonly withdrawn?: true;
}

/** Listed by ISO 4217 without a minor unit: metals, bond units, the codes for testing and for no currency. */
const WITHOUT_MINOR_UNIT = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX';

/** In ISO 4217 since the package's table was made. */
const NEWER: readonly Currency[] = [
  { code: 'XCG', minorUnit: 2 },
  { code: 'XAD', minorUnit: 2 },
];

/** The later ones of one code stand: the package's table may still list what has been withdrawn. */
const byCode = new Map<string, Currency>(
  [
    ...data.map(({ code, digits }) => ({ code, minorUnit: digits })),
    ...NEWER,
    ...WITHDRAWN_CURRENCIES.map((currency) => ({ ...currency, withdrawn: true as const })),
  ]
    .filter(({ code }) => !WITHOUT_MINOR_UNIT.includes(code))
    .map((currency) => [currency.code, currency]),
);

/** Every currency that an order can be in. */
export const CURRENCIES: readonly Currency[] = [...byCode.values()];

/** The currency of that code, in capitals as ISO 4217 writes it; `undefined` for any other text. */
export const currencyOf = (code: string): Currency | undefined => byCode.get(code);
