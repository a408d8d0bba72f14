/**
 * Words of field names whose values are about an order and not about a person. A name counts by its last word:
 * `api_version`, `orderNumber`, `price_excl_tax`.
 */
const PLAIN = new Set(
  `amount at code cost count created currency date discount event fee id ids kind number object paid percentage placed position price
  qty quantity rate sequence shipped sku stage status stock subtotal tax test time timestamp total type unit updated uuid version`.split(
    /\s+/,
  ),
);

/** Words that make a field, and everything below it, somebody's: as in `customer_id` and `shippingAddress`. */
const PERSONAL = new Set(
  `account address addresses agent attributes attribution bank billing birth birthday buyer card city client comment
  comments company contact contacts customer customers delivery email external fax gender holder instructions ip iban latitude
  line1 line2 longitude mail member message metadata mobile name note notes organisation organization owner payer payment
  person phone postal postcode properties recipient region ship state street subscriber tag tags telephone text thread token tokens
  town tracking url user username vat zip`.split(/\s+/),
);

/** What names nobody: no white space, no `@`, no long text. */
const TOKEN = /^(?:[\w.:/-]{1,64}|\d{4}-\d\d-\d\d[T ][\d:.]{5,18}[+-]\d\d:\d\d)$/;

/** `shippingAddress` and `shipping_address` are the same words. */
const wordsOf = (key: string): string[] =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether a field, or one below it, may tell of a person. */
export const isPersonalField = (key: string): boolean => wordsOf(key).some((word) => PERSONAL.has(word));

/**
 * Whether a value may be shown by its field's name alone: of a payload that nobody can read today, nothing else is known.
 */
export function isPlainField(key: string, value: unknown): boolean {
  if (!PLAIN.has(wordsOf(key).at(-1) ?? '') || isPersonalField(key)) return false;
  if (typeof value === 'string') return TOKEN.test(value);
  return typeof value === 'number' || typeof value === 'boolean';
}
