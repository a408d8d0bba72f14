import { pointerStep } from '../json';

/** Stands in `unmapped` and in free fields where a credential stood. */
export const WITHHELD = '[withheld]';

/** Whether a field of this name, or at this pointer, may hold a credential: card data, tokens, keys, passwords. */
export function isCredentialName(name: string): boolean {
  let isOne = answers.get(name);
  if (isOne === undefined) {
    isOne = CREDENTIAL.test(name.replace(HUMP, '$&_').toLowerCase());
    if (answers.size === MOST_ANSWERS) answers.clear();
    if (name.length <= LONGEST_REMEMBERED) answers.set(name, isOne);
  }
  return isOne;
}

/** The same names come with every order, and the expression is long. */
const answers = new Map<string, boolean>();
const MOST_ANSWERS = 1_000;
const LONGEST_REMEMBERED = 100;

/**
 * The value with everything below a name like a credential's replaced by `[withheld]`. `pointer` is where it
 * stands in the payload: its own path counts too.
 */
export function redactCredentials(
  value: unknown,
  pointer: string,
  report: (pointer: string) => void,
): unknown {
  if (isCredentialName(pointer)) {
    report(pointer);
    return WITHHELD;
  }
  return redactBelow(value, pointer, pointer.slice(pointer.lastIndexOf('/') + 1), report);
}

/** Words are parted by any sign or by capitals: `cardPin`, `PINCode`, `Gift card PIN`, `card/number`. */
const HUMP = /[a-z\d](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g;

/** Short words only as whole ones, so that `shipping` and `company` stay readable. */
const CREDENTIAL =
  /payment[_\W]?details|cards?[_\W]?(?:token|num|no\b|holder)|(?:^|[_\W])(?:[df]?pan|pin|cvv2?|cvc2?|csc|iban|otp|pwd|nonce|bearer)(?:$|[_\W])|(?:^|[_\W])cc[_\W]?num|primary[_\W]?account|cryptogram|security[_\W]?code|pass(?:w(?:or)?d|code|phrase)|secret|token|vault|credential|(?:api|private|access|signing|encryption)[_\W]?key|auth(?:orization)?[_\W]?code|network[_\W]?transaction[_\W]?id|bankcard/;
/** Free fields are often lists of `{ name, value }`: there the name stands in a field of its own. */
const NAMES = ['key', 'name'];

/** `holder` is the name of what holds the value: a `number` is a credential in a `card`. */
function redactBelow(
  value: unknown,
  pointer: string,
  holder: string,
  report: (pointer: string) => void,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, i) => redactBelow(item, `${pointer}/${i}`, holder, report));
  const fields = Object.entries(value);
  const namesValue = fields.some(
    ([key, name]) => NAMES.includes(key) && typeof name === 'string' && isCredentialName(name),
  );
  return Object.fromEntries(
    fields.map(([key, child]) => {
      const at = `${pointer}/${pointerStep(key)}`;
      if (!(namesValue && key === 'value') && !isCredentialName(`${holder}/${key}`))
        return [key, redactBelow(child, at, key, report)];
      report(at);
      return [key, WITHHELD];
    }),
  );
}
