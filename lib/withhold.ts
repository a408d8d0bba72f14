import { pointerStep } from './fit';

/** Stands in `unmapped` and in free fields where a credential stood. */
export const WITHHELD = '[withheld]';

/** Whether a field of this name, or at this pointer, may hold a credential: card data, tokens, keys, passwords. */
export const isCredentialName = (name: string): boolean => CREDENTIAL.test(name.replace(HUMP, '$1_$2'));

/**
 * The value with everything below a name like a credential's replaced by `[withheld]`. `pointer` is where it
 * stands in the payload: its own path counts too.
 */
export function withhold(value: unknown, pointer: string, told: (pointer: string) => void): unknown {
  if (isCredentialName(pointer)) {
    told(pointer);
    return WITHHELD;
  }
  return withholdBelow(value, pointer, pointer.slice(pointer.lastIndexOf('/') + 1), told);
}

/** Words are parted by any sign or by capitals: `cardPin`, `Gift card PIN`, `card/number`. */
const HUMP = /([a-z\d])([A-Z])/g;

/** `pin` and `pan` only as whole words, so that `shipping` and `company` stay readable. */
const CREDENTIAL =
  /payment[_\W]?details|cards?[_\W]?(?:token|num|no\b|holder)|(?:^|[_\W])(?:pan|pin|cvv2?|cvc2?|csc|iban)(?:$|[_\W])|security[_\W]?code|passw(?:or)?d|secret|token|vault|credential|api[_\W]?key|private[_\W]?key|auth(?:orization)?[_\W]?code|network[_\W]?transaction[_\W]?id|bankcard/i;

/** `holder` is the name of what holds the value: a `number` is a credential in a `card`. */
function withholdBelow(
  value: unknown,
  pointer: string,
  holder: string,
  told: (pointer: string) => void,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item, i) => withholdBelow(item, `${pointer}/${i}`, holder, told));
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      const at = `${pointer}/${pointerStep(key)}`;
      if (!isCredentialName(`${holder}/${key}`)) return [key, withholdBelow(child, at, key, told)];
      told(at);
      return [key, WITHHELD];
    }),
  );
}
