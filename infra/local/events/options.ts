import type { Clock } from '../clock';

/** One call of a target. */
export interface TargetCall {
  readonly arn: string;
  /** JSON text. */
  readonly body: string;
  readonly messageGroupId?: string;
  readonly deduplicationId?: string;
  /** Message attributes, all of type String. */
  readonly attributes?: Record<string, string>;
}

/** Reaches a queue or a function; throws an `AwsError` when there is none, or it refuses. */
export type Deliver = (call: TargetCall) => Promise<void>;

/** What happened to one event. `target` is the ARN of the target, `rule` the name of the rule. */
export type EventNotice = { readonly id: string } & (
  | {
      readonly kind: 'put';
      readonly bus: string;
      readonly source: string;
      readonly detailType: string;
      readonly detail: string;
    }
  | { readonly kind: 'matched'; readonly bus: string; readonly rules: readonly string[] }
  | { readonly kind: 'delivered'; readonly rule: string; readonly target: string; readonly attempt: number }
  | {
      readonly kind: 'retried';
      readonly rule: string;
      readonly target: string;
      readonly attempt: number;
      readonly error: string;
      readonly delay: number;
    }
  | {
      readonly kind: 'dead-lettered';
      readonly rule: string;
      readonly target: string;
      readonly queue: string;
      readonly error: string;
    }
  | {
      readonly kind: 'dropped';
      readonly reason: string;
      readonly bus?: string;
      readonly rule?: string;
      readonly target?: string;
    }
);

export interface EventsOptions {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly deliver: Deliver;
  readonly notify?: (notice: EventNotice) => void;
  /** At least 0, less than 1: the jitter of retries. */
  readonly random?: () => number;
}
