import { pointerStep, stepsOf } from '../../lib/json';
import type { LeftOut } from '../../lib/provider';
import { patternOf } from '../../lib/reading/notices';
import type { Outcome } from '../contract/outcome';

/** A value of a payload that is no object and no list. */
export interface Leaf {
  /** JSON Pointer. */
  readonly pointer: string;
  readonly value: string | number | boolean;
}

/** Every leaf of a payload that states something: not `null`, not `''`, not what is in no object or list. */
export function leavesOf(value: unknown, pointer = ''): Leaf[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [{ pointer, value: value as Leaf['value'] }];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${pointer}/${pointerStep(key)}`));
}

/**
 * The leaves of a payload that reach nobody. Each has to be mapped or set aside, so that another value of its kind
 * makes another event; or be on the list of what is left out; or be withheld. What is not mapped has a notice.
 * The payload has to be one that becomes an event.
 */
export function lostLeaves(
  payload: unknown,
  leftOut: readonly LeftOut[],
  outcomeOf: (payload: unknown) => Outcome,
): string[] {
  const outcome = outcomeOf(payload);
  if (!('data' in outcome)) throw new Error(`Became no event: ${JSON.stringify(outcome)}`);
  const { notices, unmapped } = outcome.data;
  const placesOf = (wanted?: string) =>
    new Set(notices.filter(({ code }) => !wanted || code === wanted).map(({ path }) => patternOf(path)));
  const noticed = placesOf();
  const withheld = placesOf('VALUE_WITHHELD');
  const empty = placesOf('AMOUNT_EMPTY');
  const before = JSON.stringify(outcome);

  return leavesOf(payload)
    .filter(({ pointer }) => {
      const ways = selfAndAncestors(pointer);
      const place = ways.find((way) => Object.hasOwn(unmapped, way));
      if (place !== undefined && !noticed.has(patternOf(place))) return true;
      if (ways.some((way) => withheld.has(patternOf(way))) || empty.has(patternOf(pointer))) return false;
      if (JSON.stringify(outcomeOf(withOther(payload, pointer))) !== before) return false;
      return !leftOut.some(({ path }) => matches(path, pointer));
    })
    .map(({ pointer }) => pointer);
}

/** Whether a pattern with `*` for any step describes the pointer. */
export function matches(pattern: string, pointer: string): boolean {
  const steps = pointer.split('/');
  const wanted = pattern.split('/');
  return wanted.length === steps.length && wanted.every((step, i) => step === '*' || step === steps[i]);
}

/** A copy of the payload in which one leaf has another value of its kind. */
export function withOther(payload: unknown, pointer: string): unknown {
  return edit(payload, pointer, (holder, key) => setOwn(holder, key, otherThan(holder[key])));
}

/** A copy of the payload without one of its values. */
export function without(payload: unknown, pointer: string): unknown {
  return edit(payload, pointer, (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  });
}

/** A copy of the payload in which one place has that value. */
export function withValue(payload: unknown, pointer: string, value: unknown): unknown {
  return edit(payload, pointer, (holder, key) => setOwn(holder, key, value));
}

type Holder = Record<string, unknown>;

function edit(payload: unknown, pointer: string, change: (holder: Holder, key: string) => void): unknown {
  const copy = JSON.parse(JSON.stringify(payload));
  const steps = stepsOf(pointer);
  const key = steps.pop() as string;
  change(
    steps.reduce<Holder>((holder, step) => holder[step] as Holder, copy),
    key,
  );
  return copy;
}

/** As JSON.parse sets it: `__proto__` is a key like any other. */
function setOwn(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

/** Another value of the same kind: an amount stays an amount and a date a date. */
function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return otherNumber(value);
  const text = value as string;
  if (/^\d{4}-\d\d-\d\d/.test(text)) return `${otherYear(Number(text.slice(0, 4)))}${text.slice(4)}`;
  if (/^-?\d*\.?\d+$|^-?\d+\.$/.test(text))
    return text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  return `${text}x`;
}

/** Four years on or back: the same days are in the calendar. */
const otherYear = (year: number): string => String(year < 9990 ? year + 4 : year - 4).padStart(4, '0');

const otherNumber = (value: number): number =>
  value < Number.MAX_SAFE_INTEGER && value + 1 !== value ? value + 1 : value / 2;

function selfAndAncestors(pointer: string): string[] {
  const ways = [pointer];
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1))
    ways.push(pointer.slice(0, end));
  return ways;
}
