import type { Issue } from '../failure';
import { fieldOf } from '../json';
import { CONTRACT } from './contract';
import type { OrderEvent } from './order-event';
import { createValidation, type UnknownWord } from './validation';

/** Why a `detail` could not be read. */
export type OrderEventErrorCode =
  /** A required field is missing, or a documented one has another type. */
  | 'NOT_AN_ORDER_EVENT'
  /** The event is of a type, or of a version of a type, that this version of the library does not read. */
  | 'UNKNOWN_TYPE';

/** A `detail` that could not be read. Its message names a place and a kind, never a value of the order. */
export class OrderEventError extends TypeError {
  override readonly name = 'OrderEventError';

  constructor(
    readonly code: OrderEventErrorCode,
    /** Where, and what is wrong there. */
    readonly issue: Issue,
  ) {
    super(`${SENTENCES[code]}: ${issue.path || '/'} ${issue.message}.`);
  }
}

/** How a `detail` is read. */
export interface ParseOptions {
  /**
   * Is told each word that this version of the contract does not know; what it throws, the reading throws.
   * @default they pass
   */
  readonly unknownWord?: (unknown: UnknownWord) => void;
}

/**
 * Reads the `detail` of an event from the bus. It validates what is required, and every object, list, number, flag and
 * word that is there; optional texts pass unseen. It accepts what it does not know: fields, words and notices are added
 * without a new event type, and must not break older subscribers.
 * @throws OrderEventError
 */
export function parseOrderEvent(detail: unknown, options?: ParseOptions): OrderEvent {
  const { event, error } = safeParseOrderEvent(detail, options);
  if (error) throw error;
  return event;
}

/** The same, with the error as a value. */
export function safeParseOrderEvent(detail: unknown, { unknownWord }: ParseOptions = {}): ParseResult {
  const type = typeOf(detail);
  if (typeof type === 'string' && !CONTRACT.types.includes(type))
    return { error: new OrderEventError('UNKNOWN_TYPE', { path: '/metadata/type', message: UNKNOWN_TYPE }) };
  const issue = validate(detail, (unknown) => unknownWord?.(unknown));
  return issue
    ? { error: new OrderEventError('NOT_AN_ORDER_EVENT', issue) }
    : // What anybody computes with was held to the schema that the type comes from.
      { event: detail as OrderEvent };
}

/** What became of a `detail`. */
export type ParseResult =
  | { readonly event: OrderEvent; readonly error?: never }
  | { readonly event?: never; readonly error: OrderEventError };

/** The type that a `detail` says it is of. */
export const typeOf = (detail: unknown): unknown => fieldOf(fieldOf(detail, 'metadata'), 'type');

const SENTENCES: Readonly<Record<OrderEventErrorCode, string>> = {
  NOT_AN_ORDER_EVENT: 'Not an order event',
  UNKNOWN_TYPE: 'Not a type of event that this version reads',
};
const UNKNOWN_TYPE = `expected one of ${CONTRACT.types.join(', ')}`;
const validate = createValidation(CONTRACT.shape);
