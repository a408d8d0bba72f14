import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../clock';
import { countMessages, type DeadLetterQueue } from '../queues';
import { type Lease, VISIBILITY_SECONDS } from './lease';

/** The leases of a killed command end by themselves, and SQS's counts lag behind by up to a minute. */
const PATIENCE_MS = (VISIBILITY_SECONDS + 60) * 1000;
const LOOK_AGAIN_MS = 5_000;
/** Dead letters that go on coming in must not keep a command from its end. */
const MOST_ROUNDS = 3;

export interface ExclusiveUseOptions {
  readonly sqs: SQSClient;
  readonly queue: DeadLetterQueue;
  readonly lease: Lease;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/**
 * Sees to it that one command uses a queue at a time. Two that each have a part of an order's dead letters cannot keep
 * their order, and nothing but the count of invisible messages reveals another.
 */
export interface ExclusiveUse {
  /** Resolves once no other command uses the queue. @throws Error where one does not end */
  begin(): Promise<void>;
  /**
   * Whether dead letters are visible although the queue was traversed: another command that began at the same time has
   * released them, or they were in an answer that could not be read. Waits for those.
   * @throws Error where another command does not end
   */
  hasMore(): Promise<boolean>;
}

export function createExclusiveUse({
  sqs,
  queue,
  lease,
  clock,
  signal,
  progress,
}: ExclusiveUseOptions): ExclusiveUse {
  let rounds = 0;

  const pause = () =>
    new Promise<void>((resolve) => {
      const stop = () => {
        cancel();
        resolve();
      };
      const cancel = clock.after(LOOK_AGAIN_MS, () => {
        signal.removeEventListener('abort', stop);
        resolve();
      });
      signal.addEventListener('abort', stop, { once: true });
    });

  /** Resolves with how many are visible once nobody else has any. */
  async function waitForOthers(): Promise<number> {
    for (const end = clock.now() + PATIENCE_MS; ; await pause()) {
      const { visible, hidden } = await countMessages(sqs, queue.url);
      const elsewhere = hidden - lease.count();
      if (elsewhere <= 0 || signal.aborted) return visible;
      if (clock.now() >= end) throw inUse(queue);
      progress(`${queue.name}: waiting for another command, which is using ${elsewhere}`);
    }
  }

  return {
    async begin() {
      await waitForOthers();
    },
    async hasMore() {
      return (await waitForOthers()) > 0 && ++rounds < MOST_ROUNDS;
    },
  };
}

const inUse = ({ name }: DeadLetterQueue): Error =>
  new Error(
    `${name}: another command is using dead letters of this queue, so an order's could pass each other. Nothing was done. Wait until it ends, then run this again.`,
  );
