import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import type { Outcome } from './definition';

/** Lambda repeats a failed asynchronous invocation after one minute, then after two. */
const RETRY_DELAYS = [60_000, 120_000];

/** A function's `EventInvokeConfig` and dead-letter queue. */
export interface AsyncSettings {
  readonly functionName: string;
  readonly functionArn: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** ARNs of queues or functions. */
  readonly onFailure?: string;
  readonly onSuccess?: string;
  readonly deadLetterQueue?: string;
}

export interface AsyncOptions {
  readonly clock: Clock;
  readonly invoke: (functionName: string, event: string, requestId: string) => Promise<Outcome>;
  /** Hands a record to a destination. */
  readonly deliver: (call: {
    arn: string;
    body: string;
    attributes?: Record<string, string>;
  }) => Promise<void>;
  readonly warn: (text: string) => void;
}

/**
 * Takes an event for a function and answers at once, as Lambda's `InvocationType: Event` does; repeats it when
 * the function fails, and sends the destinations a record of how it ended.
 */
export function createAsyncInvoker(
  options: AsyncOptions,
): (settings: AsyncSettings, event: string) => string {
  const { clock, invoke, deliver, warn } = options;

  async function attempt(settings: AsyncSettings, job: Job): Promise<void> {
    const outcome = await invoke(settings.functionName, job.event, job.requestId);
    job.attempts++;
    if (!outcome.error) return settle(settings, job, outcome, 'Success');

    const delay = RETRY_DELAYS[job.attempts - 1];
    if (delay === undefined || job.attempts > settings.maximumRetryAttempts) {
      return settle(settings, job, outcome, 'RetriesExhausted');
    }
    if (clock.now() + delay - job.accepted > settings.maximumEventAgeSeconds * 1000) {
      return settle(settings, job, outcome, 'EventAgeExceeded');
    }
    clock.after(delay, () => run(settings, job));
  }

  async function settle(
    settings: AsyncSettings,
    job: Job,
    outcome: Outcome,
    condition: Condition,
  ): Promise<void> {
    const destination = condition === 'Success' ? settings.onSuccess : settings.onFailure;
    if (destination !== undefined) {
      const record = invocationRecord(settings, job, outcome, condition, clock.now());
      await deliver({ arn: destination, body: JSON.stringify(record) });
    }
    if (outcome.error && settings.deadLetterQueue !== undefined) {
      const ErrorMessage = outcome.error.errorMessage.slice(0, 1024) || outcome.error.errorType;
      const attributes = { RequestID: job.requestId, ErrorCode: '200', ErrorMessage };
      await deliver({ arn: settings.deadLetterQueue, body: job.event, attributes });
    }
    if (outcome.error && destination === undefined && settings.deadLetterQueue === undefined) {
      warn(`${settings.functionName}: an event is lost, ${condition}: ${outcome.error.errorMessage}`);
    }
  }

  function run(settings: AsyncSettings, job: Job): void {
    attempt(settings, job).catch((error: unknown) => {
      warn(`${settings.functionName}: the destination of a failed event: ${String(error)}`);
    });
  }

  return (settings, event) => {
    const job: Job = { requestId: randomUUID(), event, accepted: clock.now(), attempts: 0 };
    run(settings, job);
    return job.requestId;
  };
}

type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

interface Job {
  readonly requestId: string;
  readonly event: string;
  readonly accepted: number;
  attempts: number;
}

/** AWS's own record of an asynchronous invocation, version 1.0. */
function invocationRecord(
  settings: AsyncSettings,
  job: Job,
  outcome: Outcome,
  condition: Condition,
  now: number,
) {
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: job.requestId,
      functionArn: `${settings.functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: job.attempts,
    },
    requestPayload: JSON.parse(job.event),
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(outcome.error && { functionError: 'Unhandled' }),
    },
    responsePayload: outcome.error ?? JSON.parse(outcome.payload),
  };
}
