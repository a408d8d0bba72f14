export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One operation of an AWS service: its input as it came over the wire, its output as it goes back. */
export type Action = (input: JsonObject, call?: Call) => JsonObject | Promise<JsonObject>;

/** What an action may know about the request that called it. */
export interface Call {
  /** Aborted when the caller has gone away: a long poll ends here. */
  readonly signal: AbortSignal;
}

/** What a caller needs of a service: the actions of these names. */
export interface Actions<Name extends string = string> {
  readonly actions: Readonly<Record<Name, Action>>;
}

/** A service as the wire sees it: `x-amz-target: <target>.<action>`, JSON in, JSON out. */
export interface AwsService<Name extends string = string> extends Actions<Name> {
  readonly target: 'AmazonSQS' | 'AWSEvents' | 'secretsmanager' | 'Logs_20140328';
}

/** A service of these actions, whose names its callers can then not misspell. */
export function service<Name extends string>(
  target: AwsService['target'],
  actions: Readonly<Record<Name, Action>>,
): AwsService<Name> {
  return { target, actions };
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
