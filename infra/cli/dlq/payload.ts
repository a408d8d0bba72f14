import { contentOf } from '../../../lib/delivery';
import { isObject, parseJson } from '../../../lib/json';
import { OrderEvent } from '../../../lib/order/order-event';
import { redact } from '../../../lib/schema/redact';
import { isOrderEvent } from './assess-event';
import type { Letter } from './dead-letter';
import type { Found } from './find';
import { harmlessIn, NOTHING, veil } from './mask-payload';

/** A letter's payload for people. Unless it is to be revealed: without what is, or might be, personal data. */
export function showPayload({ letter, verdict }: Found, reveal: boolean): unknown {
  if (letter.kind === 'rule' || letter.kind === 'function') {
    const envelope = letter.kind === 'rule' ? parseJson(letter.received.body) : letter.payload;
    if (reveal || !isObject(envelope)) return reveal ? envelope : veil(envelope, NOTHING);
    const { detail, ...head } = envelope;
    return { ...head, detail: isOrderEvent(detail) ? redact(OrderEvent, detail) : veil(detail, NOTHING) };
  }
  const text = textOf(letter, verdict.content);
  const payload = parseJson(text);
  if (payload === undefined) return reveal ? text : `[${text.length} characters that are not JSON]`;
  const event = verdict.ok ? verdict.event : undefined;
  return reveal ? payload : veil(payload, event ? harmlessIn(event) : NOTHING);
}

/** The payload as parsed JSON, as far as it can be told; for the kind of what stands in a place of it. */
export function parsedPayload({ letter, verdict }: Found): unknown {
  if (letter.kind === 'rule' || letter.kind === 'function') return letter.detail;
  return parseJson(textOf(letter, verdict.content));
}

function textOf(
  letter: Letter & { kind: 'delivery' | 'unreadable' },
  verified: string | Uint8Array | undefined,
): string {
  if (letter.kind === 'unreadable') return letter.received.body;
  const content = verified ?? contentOr(letter);
  return typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
}

/** What nothing opens is shown as it lies on the queue. */
function contentOr({ delivery }: Letter & { kind: 'delivery' }): string | Uint8Array {
  try {
    return contentOf(delivery);
  } catch {
    return delivery.payload;
  }
}
