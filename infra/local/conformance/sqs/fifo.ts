import { ChangeMessageVisibilityCommand, DeleteMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';
import type { World } from '../world';

const bodies = (messages: Message[]) => messages.map(({ Body }) => Body);

/** A queue that holds these messages, each written as group and number: `a1`. */
async function filled({ fifo, sendTo }: World, ...messages: string[]): Promise<string> {
  const queue = await fifo({ ContentBasedDeduplication: 'true' });
  for (const body of messages) await sendTo(queue, body.slice(0, 1), body);
  return queue;
}

export const fifo: Topic = {
  name: 'FIFO queues',
  cases: [
    {
      id: 'fifo-order',
      statement: 'A group is received in the order in which it was sent, several messages in one receive.',
      async run(world) {
        const queue = await filled(world, 'a1', 'a2', 'a3', 'a4');
        expect(bodies(await world.receive(queue, { MaxNumberOfMessages: 3 }))).toEqual(['a1', 'a2', 'a3']);
      },
    },
    {
      id: 'fifo-one-group-first',
      statement: 'A receive takes as many messages of one group as it can, then those of others.',
      async run(world) {
        const queue = await filled(world, 'a1', 'b1', 'a2', 'b2', 'a3');
        const received = bodies(await world.receive(queue, { MaxNumberOfMessages: 4 }));
        expect(received).toEqual(['a1', 'a2', 'a3', 'b1']);
      },
    },
    {
      id: 'fifo-blocks',
      statement: 'While a message of a group is in flight, those after it wait; other groups do not.',
      async run(world) {
        const queue = await filled(world, 'a1', 'a2', 'b1');
        expect(bodies(await world.receive(queue, { MaxNumberOfMessages: 1 }))).toEqual(['a1']);
        expect(bodies(await world.receive(queue))).toEqual(['b1']);
        expect(await world.receive(queue)).toEqual([]);
      },
    },
    {
      id: 'fifo-unblocks-on-delete',
      statement: 'Deleting the message lets the group go on, and wakes who waits for it.',
      async run(world) {
        const QueueUrl = await filled(world, 'a1', 'a2');
        const [first] = await world.receive(QueueUrl, { MaxNumberOfMessages: 1 });
        const poll = await world.startPolling(QueueUrl);
        await world.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
        expect(bodies(await poll.messages)).toEqual(['a2']);
      },
    },
    {
      id: 'fifo-order-after-timeout',
      statement: 'Messages that come back keep their order.',
      seconds: 2,
      async run(world) {
        const queue = await filled(world, 'a1', 'a2', 'a3');
        await world.receive(queue, { MaxNumberOfMessages: 2, VisibilityTimeout: 2 });
        await world.pass(2);
        expect(bodies(await world.receive(queue))).toEqual(['a1', 'a2', 'a3']);
      },
    },
    {
      id: 'fifo-given-back',
      statement: 'A message that is given back can be received while later ones of its group are in flight.',
      async run(world) {
        const QueueUrl = await filled(world, 'a1', 'a2', 'a3');
        const [first] = await world.receive(QueueUrl, { MaxNumberOfMessages: 2 });
        const request = { QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 };
        await world.client.send(new ChangeMessageVisibilityCommand(request));
        expect(bodies(await world.receive(QueueUrl))).toEqual(['a1']);
      },
    },
    {
      id: 'fifo-prolonged',
      statement: 'A message that is kept longer holds back those after it, not those before it.',
      seconds: 2,
      async run(world) {
        const QueueUrl = await filled(world, 'a1', 'a2', 'a3');
        const [, second] = await world.receive(QueueUrl, { VisibilityTimeout: 2 });
        const request = { QueueUrl, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 60 };
        await world.client.send(new ChangeMessageVisibilityCommand(request));
        await world.pass(2);
        expect(bodies(await world.receive(QueueUrl))).toEqual(['a1']);
      },
    },
    {
      id: 'fifo-attributes',
      statement:
        'A receiver gets group, deduplication id and sequence number, which is the one the sender got.',
      async run({ fifo, receiveOne, sendTo }) {
        const queue = await fifo();
        const { SequenceNumber } = await sendTo(queue, 'g', 'x', { MessageDeduplicationId: 'd' });
        const { Attributes } = await receiveOne(queue, { MessageSystemAttributeNames: ['All'] });
        expect(Attributes).toMatchObject({
          MessageGroupId: 'g',
          MessageDeduplicationId: 'd',
          SequenceNumber,
        });
      },
    },
    {
      id: 'fifo-sequence',
      statement: 'Sequence numbers have 20 digits and grow, across groups.',
      async run({ fifo, sendTo }) {
        const queue = await fifo({ ContentBasedDeduplication: 'true' });
        const numbers = [];
        for (const group of ['a', 'b', 'a']) {
          numbers.push((await sendTo(queue, group, `${numbers.length}`)).SequenceNumber ?? '');
        }
        for (const number of numbers) expect(number).toMatch(/^\d{20}$/);
        expect(new Set(numbers).size).toBe(3);
        expect([...numbers].sort()).toEqual(numbers);
      },
    },
    {
      id: 'fifo-needs-group',
      statement: 'A FIFO queue needs a group, and a deduplication id unless it makes them from the content.',
      async run({ fifo, send, sendTo }) {
        const queue = await fifo();
        await expect(send(queue, 'x', { MessageDeduplicationId: 'd' })).rejects.toMatchObject({
          name: 'MissingParameter',
        });
        await expect(sendTo(queue, 'g', 'x')).rejects.toThrow(/ContentBasedDeduplication/);
      },
    },
    {
      id: 'fifo-id-alphabet',
      statement:
        'Group and deduplication ids have 1 to 128 letters, digits and ASCII punctuation characters.',
      async run({ fifo, sendTo }) {
        const queue = await fifo();
        const all = String.fromCharCode(...Array.from({ length: 94 }, (_, i) => 33 + i));
        await sendTo(queue, all, 'x', { MessageDeduplicationId: all });
        for (const bad of ['', 'x'.repeat(129), 'a b', 'é']) {
          const ids = { MessageDeduplicationId: bad };
          await expect(sendTo(queue, 'g', 'x', ids)).rejects.toThrow(/MessageDeduplicationId is invalid/);
          await expect(sendTo(queue, bad, 'x', { MessageDeduplicationId: 'd' })).rejects.toThrow(
            /MessageGroupId is invalid/,
          );
        }
      },
    },
    {
      id: 'fifo-delay',
      statement: 'A FIFO queue delays all of its messages alike: a message cannot have a delay of its own.',
      seconds: 2,
      async run({ fifo, pass, receive, sendTo }) {
        const queue = await fifo({ ContentBasedDeduplication: 'true', DelaySeconds: '2' });
        await expect(sendTo(queue, 'g', 'x', { DelaySeconds: 1 })).rejects.toThrow(
          /not valid for this queue type/,
        );
        await sendTo(queue, 'g', 'one');
        await sendTo(queue, 'g', 'two', { DelaySeconds: 0 });
        expect(await receive(queue)).toEqual([]);
        await pass(2);
        expect(bodies(await receive(queue))).toEqual(['one', 'two']);
      },
    },
    {
      id: 'standard-group',
      statement:
        'A standard queue carries a message group, blocks nothing for it, and takes no deduplication id.',
      async run({ receiveAll, send, standard }) {
        const queue = await standard();
        await expect(send(queue, 'x', { MessageDeduplicationId: 'd' })).rejects.toThrow(
          /not valid for this queue type/,
        );
        await send(queue, 'one', { MessageGroupId: 'g' });
        await send(queue, 'two', { MessageGroupId: 'g' });
        await receiveAll(queue, 1);
        const [second] = await receiveAll(queue, 1, { MessageSystemAttributeNames: ['MessageGroupId'] });
        expect(second?.Attributes).toEqual({ MessageGroupId: 'g' });
      },
    },
  ],
};
