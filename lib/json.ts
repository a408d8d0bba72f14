import { cut } from './cut';

/** The value of a JSON text; `undefined` where the text is not JSON. The parser's own message would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is what JSON calls an object: neither `null` nor a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's own field; `undefined` where the value is no object or has no such field. */
export const fieldOf = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** A key as one step of a JSON Pointer (RFC 6901). */
export const pointerStep = (key: string): string =>
  key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;

/** The JSON Pointer (RFC 6901) that leads along these keys and list positions; of none of them, `''`: the root. */
export const pointerTo = (path: readonly unknown[]): string =>
  path.map((step) => `/${pointerStep(String(step))}`).join('');

/** The keys and list positions that a JSON Pointer leads along: the inverse of `pointerTo`. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const LONGEST_POINTER = 500;

/** A pointer at a length that can be shown: names of fields are a sender's text, of any length. */
export const cutPointer = (path: string): string => cut(path, LONGEST_POINTER);

/** The pointer of a place along these steps below another, no longer than can be shown. */
export function pointerBelow(path: string, steps: readonly (string | number)[]): string {
  let pointer = cutPointer(path);
  for (const step of steps) {
    if (pointer.length > LONGEST_POINTER) break;
    pointer += `/${pointerStep(cutPointer(String(step)))}`;
  }
  return cutPointer(pointer);
}

/**
 * Whether all objects in a value have their keys sorted, so that `JSON.stringify` writes RFC 8785. Keys without a value
 * do not count. JavaScript itself puts keys like `10` first, in the sequence of their numbers.
 */
export function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined) continue;
    if (key < last || !isSorted(child)) return false;
    last = key;
  }
  return true;
}

/** JSON for a queue message. SQS refuses U+FFFE and U+FFFF, which JSON may hold as they are. */
export const writeMessage = (value: object): string =>
  JSON.stringify(value).replace(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
