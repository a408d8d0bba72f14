import { OrderEvent } from '../../../lib/order/order-event';
import { kindOf } from '../../../lib/schema/issues';
import { mapByClass } from '../../../lib/schema/redact';

/** A key that could itself tell about a person is no name of a field. */
const FIELD_NAME = /^[\w.$-]{1,64}$/;

/** Values of a payload that anybody may see. */
export interface Harmless {
  has(value: unknown): boolean;
}

/** Of a payload that nobody can read today, nothing is known. */
export const NOTHING: Harmless = { has: () => false };

/**
 * What a payload and the event that it becomes have in common, where its canonical field tells nothing about a
 * person. A text that also stands in a field that does is not harmless.
 */
export function harmlessIn(event: unknown): Harmless {
  const shown = new Set<string>();
  const hidden = new Set<string>();
  mapByClass(OrderEvent, event, (place, value) => {
    for (const scalar of scalarsIn(value)) (place === 'none' ? shown : hidden).add(scalar);
  });
  return { has: (value) => shown.has(String(value)) && !hidden.has(String(value)) };
}

/** Deeper than any order, and far from what the stack holds. */
const DEEPEST = 200;

/** A payload with its shape, and of its values only the harmless ones; of the others what kind they are. */
export function veil(value: unknown, harmless: Harmless, depth = 0): unknown {
  if (typeof value === 'object' && value !== null && depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => veil(item, harmless, depth + 1));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        FIELD_NAME.test(key) ? key : '[key]',
        veil(child, harmless, depth + 1),
      ]),
    );
  // One of two values says nothing by being the same as another: whether a yes is personal, its place tells.
  if (value === null || value === '' || (typeof value !== 'boolean' && harmless.has(value))) return value;
  return `[${kindOf(value)}]`;
}

function scalarsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(scalarsIn);
  return [String(value)];
}
