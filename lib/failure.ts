/**
 * Every failure that we expect, one row each. The kind says who has to act:
 * - `refused`: the sender. Nothing is kept.
 * - `unreadable`: a developer. The delivery becomes a dead letter: fix, then replay.
 * - `unavailable`: nobody. It is tried again.
 *
 * Anything else that is thrown is a bug, and is treated as `INTERNAL`.
 */
export const FAILURES = {
  SIGNATURE_MISSING: ['refused', 'open', 'The request carries no signature header.'],
  SIGNATURE_MISMATCH: ['refused', 'open', 'No secret of the endpoint makes this signature.'],
  ENDPOINT_UNKNOWN: ['refused', 'open', 'The secret document has no entry of this name.'],
  PAYLOAD_TOO_LARGE: ['refused', 'open', 'The delivery is larger than the queue can carry.'],

  ENDPOINT_INVALID: ['unavailable', 'open', "The endpoint's entry in the secret document is malformed."],
  ENDPOINT_WITHOUT_SECRET: ['unavailable', 'open', "The endpoint's entry has no secret yet."],
  SECRETS_UNAVAILABLE: ['unavailable', 'open', 'The secret document could not be read.'],
  QUEUE_UNAVAILABLE: ['unavailable', 'open', 'The queue did not take the delivery.'],
  OUT_OF_TIME: ['unavailable', 'open', 'The door had to answer before the delivery was stored.'],
  BUS_UNAVAILABLE: ['unavailable', 'publish', 'The bus did not take the event for too long.'],

  NOT_A_DELIVERY: ['unreadable', 'decode', 'The queue message is not a delivery that this version can read.'],
  UNDECRYPTABLE: ['unreadable', 'decode', 'Authentic, but no key and no layout opens it.'],
  NOT_JSON: ['unreadable', 'parse', 'The payload is not JSON, or not UTF-8.'],
  SCHEMA_MISMATCH: ['unreadable', 'validate', 'What is needed to tell the order is missing or impossible.'],
  ACCOUNT_MISMATCH: ['unreadable', 'validate', "The payload speaks for another account than the endpoint's."],
  UNSUPPORTED_VERSION: ['unreadable', 'validate', 'The payload has an API version that we do not map.'],
  UNSUPPORTED_EVENT: ['unreadable', 'validate', 'The delivery is of an event that we do not map.'],
  UNKNOWN_CURRENCY: ['unreadable', 'map', 'The order is in a currency that is not in ISO 4217.'],
  EVENT_TOO_LARGE: ['unreadable', 'publish', "The event would pass the bus's size limit."],
  BUS_REJECTED: ['unreadable', 'publish', 'The bus refuses the event for good.'],
  INTERNAL: ['unreadable', 'map', 'A bug of ours.'],
} as const satisfies Record<string, readonly [FailureKind, Stage, string]>;

export type FailureKind = 'refused' | 'unreadable' | 'unavailable';

/** Where on its way a delivery failed. */
export type Stage = 'open' | 'decode' | 'parse' | 'validate' | 'map' | 'publish';

export type FailureCode = keyof typeof FAILURES;

/** A place in a payload and what is wrong there, in types and never in values. */
export interface Issue {
  /** JSON Pointer from the payload's root. */
  readonly path: string;
  /** For example `expected a string, found a number`. */
  readonly message: string;
}

/** As one text: `/parts: expected a list, found a string`. */
export const describeIssue = ({ path, message }: Issue): string => (path ? `${path}: ${message}` : message);

/** An expected failure. Its message names places and types, never a value of the payload. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly stage: Stage;

  constructor(
    readonly code: FailureCode,
    readonly issues: readonly Issue[] = [],
    options?: ErrorOptions,
  ) {
    super([FAILURES[code][2], issues.map(describeIssue).join('; ')].join(' ').trim(), options);
    this.name = 'Failure';
    this.kind = FAILURES[code][0];
    this.stage = FAILURES[code][1];
  }
}

/** The failure that was thrown, or `INTERNAL` with the thrown thing as its cause. */
export const toFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure ? thrown : new Failure('INTERNAL', [], { cause: thrown });
