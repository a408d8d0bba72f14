import type { FunctionError } from './definition';

/** What a sandbox gets when its thread starts. */
export interface SandboxData {
  readonly directory: string;
  readonly handler: string;
  readonly runtime: string;
}

/** From the stack to a sandbox: one invocation. */
export interface InvokeMessage {
  readonly requestId: string;
  /** The event as JSON text: what a function gets is what survives JSON, as on AWS. */
  readonly event: string;
  /** Milliseconds that the invocation may take. */
  readonly timeout: number;
  /** Milliseconds by which the stack's clock is ahead of the machine's. */
  readonly timeShift: number;
  readonly functionArn: string;
}

/** From a sandbox to the stack. `fatal`: the thread ends itself after it. */
export type SandboxMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'fatal'; readonly error: FunctionError }
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'result'; readonly payload: string }
  | { readonly type: 'error'; readonly error: FunctionError };
