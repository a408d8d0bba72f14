/** A function of the template, resolved. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the unpacked bundle. */
  readonly directory: string;
  /** Where its output goes. */
  readonly logGroup: string;
  /** `<file>.<export>`, relative to the directory. */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** `ReservedConcurrentExecutions`, where the template sets it. */
  readonly reservedConcurrency?: number;
  /** The template's own variables, resolved. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the runtime answers for a failed invocation, with AWS's names. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** JSON text of the handler's result, or why there is none. */
export type Outcome =
  | { readonly requestId: string; readonly payload: string; readonly error?: never }
  | { readonly requestId: string; readonly error: FunctionError; readonly payload?: never };

/** One piece of what a function wrote to its output. `requestId` is empty while it loads. */
export interface LogLine {
  readonly function: string;
  readonly requestId: string;
  readonly text: string;
}
