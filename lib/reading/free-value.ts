import { cutPointer, pointerBelow } from '../json';
import type { NoticeCode } from '../order/order-event';
import type { Budget } from './budget';
import { sortByKey } from './canonical-json';
import {
  isCredential,
  isCredentialName,
  LOOKS_LIKE_CREDENTIAL,
  NAMED_LIKE_CREDENTIAL,
  WITHHELD,
} from './credentials';
import { MOST_NOTICES, type Notices } from './notices';

/** How a value is copied, and what it may cost. */
export interface CopyOptions {
  /** Where the value stands in the payload: a JSON Pointer. */
  readonly path: string;
  /**
   * Whether names of fields count too. In a provider's own structure they do; in what shoppers and merchants write,
   * only what a value is: `Secret message` may be engraved on a ring.
   */
  readonly byName: boolean;
  readonly budget: Budget;
  readonly notices: Notices;
}

/**
 * A copy of any JSON as it may be passed on: without credentials, with the keys sorted as far as they can be. Numbers
 * that reading changed are reported. Its cost grows with the value alone, however long the names above it are.
 */
export function copyFree(value: unknown, { path, byName, budget, notices }: CopyOptions): unknown {
  const steps: (string | number)[] = [];
  const root: Place = {};
  const found: Found[] = [];
  let leftOut = 0;

  function report(place: Place, code: NoticeCode, message: string): void {
    const same = place.found?.find((one) => one.code === code);
    if (same) same.count++;
    else if (found.length < MOST_NOTICES) {
      const one = { code, message, path: pointerBelow(path, steps), count: 1 };
      place.found = [...(place.found ?? []), one];
      found.push(one);
    } else leftOut++;
  }

  function redactCredential(place: Place, message: string): string {
    report(place, 'VALUE_WITHHELD', message);
    budget.spend(WITHHELD.length);
    return WITHHELD;
  }

  function copyNumber(exact: number | bigint, place: Place): number | null {
    const number = Number(exact);
    const written = Number.isFinite(number) ? number : null;
    const isExact = Math.abs(number) <= Number.MAX_SAFE_INTEGER;
    budget.spend(isExact ? 1 : String(written).length);
    if (!isExact) report(place, 'NUMBER_INEXACT', 'is a number beyond what JavaScript holds');
    return written;
  }

  function copy(child: unknown, place: Place, holder: string): unknown {
    if (isCredential(child)) return redactCredential(place, LOOKS_LIKE_CREDENTIAL);
    if (typeof child === 'number' || typeof child === 'bigint') return copyNumber(child, place);
    if (typeof child === 'string') {
      budget.spend(child.length + 2);
      return child;
    }
    if (typeof child !== 'object' || child === null) {
      budget.spend(4);
      return child;
    }
    budget.spend(2);
    return Array.isArray(child) ? copyList(child, place, holder) : copyObject(child, place, holder);
  }

  function copyList(list: readonly unknown[], place: Place, holder: string): unknown[] {
    const items = below(place, '*');
    return list.map((item, i) => {
      budget.spend(1);
      steps.push(i);
      const copied = copy(item, items, holder);
      steps.pop();
      return copied;
    });
  }

  function copyObject(object: object, place: Place, holder: string): object {
    const fields: [string, unknown][] = [];
    for (const key in object) {
      // Before the list of them grows: an object may have a million.
      budget.spend(key.length + 3);
      fields.push([key, object[key as keyof typeof object]]);
    }
    const named = byName && fields.some(([key, name]) => isNameOfCredential(key, name));
    const copied = fields.map(([key, child]): [string, unknown] => {
      const field = below(place, key);
      const isWithheld =
        byName && isSecretHolder(child) && ((named && key === 'value') || isNamed(holder, key));
      steps.push(key);
      const safe = isWithheld ? redactCredential(field, NAMED_LIKE_CREDENTIAL) : copy(child, field, key);
      steps.pop();
      return [key, safe];
    });
    return Object.fromEntries(sortByKey(copied));
  }

  const holder = path.slice(path.lastIndexOf('/') + 1);
  const copied =
    byName && isSecretHolder(value) && isCredentialName(path)
      ? redactCredential(root, NAMED_LIKE_CREDENTIAL)
      : copy(value, root, holder);
  for (const one of found) notices.add(one.code, one.path, one.message, one.count);
  if (leftOut > 0) notices.leaveOut(leftOut, cutPointer(path));
  return copied;
}

/** A place in the value, with list positions taken out. */
interface Place {
  below?: Map<string, Place>;
  found?: readonly Found[];
}

interface Found {
  readonly code: NoticeCode;
  readonly message: string;
  /** Of the first such place. */
  readonly path: string;
  count: number;
}

function below(place: Place, step: string): Place {
  place.below ??= new Map();
  const known = place.below.get(step);
  if (known) return known;
  const added: Place = {};
  place.below.set(step, added);
  return added;
}

/** Neither a yes or no nor nothing is a secret. */
const isSecretHolder = (value: unknown): boolean => value !== null && typeof value !== 'boolean';

/** A `number` is a credential in a `card`: the end of the holder's name counts. */
const isNamed = (holder: string, key: string): boolean =>
  isCredentialName(`${holder.slice(-LONGEST_HOLDER)}/${key}`);
const LONGEST_HOLDER = 40;

/** Free fields are often lists of `{ name, value }`: there the name stands in a field of its own. */
const isNameOfCredential = (key: string, name: unknown): boolean =>
  (key === 'key' || key === 'name') && typeof name === 'string' && isCredentialName(name);
