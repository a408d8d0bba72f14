import { DeleteMessageCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

const d = { MessageDeduplicationId: 'd' };

export const deduplication: Topic = {
  name: 'deduplication',
  cases: [
    {
      id: 'duplicate',
      statement: "A duplicate is accepted with the first one's id and sequence number, and not delivered.",
      async run({ fifo, receive, sendTo }) {
        const queue = await fifo();
        const { MessageId, SequenceNumber } = await sendTo(queue, 'g', 'one', d);
        expect(await sendTo(queue, 'g', 'two', d)).toMatchObject({ MessageId, SequenceNumber });
        expect(await receive(queue)).toMatchObject([{ MessageId, Body: 'one' }]);
      },
    },
    {
      id: 'duplicate-after-delete',
      statement: 'A message that was received and deleted still has no duplicates.',
      async run({ client, fifo, receive, receiveOne, sendTo }) {
        const QueueUrl = await fifo();
        await sendTo(QueueUrl, 'g', 'one', d);
        const { ReceiptHandle } = await receiveOne(QueueUrl);
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        await sendTo(QueueUrl, 'g', 'one', d);
        expect(await receive(QueueUrl)).toEqual([]);
      },
    },
    {
      id: 'duplicate-window',
      statement: 'After five minutes the same id is a new message; a duplicate does not prolong them.',
      seconds: 300,
      async run({ fifo, pass, receive, sendTo }) {
        const queue = await fifo();
        await sendTo(queue, 'g', 'one', d);
        await pass(299);
        await sendTo(queue, 'g', 'two', d);
        await pass(1);
        await sendTo(queue, 'g', 'three', d);
        expect((await receive(queue)).map(({ Body }) => Body)).toEqual(['one', 'three']);
      },
    },
    {
      id: 'duplicate-scope-queue',
      statement: 'Duplicates are found across the groups of a queue.',
      async run({ fifo, receive, sendTo }) {
        const queue = await fifo();
        await sendTo(queue, 'a', 'one', d);
        await sendTo(queue, 'b', 'two', d);
        expect(await receive(queue)).toMatchObject([{ Body: 'one' }]);
      },
    },
    {
      id: 'duplicate-scope-group',
      statement: 'With the scope messageGroup, only within a group.',
      async run({ fifo, receive, sendTo }) {
        const queue = await fifo({ DeduplicationScope: 'messageGroup' });
        await sendTo(queue, 'a', 'one', d);
        await sendTo(queue, 'b', 'two', d);
        await sendTo(queue, 'a', 'three', d);
        expect(await receive(queue)).toMatchObject([{ Body: 'one' }, { Body: 'two' }]);
      },
    },
    {
      id: 'duplicate-content',
      statement:
        'By content: the SHA-256 of the body, not of the attributes; an id that is given counts first.',
      async run({ fifo, receive, sendTo }) {
        const queue = await fifo({ ContentBasedDeduplication: 'true' });
        const MessageAttributes = { a: { DataType: 'String', StringValue: 'x' } };
        await sendTo(queue, 'g', 'same');
        await sendTo(queue, 'g', 'same', { MessageAttributes });
        await sendTo(queue, 'g', 'same', d);
        const received = await receive(queue, { MessageSystemAttributeNames: ['MessageDeduplicationId'] });
        expect(received.map(({ Attributes }) => Attributes?.MessageDeduplicationId)).toEqual([
          '0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5',
          'd',
        ]);
      },
    },
    {
      id: 'duplicate-purge',
      statement: 'A purged queue has forgotten what it was sent.',
      async run({ client, fifo, receiveAll, sendTo }) {
        const QueueUrl = await fifo();
        await sendTo(QueueUrl, 'g', 'one', d);
        await client.send(new PurgeQueueCommand({ QueueUrl }));
        await sendTo(QueueUrl, 'g', 'two', d);
        expect(await receiveAll(QueueUrl, 1)).toMatchObject([{ Body: 'two' }]);
      },
    },
  ],
};
