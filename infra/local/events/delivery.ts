import { sendToDeadLetterQueue } from './dead-letter';
import { deliveryError } from './delivery-error';
import type { PutEvent } from './put-event';
import type { EventsState, Rule } from './state';
import type { Target } from './target';

/** One event on its way to one target. */
export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  readonly event: PutEvent;
}

/** In milliseconds. AWS says "exponential backoff and jitter", and no numbers: 185 attempts fill 24 hours so. */
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 600_000;

/** Calls the target, and again with exponential backoff, until it succeeds or its retry policy is exhausted. */
export async function deliverEvent(state: EventsState, delivery: Delivery, retries = 0): Promise<void> {
  const { rule, target, event } = delivery;
  const about = { id: event.id, rule: rule.name, target: target.arn };
  try {
    await state.deliver({
      arn: target.arn,
      body: target.render(event, rule),
      ...(target.messageGroupId === undefined ? {} : { messageGroupId: target.messageGroupId }),
    });
    state.notify?.({ ...about, kind: 'delivered', attempt: retries + 1 });
  } catch (thrown) {
    const error = deliveryError(thrown);
    const giveUp = (exhausted?: string) =>
      sendToDeadLetterQueue(state, delivery, { ...error, retries, exhausted });
    if (!error.retryable) return giveUp();
    if (retries >= target.maximumRetryAttempts) return giveUp('MaximumRetryAttempts');

    const left = event.ingested + target.maximumEventAge - state.clock.now();
    const delay = backoff(retries, state.random ?? Math.random);
    if (delay >= left) {
      state.clock.after(Math.max(0, left), () => void giveUp('MaximumEventAgeInSeconds'));
      return;
    }
    state.notify?.({ ...about, kind: 'retried', attempt: retries + 1, error: error.code, delay });
    state.clock.after(delay, () => void deliverEvent(state, delivery, retries + 1));
  }
}

/** Between a half and the whole of a delay that doubles. */
function backoff(retries: number, random: () => number): number {
  const longest = Math.min(FIRST_DELAY * 2 ** retries, LONGEST_DELAY);
  return Math.round(longest * (0.5 + random() / 2));
}
