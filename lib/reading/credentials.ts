/** Stands in `unmapped` and in free fields where a credential stood. */
export const WITHHELD = '[withheld]';

/** Why a value is withheld, as its notice says it. */
export const LOOKS_LIKE_CREDENTIAL = 'looks like a credential';
/** The same, of a field that no schema knows. */
export const NAMED_LIKE_CREDENTIAL = 'is named like a credential';

/** Whether a field of this name, or at this pointer, may hold a credential: card data, tokens, keys, passwords. */
export const isCredentialName = (name: string): boolean =>
  CREDENTIAL_NAME.test(name.replace(HUMP, '$&_').toLowerCase());

/** Words are parted by any sign or by capitals: `cardPin`, `PINCode`, `Gift card PIN`, `card/number`. */
const HUMP = /[a-z\d](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g;

/** Short words only as whole ones: `shipping` and `company` stay readable. */
const CREDENTIAL_NAME =
  /payment[_\W]?details|cards?[_\W]?(?:token|num|no\b|holder)|(?:^|[_\W])(?:[df]?pan|pin|cvv2?|cvc2?|csc|iban|otp|pwd|nonce|bearer)(?:$|[_\W])|(?:^|[_\W])cc[_\W]?num|primary[_\W]?account|cryptogram|security[_\W]?code|pass(?:w(?:or)?d|code|phrase)|secret|token|vault|credential|(?:api|private|access|signing|encryption)[_\W]?key|auth(?:orization)?[_\W]?code|network[_\W]?transaction[_\W]?id|bankcard/;

/** Whether a value is a credential, whatever its field is called: a card number, a private key, a token. */
export function isCredential(value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'bigint')
    return value >= SMALLEST_CARD_NUMBER && holdsCardNumber(String(value));
  if (typeof value !== 'string' || value.length < SHORTEST_CREDENTIAL) return false;
  return KEY_OR_TOKEN.test(value) || holdsCardNumber(value);
}

/** Most values are shorter, and cost no search. */
const SHORTEST_CREDENTIAL = 'sk_live_1'.length;
const SMALLEST_CARD_NUMBER = 2e12;

/** A private key in PEM, a JWT, and tokens by the prefixes that those who issue them document. */
const KEY_OR_TOKEN = new RegExp(
  [
    '-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----',
    String.raw`(?<![\w-])(?:${[
      String.raw`eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*`,
      // Stripe
      String.raw`(?:sk|rk)_(?:live|test)_\w+`,
      String.raw`whsec_[\w+/=]{8,}`,
      // GitHub, GitLab, npm
      String.raw`gh[opsur]_\w{16,}`,
      String.raw`github_pat_\w{20,}`,
      String.raw`glpat-[\w-]{20,}`,
      String.raw`npm_\w{16,}`,
      // Slack
      String.raw`xox[abeprs]-[\w-]{10,}`,
      // AWS, Google
      '(?:AKIA|ASIA)[A-Z0-9]{16}',
      String.raw`AIza[\w-]{35}`,
      String.raw`ya29\.[\w-]{20,}`,
      // SendGrid, Shopify, Square
      String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
      'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{16,}',
      String.raw`sq0(?:atp|csp)-[\w-]{22,}`,
      // OpenAI, Anthropic
      String.raw`sk-(?:ant-|proj-)?[\w-]{32,}`,
    ].join('|')})`,
  ].join('|'),
);

/** Digits of a card, perhaps in groups, apart from other digits and letters. */
const CARD_DIGITS = /(?<![\dA-Za-z]-?)[2-6](?:[ -]?\d){12,18}(?!-?[\dA-Za-z])/g;

/** By their first digits cards have these lengths (ISO/IEC 7812). Codes of products have others, or another check. */
const CARD_NUMBER = /^(?:4\d{12}|4\d{15}|4\d{18}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|[256]\d{15}|6\d{16,18})$/;

function holdsCardNumber(text: string): boolean {
  for (const [found] of text.matchAll(CARD_DIGITS)) {
    const digits = found.replace(/[ -]/g, '');
    if (CARD_NUMBER.test(digits) && passesLuhn(digits)) return true;
  }
  return false;
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}
