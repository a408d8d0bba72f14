import { contentOf } from '../../../lib/delivery';
import { isObject, parseJson } from '../../../lib/json';
import { OrderEvent } from '../../../lib/order/order-event';
import { kindOf } from '../../../lib/schema/issues';
import { mapByClass, redact } from '../../../lib/schema/redact';
import type { Assessment } from './assess';
import { isOrderEvent } from './assess-event';
import type { DeadLetter } from './dead-letter';
import { isPersonalField, isPlainField } from './plain-field';

/** A key that could itself hold personal data is no name of a field. */
export const FIELD_NAME = /^[\w.$-]{1,64}$/;
/** Deeper than any order, and far from what the stack holds. */
const DEEPEST = 200;

/** What is known of values, wherever they stand. */
export interface Known {
  /** Whether anybody may see it; `undefined` where its field's name has to decide. */
  isHarmless(value: unknown): boolean | undefined;
}

/** Of a payload that nobody can read today, nothing is known but the names of its fields. */
export const NOTHING: Known = { isHarmless: () => undefined };

/**
 * A payload with its shape, and of its values only those that tell of no person; of the others what kind they are.
 * @param place the field that holds the value, and whether one above it is about a person
 */
export function maskPayload(value: unknown, known: Known, place: Place = ROOT): unknown {
  const { key, personal, depth } = place;
  if (typeof value === 'object' && value !== null && depth > DEEPEST) return '[too deep]';
  if (Array.isArray(value))
    return value.map((item) => maskPayload(item, known, { ...place, depth: depth + 1 }));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [
        FIELD_NAME.test(name) ? name : '[key]',
        maskPayload(child, known, {
          key: name,
          personal: personal || isPersonalField(name),
          depth: depth + 1,
        }),
      ]),
    );
  if (value === null || value === '') return value;
  // One of two values reveals nothing by being the same as another: whether a yes is personal depends on its place.
  const harmless = typeof value === 'boolean' ? undefined : known.isHarmless(value);
  return (harmless ?? (!personal && isPlainField(key, value))) ? value : `[${kindOf(value)}]`;
}

interface Place {
  readonly key: string;
  readonly personal: boolean;
  readonly depth: number;
}

const ROOT: Place = { key: '', personal: false, depth: 0 };

/**
 * What a payload and the event that it becomes have in common, where its canonical field holds no personal data. A
 * text that also stands in a field that does is not harmless.
 */
export function knownFrom(event: unknown): Known {
  const shown = new Set<string>();
  const hidden = new Set<string>();
  mapByClass(OrderEvent, event, (place, value) => {
    for (const scalar of scalarsIn(value)) (place === 'none' ? shown : hidden).add(scalar);
  });
  return {
    isHarmless: (value) => (hidden.has(String(value)) ? false : shown.has(String(value)) || undefined),
  };
}

/**
 * A dead letter's payload for people. Unless it is to be revealed: without what is, or might be, personal data. What is
 * nested too deeply to be laid out is revealed as the text that it came as.
 */
export function showPayload(deadLetter: DeadLetter, assessment: Assessment, reveal: boolean): unknown {
  if (deadLetter.kind === 'rule' || deadLetter.kind === 'function') {
    const envelope = deadLetter.kind === 'rule' ? parseJson(deadLetter.received.body) : deadLetter.payload;
    if (reveal) return isDeep(envelope) ? deadLetter.received.body : envelope;
    if (!isObject(envelope)) return maskPayload(envelope, NOTHING);
    const { detail, ...head } = envelope;
    const shown = isOrderEvent(detail) ? redact(OrderEvent, detail) : maskPayload(detail, NOTHING);
    return { ...head, detail: shown };
  }
  const text = payloadText(deadLetter, assessment);
  const payload = parseJson(text);
  if (payload === undefined) return reveal ? text : `[${text.length} characters that are not JSON]`;
  if (reveal) return isDeep(payload) ? text : payload;
  const event = assessment.ok ? assessment.event : undefined;
  return maskPayload(payload, event ? knownFrom(event) : NOTHING);
}

/** The payload as parsed JSON, or the event's `detail`; undefined where it is not JSON. */
export const parsedPayload = (deadLetter: DeadLetter, assessment: Assessment): unknown =>
  deadLetter.kind === 'rule' || deadLetter.kind === 'function'
    ? deadLetter.detail
    : parseJson(payloadText(deadLetter, assessment));

/** The payload as text, as far as it can be had: what cannot be decrypted, as it lies on the queue. */
export function payloadText(
  deadLetter: DeadLetter & { kind: 'delivery' | 'unreadable' },
  { content }: Assessment,
): string {
  if (deadLetter.kind === 'unreadable') return deadLetter.received.body;
  const found = content ?? contentOrPayload(deadLetter);
  return typeof found === 'string' ? found : Buffer.from(found).toString('latin1');
}

function contentOrPayload({ delivery }: DeadLetter & { kind: 'delivery' }): string | Uint8Array {
  try {
    return contentOf(delivery);
  } catch {
    return delivery.payload;
  }
}

/** Level by level, so no depth is too much for the stack. */
function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}

function scalarsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(scalarsIn);
  return [String(value)];
}
