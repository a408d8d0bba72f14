/** One row of `ls --json`. What cannot be told of a letter is null. */
export interface Summary {
  /** The event's id; where none can be told, SQS's message id, so that every letter can be named. */
  readonly id: string;
  readonly provider: string | null;
  readonly account: string | null;
  /** The order's canonical id. Null where the payload does not tell it. */
  readonly orderKey: string | null;
  /** Where it failed. Null for what SQS itself moved, and for letters of subscribers. */
  readonly stage: string | null;
  /** Why. Null for what SQS itself moved: see `explain`. */
  readonly code: string | null;
  /** When the delivery came to our door: UTC, RFC 3339. Null where the message does not tell it. */
  readonly receivedAt: string | null;
  /** When it became a dead letter: UTC, RFC 3339. */
  readonly deadAt: string | null;
  /** How often it was tried before. Where SQS itself moved it, looks into the dead-letter queue count too. */
  readonly receives: number | null;
}
