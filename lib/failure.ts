import { cut } from './cut';

/**
 * Every failure that we expect, one row each. The kind says who has to act:
 * - `refused`: the sender. Nothing is kept.
 * - `unreadable`: a developer. The delivery becomes a dead letter: fix, then replay.
 * - `unavailable`: nobody. It is tried again.
 *
 * Anything else that is thrown is a bug, and is treated as `INTERNAL`.
 *
 * The second word is the stage at which it fails; a bug fails wherever it is caught. The sentence is read by a person on
 * call: it says what is wrong and, where it is not obvious, what to do.
 */
export const FAILURES = {
  SIGNATURE_MISSING: ['refused', 'verify', 'The request has no signature header.'],
  SIGNATURE_MISMATCH: ['refused', 'verify', "The signature matches none of the endpoint's secrets."],
  ENDPOINT_UNKNOWN: ['refused', 'verify', 'The secret document has no entry for this endpoint.'],
  PAYLOAD_TOO_LARGE: ['refused', 'verify', 'The delivery is larger than the queue accepts.'],

  ENDPOINT_INVALID: [
    'unavailable',
    'verify',
    "The endpoint's entry in the secret document is invalid. Correct it.",
  ],
  ENDPOINT_WITHOUT_SECRET: ['unavailable', 'verify', "The endpoint's entry has no secret yet. Add it."],
  SECRETS_UNAVAILABLE: ['unavailable', 'verify', 'The secret document could not be read.'],
  SECRETS_INVALID: [
    'unavailable',
    'verify',
    'The secret document is not a JSON object of endpoints. Correct it.',
  ],
  SECRETS_STALE: [
    'unavailable',
    'verify',
    'The request does not match, but the secret document was read before it arrived and may have changed since.',
  ],
  QUEUE_UNAVAILABLE: ['unavailable', 'verify', 'The queue did not accept the delivery.'],
  OUT_OF_TIME: ['unavailable', 'verify', 'The deadline passed before the delivery was stored.'],
  BUS_UNAVAILABLE: [
    'unavailable',
    'publish',
    'The bus did not accept the event until retries ended. Replay it once the bus works.',
  ],

  NOT_A_DELIVERY: ['unreadable', 'decode', 'The queue message is not a delivery that this version can read.'],
  UNDECRYPTABLE: [
    'unreadable',
    'decode',
    "The signature is right, but no key and layout of the endpoint decrypts the payload. Correct the endpoint's entry, then replay.",
  ],
  NOT_JSON: ['unreadable', 'parse', 'The payload is not JSON in UTF-8.'],
  SCHEMA_MISMATCH: ['unreadable', 'validate', 'A required field is missing or invalid.'],
  ACCOUNT_MISMATCH: [
    'unreadable',
    'validate',
    "The payload names another account than the endpoint's entry.",
  ],
  UNSUPPORTED_VERSION: ['unreadable', 'validate', 'The payload has an API version that is not mapped.'],
  UNSUPPORTED_EVENT: ['unreadable', 'validate', 'The delivery is of an event that is not mapped.'],
  UNKNOWN_CURRENCY: ['unreadable', 'map', "The order's currency is not in ISO 4217."],
  READING_ABORTED: [
    'unreadable',
    'map',
    'Reading the payload takes too much time or memory, and was stopped. Make it cheaper, then replay.',
  ],
  EVENT_TOO_LARGE: ['unreadable', 'publish', 'The event is larger than the bus accepts.'],
  BUS_REJECTED: ['unreadable', 'publish', 'The bus rejected the event for good.'],
  INTERNAL: ['unreadable', 'any', 'A bug of this program. Fix it, then replay.'],
} as const satisfies Record<string, readonly [FailureKind, Stage | 'any', string]>;

/** Who has to act on a failure: see {@link FAILURES}. */
export type FailureKind = 'refused' | 'unreadable' | 'unavailable';

/** Where on its way a delivery failed. */
export const STAGES = ['verify', 'decode', 'parse', 'validate', 'map', 'publish'] as const;
/** One of the {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** The closed set of codes that stand in dead letters, logs and metrics. */
export type FailureCode = keyof typeof FAILURES;

/** A place in a payload and what is wrong there, in types and never in values. */
export interface Issue {
  /** JSON Pointer from the payload's root. */
  readonly path: string;
  /** For example `expected a string, found a number`. */
  readonly message: string;
}

/** An issue as one text: `/parts: expected a list, found a string`. A long path is cut: a sender chose its names. */
export const describeIssue = ({ path, message }: Issue): string =>
  path ? `${cut(path, LONGEST_PATH)}: ${message}` : message;

const LONGEST_PATH = 200;

/** An expected failure. Its message names places and types, never a value of the payload. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly stage: Stage;

  constructor(
    readonly code: FailureCode,
    readonly issues: readonly Issue[] = [],
    { stage, cause }: FailureOptions = {},
  ) {
    super([FAILURES[code][2], issues.map(describeIssue).join('; ')].join(' ').trim(), { cause });
    this.name = 'Failure';
    this.kind = FAILURES[code][0];
    const usual = FAILURES[code][1];
    this.stage = stage ?? (usual === 'any' ? 'map' : usual);
  }
}

/** What a failure knows beside its code and issues. */
export interface FailureOptions {
  /** Where it was caught. @default the stage of its row; of a bug, `map` */
  readonly stage?: Stage;
  /** What was thrown first. */
  readonly cause?: unknown;
}

/**
 * Does one step of a delivery's way: what it throws, if it is no failure, is a bug at that stage.
 * @throws Failure
 */
export function atStage<T>(stage: Stage, step: () => T): T {
  try {
    return step();
  } catch (thrown) {
    throw toFailure(thrown, stage);
  }
}

/** The failure that was thrown; of anything else, `INTERNAL` at the stage where it was caught, with its cause. */
export const toFailure = (thrown: unknown, stage?: Stage): Failure =>
  thrown instanceof Failure
    ? thrown
    : new Failure('INTERNAL', [], { cause: thrown, ...(stage && { stage }) });
