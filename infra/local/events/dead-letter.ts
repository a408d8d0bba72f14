import type { Delivery } from './delivery';
import type { DeliveryError } from './delivery-error';
import type { EventsState } from './state';

export interface GivenUp extends DeliveryError {
  readonly retries: number;
  /** Which limit of the retry policy was reached; undefined if the error is not one to retry. */
  readonly exhausted: string | undefined;
}

/**
 * Puts an event that could not be delivered into its target's dead-letter queue, as it came to the bus, with AWS's
 * message attributes. Without such a queue, or if the queue refuses, the event is gone.
 */
export async function sendToDeadLetterQueue(
  state: EventsState,
  delivery: Delivery,
  why: GivenUp,
): Promise<void> {
  const { rule, target, event } = delivery;
  const about = { id: event.id, rule: rule.name, target: target.arn };
  const queue = target.deadLetterQueue;
  if (queue === undefined) {
    state.notify?.({ ...about, kind: 'dropped', reason: `${why.code}: ${why.message}` });
    return;
  }
  const attributes = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: why.code,
    ERROR_MESSAGE: why.message || why.code,
    ...(why.exhausted ? { EXHAUSTED_RETRY_CONDITION: why.exhausted } : {}),
    RETRY_ATTEMPTS: String(why.retries),
  };
  try {
    await state.deliver({ arn: queue, body: event.text, attributes });
    state.notify?.({ ...about, kind: 'dead-lettered', queue, error: why.code });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    state.notify?.({ ...about, kind: 'dropped', reason: `dead-letter queue ${queue}: ${reason}` });
  }
}
