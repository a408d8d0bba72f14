import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { OutgoingMessage, Queue } from '../../functions/aws/queue';
import { toSequence } from '../../lib/time';
import { NO_CLAIMS, trust } from '../../lib/webhook';
import type { Plant, Send } from './plant';

/** Faults that people make in such a pipeline, by what they do. The simulation has to find each. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'accepts a delivery with a wrong signature': {
    receiver: (receiver) => ({
      ...receiver,
      verify(request, ...rest) {
        try {
          return receiver.verify(request, ...rest);
        } catch {
          return { verified: trust(request.body), claims: NO_CLAIMS, key: 0 };
        }
      },
    }),
  },
  'refuses with secrets that are old': {
    endpoints: (endpoints) => ({ ...endpoints, refresh: async () => false }),
  },
  'answers before the delivery is on the queue': {
    intake: sending(async (send, message) => void send(message).catch(() => undefined)),
  },
  'answers 200 though the queue did not answer': {
    intake: sending((send, message) => send(message).catch(() => undefined)),
  },
  'puts each delivery of an order into a group of its own': {
    intake: sending((send, message) => send({ ...message, group: message.deduplication })),
  },
  'has one deduplication id for all deliveries of an order': {
    intake: sending((send, message) => send({ ...message, deduplication: message.group })),
  },
  'has another deduplication id for each try': {
    intake: sending((send, message) => send({ ...message, deduplication: `try-${++tries}` })),
  },
  'does not say when a failed record is visible again': {
    outlet: (queue) => ({ ...queue, changeVisibility: async () => undefined }),
  },
  'reports no failed record': {
    normalize: (normalize) => async (event, context) => {
      await normalize(event, context);
      return { batchItemFailures: [] };
    },
  },
  'reports a failed record without those that it holds back': {
    normalize: (normalize) => async (event, context) => {
      const { batchItemFailures } = await normalize(event, context);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const firsts = new Map<string | undefined, SQSRecord>();
      for (const record of event.Records.filter(({ messageId }) => failed.has(messageId)))
        if (!firsts.has(record.attributes.MessageGroupId))
          firsts.set(record.attributes.MessageGroupId, record);
      return {
        batchItemFailures: [...firsts.values()].map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    },
  },
  'goes on in an order after a record that failed': {
    normalize:
      (normalize) =>
      async ({ Records }, context) => {
        const batches = await Promise.all(Records.map((record) => normalize({ Records: [record] }, context)));
        return { batchItemFailures: batches.flatMap(({ batchItemFailures }) => batchItemFailures) };
      },
  },
  'takes an entry that the bus refused for published': {
    publish: (publish) => async (entries) => (await publish(entries)).map(() => ({ published: true })),
  },
  'takes a dead letter for sent though the queue did not answer': {
    outlet: sending((send, message) => send(message).catch(() => undefined)),
  },
  'deletes a dead letter before it is replayed': {
    replay: (send) => async (command) => {
      const output = await send(command);
      const { QueueUrl } = command.input as { QueueUrl: string };
      const { Messages = [] } = output as { Messages?: { ReceiptHandle: string }[] };
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      if (Entries.length > 0) await send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return output;
    },
  },
  'replays a dead letter with the deduplication id of its delivery': {
    replay: changing('SendMessageCommand', (input) => ({
      ...input,
      MessageDeduplicationId: JSON.parse(String(input.MessageBody)).id,
    })),
  },
  'does not delete a dead letter that it replayed': {
    replay: changing('DeleteMessageBatchCommand', (input) => ({ ...input, Entries: [] })),
  },
  'keeps what came last for the newest': {
    subscriber:
      (handler) =>
      ({ detail }, context) => {
        const { metadata, ...rest } = detail as { metadata: object };
        const sequence = String(++tries).padStart(16, '0');
        const id = sequence.padStart(64, '0');
        return handler(
          { detail: { ...rest, metadata: { ...metadata, id, sequence, ordering: 'received' } } },
          context,
        );
      },
  },
  'counts time in whole seconds': {
    subscriber:
      (handler) =>
      ({ detail }, context) => {
        const { metadata, ...rest } = detail as { metadata: { time: string; recordedtime: string } };
        const [time, recordedtime] = [metadata.time, metadata.recordedtime].map(
          (text) => `${text.slice(0, 19)}Z`,
        ) as [string, string];
        return handler(
          { detail: { ...rest, metadata: { ...metadata, sequence: toSequence(time), recordedtime } } },
          context,
        );
      },
  },
};

let tries = 0;

/** The queue with another way to send. */
function sending(
  change: (send: (message: OutgoingMessage) => Promise<void>, message: OutgoingMessage) => Promise<void>,
) {
  return (queue: Queue): Queue => ({
    ...queue,
    send: (url, message, signal) => change((changed) => queue.send(url, changed, signal), message),
  });
}

/** Commands of one name go out with another input. */
function changing(name: string, change: (input: Readonly<Record<string, unknown>>) => object) {
  return (send: Send): Send =>
    (command) => {
      if (command.constructor.name !== name) return send(command);
      const { input } = command as { input: Readonly<Record<string, unknown>> };
      return send(Object.assign(Object.create(Object.getPrototypeOf(command)), { input: change(input) }));
    };
}
