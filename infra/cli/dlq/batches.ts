import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

const ENTRIES = 10;
/** Requests at once: enough to hide the way to AWS, few enough to stay below its quotas. */
const LANES = 8;

/** Tells for each receipt handle whether SQS did it; only a request that fails as a whole throws. */
export type InBatches = (handles: readonly string[]) => Promise<readonly boolean[]>;

/** How long messages stay invisible from now. A handle that ran out is refused: its message is visible already. */
export const changeVisibility =
  (sqs: SQSClient, url: string, seconds: number): InBatches =>
  (handles) =>
    inBatches(handles, async (entries) => {
      const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: seconds }));
      return (await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }))).Failed;
    });

export const deleteMessages =
  (sqs: SQSClient, url: string): InBatches =>
  (handles) =>
    inBatches(handles, async (Entries) => {
      return (await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }))).Failed;
    });

interface Entry {
  readonly Id: string;
  readonly ReceiptHandle: string;
}

async function inBatches(
  handles: readonly string[],
  send: (entries: Entry[]) => Promise<BatchResultErrorEntry[] | undefined>,
): Promise<boolean[]> {
  const done = handles.map(() => true);
  const starts = handles.flatMap((_, i) => (i % ENTRIES === 0 ? [i] : []));
  await inLanes(LANES, starts, async (start) => {
    const entries = handles
      .slice(start, start + ENTRIES)
      .map((ReceiptHandle, i) => ({ Id: String(start + i), ReceiptHandle }));
    let failed = (await send(entries)) ?? [];
    // What is not the sender's fault may pass by itself.
    const again = new Set(failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id));
    if (again.size > 0) {
      const refused = failed.filter(({ Id }) => !again.has(Id));
      failed = [...refused, ...((await send(entries.filter(({ Id }) => again.has(Id)))) ?? [])];
    }
    for (const { Id } of failed) done[Number(Id)] = false;
  });
  return done;
}

/** Works on all items, so many at a time, in their order. The first error ends it once what runs has ended. */
export async function inLanes<T>(
  lanes: number,
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const thrown: unknown[] = [];
  const lane = async () => {
    for (let next = rest.next(); !next.done && thrown.length === 0; next = rest.next())
      await work(next.value).catch((error) => thrown.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (thrown.length > 0) throw thrown[0];
}
