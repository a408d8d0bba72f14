import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

const sendBatch = (client: SQSClient, QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

export const batches: Topic = {
  name: 'batches',
  cases: [
    {
      id: 'batch-send',
      statement: 'Ten messages are sent at once, and each is answered under its own id.',
      async run({ client, receiveAll, standard }) {
        const queue = await standard();
        const entries = Array.from({ length: 10 }, (_, i) => ({
          Id: `entry-${i}`,
          MessageBody: `body ${i}`,
        }));
        const { Successful = [] } = await sendBatch(client, queue, entries);
        expect(Successful.map(({ Id }) => Id)).toEqual(entries.map(({ Id }) => Id));
        const received = await receiveAll(queue, 10);
        expect(received.map(({ MessageId }) => MessageId).sort()).toEqual(
          Successful.map(({ MessageId }) => MessageId).sort(),
        );
      },
    },
    {
      id: 'batch-refused',
      statement: 'No entry, more than ten, or a repeated or malformed id refuses the batch as a whole.',
      async run({ client, receive, standard }) {
        const queue = await standard();
        const entry = (Id: string) => ({ Id, MessageBody: 'x' });
        for (const [name, entries] of [
          ['EmptyBatchRequest', []],
          ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, i) => entry(String(i)))],
          ['BatchEntryIdsNotDistinct', [entry('a'), entry('b'), entry('a')]],
          ['InvalidBatchEntryId', [entry('a'), entry('no spaces')]],
          ['InvalidBatchEntryId', [entry('x'.repeat(81))]],
        ] as const) {
          await expect(sendBatch(client, queue, [...entries])).rejects.toMatchObject({ name });
        }
        expect(await receive(queue)).toEqual([]);
      },
    },
    {
      id: 'batch-partial',
      statement: 'An entry that is refused is named in Failed; the others are sent.',
      async run({ client, receiveOne, standard }) {
        const queue = await standard();
        const answer = await sendBatch(client, queue, [
          { Id: 'good', MessageBody: 'good' },
          { Id: 'late', MessageBody: 'late', DelaySeconds: 901 },
        ]);
        expect(answer.Successful).toMatchObject([{ Id: 'good' }]);
        expect(answer.Failed).toMatchObject([
          { Id: 'late', SenderFault: true, Code: 'InvalidParameterValue', Message: expect.any(String) },
        ]);
        expect((await receiveOne(queue)).Body).toBe('good');
      },
    },
    {
      id: 'batch-fifo-ids',
      statement: 'On a FIFO queue an entry without group or deduplication id refuses the batch as a whole.',
      async run({ client, fifo, receive }) {
        const queue = await fifo();
        const good = { Id: 'a', MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd' };
        for (const missing of ['MessageGroupId', 'MessageDeduplicationId']) {
          const bad = { ...good, Id: 'b', [missing]: undefined };
          await expect(sendBatch(client, queue, [good, bad])).rejects.toMatchObject({
            name: 'InvalidParameterValue',
          });
        }
        expect(await receive(queue)).toEqual([]);
      },
    },
    {
      id: 'batch-delete',
      statement: 'Ten messages are deleted at once; a garbage handle fails alone.',
      async run({ attribute, client, receiveAll, send, standard }) {
        const QueueUrl = await standard();
        for (const body of ['one', 'two']) await send(QueueUrl, body);
        const [one, two] = await receiveAll(QueueUrl, 2);
        const answer = await client.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: [
              { Id: '1', ReceiptHandle: one?.ReceiptHandle },
              { Id: 'garbage', ReceiptHandle: 'garbage' },
              { Id: '2', ReceiptHandle: two?.ReceiptHandle },
            ],
          }),
        );
        expect(answer.Successful).toEqual([{ Id: '1' }, { Id: '2' }]);
        expect(answer.Failed).toMatchObject([
          { Id: 'garbage', SenderFault: true, Code: 'ReceiptHandleIsInvalid' },
        ]);
        expect(await attribute(QueueUrl, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
      },
    },
    {
      id: 'batch-visibility',
      statement: 'Visibility is changed for several messages at once; a garbage handle fails alone.',
      async run({ client, receiveAll, receiveOne, send, standard }) {
        const QueueUrl = await standard();
        for (const body of ['one', 'two']) await send(QueueUrl, body);
        const [one, two] = await receiveAll(QueueUrl, 2);
        const answer = await client.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl,
            Entries: [
              { Id: '1', ReceiptHandle: one?.ReceiptHandle, VisibilityTimeout: 0 },
              { Id: '2', ReceiptHandle: two?.ReceiptHandle, VisibilityTimeout: 60 },
              { Id: 'garbage', ReceiptHandle: 'garbage', VisibilityTimeout: 0 },
            ],
          }),
        );
        expect(answer.Successful).toEqual([{ Id: '1' }, { Id: '2' }]);
        expect(answer.Failed).toMatchObject([{ Id: 'garbage', Code: 'ReceiptHandleIsInvalid' }]);
        expect((await receiveOne(QueueUrl)).MessageId).toBe(one?.MessageId);
      },
    },
  ],
};
