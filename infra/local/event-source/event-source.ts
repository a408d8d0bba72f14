import type { Clock } from '../clock';
import type { Outcome } from '../lambda/definition';
import type { Actions, JsonObject } from '../service';
import { failedMessageIds } from './batch-failures';
import { type ReceivedMessage, toRecord } from './record';
import { createTurns } from './turns';

const LONG_POLL_SECONDS = 20;
/** SQS hands out and deletes at most ten messages per call. */
const RECEIVE_LIMIT = 10;
const PAUSE_AFTER_ERROR = 1000;
/** How long messages wait for a batch that is with the function, so that they make one batch themselves. */
const GATHER_MILLISECONDS = 20;

/** An event source mapping from a queue to a function, as the template has it. */
export interface EventSourceDefinition {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly region: string;
  readonly batchSize: number;
  /** How many batches may be with the function at once. */
  readonly concurrency: number;
  readonly reportsFailures: boolean;
  /** Messages it refuses are deleted unread, as AWS does. */
  readonly accepts?: (record: JsonObject) => boolean;
}

export interface EventSourceOptions {
  readonly definition: EventSourceDefinition;
  readonly queues: Actions<'ReceiveMessage' | 'DeleteMessageBatch'>;
  readonly clock: Clock;
  readonly invoke: (functionName: string, event: string) => Promise<Outcome>;
  /** What is to go wrong with this batch: see `faults.ts`. */
  readonly disturb?: (queueArn: string) => { readonly duplicate: boolean; readonly reorder: boolean };
  /** Called with what no function sees: a queue that cannot be read, a message that is not deleted. */
  readonly warn: (text: string) => void;
}

/** Starts to poll; the result stops, and waits for batches that are with the function. */
export function startEventSource(options: EventSourceOptions): () => Promise<void> {
  const { definition, queues, clock, warn } = options;
  const { queueUrl, queueArn, functionName } = definition;
  const batchSize = Math.min(definition.batchSize, RECEIVE_LIMIT);
  const stopping = new AbortController();

  async function receive(): Promise<ReceivedMessage[]> {
    const input = {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: batchSize,
      WaitTimeSeconds: LONG_POLL_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    };
    const answer = await queues.actions.ReceiveMessage(input, { signal: stopping.signal });
    return (answer.Messages ?? []) as unknown as ReceivedMessage[];
  }

  async function remove(messages: readonly ReceivedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map((message, index) => ({
      Id: String(index),
      ReceiptHandle: message.ReceiptHandle,
    }));
    const answer = await queues.actions.DeleteMessageBatch({ QueueUrl: queueUrl, Entries });
    const failed = answer.Failed;
    if (Array.isArray(failed) && failed.length > 0)
      warn(`${queueArn}: not deleted: ${JSON.stringify(failed)}`);
  }

  async function serve(received: readonly ReceivedMessage[]): Promise<void> {
    const disturbance = options.disturb?.(queueArn);
    const batch: ReceivedMessage[] = [];
    const records: JsonObject[] = [];
    const refused: ReceivedMessage[] = [];
    for (const message of disturbance?.reorder ? reordered(received) : received) {
      const record = toRecord(message, queueArn, definition.region);
      if (definition.accepts?.(record) === false) {
        refused.push(message);
      } else {
        batch.push(message);
        records.push(record);
      }
    }
    await remove(refused);
    if (batch.length === 0) return;

    const event = JSON.stringify({ Records: records });
    let outcome = await options.invoke(functionName, event);
    if (disturbance?.duplicate) outcome = await options.invoke(functionName, event);
    // What failed becomes visible again by itself.
    if (outcome.error) return;
    const ids = batch.map((message) => message.MessageId);
    const failed = definition.reportsFailures ? failedMessageIds(outcome.payload, ids) : new Set<string>();
    await remove(batch.filter((message) => !failed.has(message.MessageId)));
  }

  /** One poller receives at a time. It lets the next one once it has a full batch, is done, or takes long. */
  const turns = createTurns();

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pass = await turns.take();
      let cancel = () => {};
      try {
        const received = stopping.signal.aborted ? [] : await receive();
        if (received.length === batchSize) pass();
        else cancel = clock.after(GATHER_MILLISECONDS, pass);
        if (received.length > 0) await serve(received);
      } catch (error) {
        if (stopping.signal.aborted) return;
        warn(`${queueArn}: ${error instanceof Error ? error.message : String(error)}`);
        await pause(clock, PAUSE_AFTER_ERROR, stopping.signal);
      } finally {
        cancel();
        pass();
      }
    }
  }

  const pollers = Array.from({ length: definition.concurrency }, poll);
  return async () => {
    stopping.abort();
    await Promise.all(pollers);
  };
}

/** Another order that the queue could have chosen: a FIFO queue keeps it within each group. */
function reordered(messages: readonly ReceivedMessage[]): ReceivedMessage[] {
  const groups = new Map<string, ReceivedMessage[]>();
  for (const message of messages) {
    const group = message.Attributes?.MessageGroupId ?? message.MessageId;
    groups.set(group, [...(groups.get(group) ?? []), message]);
  }
  return [...groups.values()].reverse().flat();
}

function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end);
  });
}
