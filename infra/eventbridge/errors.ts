/** An event pattern that EventBridge refuses; the message says why, in its words. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';

  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
  }
}

/** A target's `Input`, `InputPath` or `InputTransformer` that EventBridge refuses. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
}

/** What a target asks for cannot be made of this event: EventBridge does not deliver it. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}
