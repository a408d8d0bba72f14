import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../clock';
import { changeVisibility, deleteMessages } from './batches';

/**
 * How long a letter is out of sight at a time. Short: after a command that was killed, its letters are visible again
 * by then. Whatever takes longer renews it.
 */
export const VISIBILITY_SECONDS = 120;
const RENEW_AFTER_MS = (VISIBILITY_SECONDS * 1000) / 2;

/** The letters of one queue that this command has in its hands: nobody else receives them meanwhile. */
export interface Hold {
  /** Takes a letter that was just received; again where it was received again. */
  take(key: string, receiptHandle: string): void;
  /** Whether it is still ours. A letter that could not be renewed in time belongs to nobody again. */
  has(key: string): boolean;
  /** Deletes letters from the queue; tells which are gone. Those that are not come back by themselves. */
  delete(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes letters visible again, at once; all of them where none are named. */
  release(keys?: readonly string[]): Promise<void>;
}

export function createHold(sqs: SQSClient, queueUrl: string, clock: Clock): Hold {
  const held = new Map<string, { readonly handle: string; since: number }>();
  const renew = changeVisibility(sqs, queueUrl, VISIBILITY_SECONDS);
  const show = changeVisibility(sqs, queueUrl, 0);
  const remove = deleteMessages(sqs, queueUrl);
  let cancelBeat: (() => void) | undefined;
  let beating: Promise<unknown> = Promise.resolve();

  /** Renews what was taken or renewed half its time ago. */
  async function beat(): Promise<void> {
    const now = clock.now();
    const due = [...held.values()].filter(({ since }) => now - since >= RENEW_AFTER_MS);
    const done = await renew(due.map(({ handle }) => handle));
    for (const [i, one] of due.entries()) if (done[i]) one.since = now;
  }

  /** One timer for all, looking twice as often as the first letter could fall due. */
  function schedule(): void {
    if (cancelBeat || held.size === 0) return;
    cancelBeat = clock.after(RENEW_AFTER_MS / 2, () => {
      // A beat that fails is followed by another before the time is over.
      beating = beat()
        .catch(() => undefined)
        .then(() => {
          cancelBeat = undefined;
          schedule();
        });
    });
  }

  function drop(keys: readonly string[]): { key: string; handle: string }[] {
    const dropped = keys.flatMap((key) => {
      const found = held.get(key);
      return found ? [{ key, handle: found.handle }] : [];
    });
    for (const { key } of dropped) held.delete(key);
    if (held.size === 0) {
      cancelBeat?.();
      cancelBeat = undefined;
    }
    return dropped;
  }

  return {
    take(key, handle) {
      held.set(key, { handle, since: clock.now() });
      schedule();
    },
    has(key) {
      const found = held.get(key);
      return found !== undefined && clock.now() - found.since < VISIBILITY_SECONDS * 1000;
    },
    async delete(keys) {
      const dropped = drop(keys);
      const done = await remove(dropped.map(({ handle }) => handle));
      return new Set(dropped.flatMap(({ key }, i) => (done[i] ? [key] : [])));
    },
    async release(keys = [...held.keys()]) {
      const dropped = drop(keys);
      // A renewal on its way would take back what is released now.
      await beating;
      await show(dropped.map(({ handle }) => handle));
    },
  };
}
