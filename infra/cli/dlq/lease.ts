import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../clock';

/**
 * How long a dead letter is out of sight at a time. Short: if the command is killed, its dead letters are visible
 * again by then. Whatever takes longer renews the lease.
 */
export const VISIBILITY_SECONDS = 120;
const RENEW_AFTER_MS = (VISIBILITY_SECONDS * 1000) / 2;

/** What SQS takes in one request. */
const MOST_ENTRIES = 10;
/** Requests at once: enough to hide the way to AWS, few enough to stay below its quotas. */
const MOST_REQUESTS = 8;

/** The dead letters of one queue that this command has received: nobody else receives them until they are released. */
export interface Lease {
  /** Adds a dead letter that was just received; again where it was received again. */
  add(key: string, receiptHandle: string): void;
  /** How many dead letters are leased. */
  count(): number;
  /** Whether it is still ours. One that could not be renewed in time belongs to nobody. */
  has(key: string): boolean;
  /** Deletes dead letters from the queue; returns those that are gone. The others become visible by themselves. */
  delete(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Makes dead letters visible again, at once; all of them where none are named. */
  release(keys?: readonly string[]): Promise<void>;
}

export function createLease(sqs: SQSClient, queueUrl: string, clock: Clock): Lease {
  const leased = new Map<string, { readonly handle: string; since: number }>();
  let cancelRenewal: (() => void) | undefined;
  let renewing: Promise<unknown> = Promise.resolve();

  /** Renews what was added or renewed half its time ago. */
  async function renew(): Promise<void> {
    const now = clock.now();
    const due = [...leased.values()].filter(({ since }) => now - since >= RENEW_AFTER_MS);
    const handles = due.map(({ handle }) => handle);
    const done = await changeVisibility(sqs, queueUrl, handles, VISIBILITY_SECONDS);
    for (const [i, one] of due.entries()) if (done[i]) one.since = now;
  }

  /** One timer for all, twice as often as the first dead letter could fall due. */
  function schedule(): void {
    if (cancelRenewal || leased.size === 0) return;
    cancelRenewal = clock.after(RENEW_AFTER_MS / 2, () => {
      // A renewal that fails is followed by another before the time is over.
      renewing = renew()
        .catch(() => undefined)
        .then(() => {
          cancelRenewal = undefined;
          schedule();
        });
    });
  }

  function take(keys: readonly string[]): { key: string; handle: string }[] {
    const taken = keys.flatMap((key) => {
      const found = leased.get(key);
      return found ? [{ key, handle: found.handle }] : [];
    });
    for (const { key } of taken) leased.delete(key);
    if (leased.size === 0) {
      cancelRenewal?.();
      cancelRenewal = undefined;
    }
    return taken;
  }

  return {
    add(key, handle) {
      leased.set(key, { handle, since: clock.now() });
      schedule();
    },
    count: () => leased.size,
    has(key) {
      const found = leased.get(key);
      return found !== undefined && clock.now() - found.since < VISIBILITY_SECONDS * 1000;
    },
    async delete(keys) {
      const taken = take(keys);
      const handles = taken.map(({ handle }) => handle);
      const done = await deleteMessages(sqs, queueUrl, handles);
      return new Set(taken.flatMap(({ key }, i) => (done[i] ? [key] : [])));
    },
    async release(keys = [...leased.keys()]) {
      const taken = take(keys);
      // A renewal on its way would hide again what is released now.
      await renewing;
      const handles = taken.map(({ handle }) => handle);
      await changeVisibility(sqs, queueUrl, handles, 0);
    },
  };
}

/** How long messages stay invisible from now. A handle that ran out is refused: its message is visible already. */
const changeVisibility = (sqs: SQSClient, url: string, handles: readonly string[], seconds: number) =>
  inBatches(handles, async (batch) => {
    const Entries = batch.map((entry) => ({ ...entry, VisibilityTimeout: seconds }));
    return (await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }))).Failed;
  });

const deleteMessages = (sqs: SQSClient, url: string, handles: readonly string[]) =>
  inBatches(
    handles,
    async (Entries) => (await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))).Failed,
  );

interface Entry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

/** Whether SQS did it, for each receipt handle; only a request that fails as a whole throws. */
async function inBatches(
  handles: readonly string[],
  send: (entries: Entry[]) => Promise<BatchResultErrorEntry[] | undefined>,
): Promise<boolean[]> {
  const done = handles.map(() => true);
  const entries = handles.map((ReceiptHandle, i) => ({ Id: String(i), ReceiptHandle }));
  const sendBatch = async (batch: Entry[]) => {
    let failed = (await send(batch)) ?? [];
    // What is not the sender's fault may pass by itself.
    const again = new Set(failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id));
    if (again.size > 0) {
      const refused = failed.filter(({ Id }) => !again.has(Id));
      failed = [...refused, ...((await send(batch.filter(({ Id }) => again.has(Id)))) ?? [])];
    }
    for (const { Id } of failed) done[Number(Id)] = false;
  };
  for (const requests of chunk(chunk(entries, MOST_ENTRIES), MOST_REQUESTS))
    await Promise.all(requests.map(sendBatch));
  return done;
}

const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
