export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One operation of an AWS service: its input as it came over the wire, its output as it goes back. */
export type Action = (input: JsonObject, call?: Call) => JsonObject | Promise<JsonObject>;

/** What an action may know about the request that called it. */
export interface Call {
  /** Aborted when the caller has gone away: a long poll ends here. */
  readonly signal: AbortSignal;
}

/** A service as the wire sees it: `x-amz-target: <target>.<action>`, JSON in, JSON out. */
export interface AwsService {
  readonly target: 'AmazonSQS' | 'AWSEvents' | 'secretsmanager';
  readonly actions: Readonly<Record<string, Action>>;
}

/** An error that the service answers with; the SDK makes its typed error from `code`. */
export class AwsError extends Error {
  constructor(
    /** The shape's name, for example `ResourceNotFoundException` or `QueueDoesNotExist`. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}
