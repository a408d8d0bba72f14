import * as v from 'valibot';
import type { FailureCode, Stage } from './failure';

/**
 * Why a delivery is a dead letter: `failure` beside the delivery in the message. It holds places and types, never a
 * value of the payload. A dead letter outlives deployments, so reading takes the codes and stages of any version.
 */
export const RecordedFailure = v.object({
  /** Where on its way the delivery failed. */
  stage: v.string(),
  code: v.string(),
  message: v.string(),
  /** JSON Pointers into the payload; the first few, each cut to a readable length. */
  paths: v.array(v.string()),
  /** Whether the cause was outside the delivery: a replay may simply work. */
  retryable: v.boolean(),
  /** How often the delivery was received before it was dead-lettered. */
  receives: v.number(),
  /** UTC, RFC 3339. */
  at: v.string(),
  /** `<provider>@<version>`; absent where the provider is unknown. */
  mapper: v.optional(v.string()),
});
export type RecordedFailure = v.InferOutput<typeof RecordedFailure>;

/** A failure as this version writes it: of the closed set of codes and stages. */
export interface DeadLetterFailure extends Readonly<RecordedFailure> {
  readonly stage: Stage;
  readonly code: FailureCode;
}

/** The failure that a dead letter records; `undefined` where the value is not one. */
export function readRecordedFailure(value: unknown): RecordedFailure | undefined {
  const result = v.safeParse(RecordedFailure, value);
  return result.success ? result.output : undefined;
}
