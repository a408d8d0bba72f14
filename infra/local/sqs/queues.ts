import type { Clock } from '../clock';
import { AwsError } from '../service';
import { queueDoesNotExist } from './error';
import type { Queue } from './queue';

const NAME_REUSE_MILLISECONDS = 60_000;

/** What every action works on. */
export interface Sqs {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  /** Where clients reach this service, for example `http://127.0.0.1:4566`. */
  readonly origin: () => string;
  readonly queues: Queues;
  /** A queue gives no more messages while so many are in flight. */
  readonly mostInFlight: number;
  /** Called with each message that a FIFO queue drops: AWS answers its sender as if it had been kept. */
  readonly onDuplicate?: (duplicate: Duplicate) => void;
}

/** A message that was sent within five minutes of another with its deduplication id. */
export interface Duplicate {
  readonly queue: string;
  /** Of the first, which stands for both. */
  readonly messageId: string;
  readonly body: string;
}

export type Queues = ReturnType<typeof createQueues>;

/** The queues of one account and region, by name. */
export function createQueues(account: string, region: string) {
  const byName = new Map<string, Queue>();
  const deletedAt = new Map<string, number>();
  const arnPrefix = `arn:aws:sqs:${region}:${account}:`;

  return {
    arn: (name: string) => arnPrefix + name,
    all: (): Iterable<Queue> => byName.values(),
    find: (name: string): Queue | undefined => byName.get(name),
    findByArn: (arn: string): Queue | undefined =>
      arn.startsWith(arnPrefix) ? byName.get(arn.slice(arnPrefix.length)) : undefined,

    /** A queue URL is read by its last two segments, so that any host name will do; a bare name is accepted too. */
    byUrl(url: string): Queue {
      const [name = '', owner = account] = url.split('/').reverse();
      const queue = owner === account ? byName.get(name) : undefined;
      if (!queue) throw queueDoesNotExist();
      return queue;
    },

    add(queue: Queue): void {
      const deleted = deletedAt.get(queue.name);
      if (deleted !== undefined && queue.createdAt - deleted < NAME_REUSE_MILLISECONDS) {
        throw new AwsError(
          'QueueDeletedRecently',
          'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
        );
      }
      deletedAt.delete(queue.name);
      byName.set(queue.name, queue);
    },

    remove(queue: Queue, now: number): void {
      byName.delete(queue.name);
      deletedAt.set(queue.name, now);
    },
  };
}

export function queueUrl(sqs: Sqs, queue: Queue): string {
  return `${sqs.origin()}/${sqs.account}/${queue.name}`;
}
