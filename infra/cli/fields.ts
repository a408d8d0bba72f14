import { fieldOf, stepsOf } from '../../lib/json';

/** What stands at the end of these keys; undefined where nothing does. */
export const fieldAt = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(fieldOf, value);

export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = fieldAt(value, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const found = fieldAt(value, ...keys);
  return typeof found === 'number' ? found : undefined;
}

/** What a JSON Pointer leads to (RFC 6901). */
export const pointAt = (value: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)];
    return fieldAt(at, step);
  }, value);
