import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';
import type { World } from '../world';

const remove = ({ client }: World, QueueUrl: string, ReceiptHandle: string | undefined) =>
  client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

export const deletion: Topic = {
  name: 'deleting',
  cases: [
    {
      id: 'delete',
      statement: 'A deleted message does not come back; deleting it again is no error.',
      seconds: 1,
      async run(world) {
        const queue = await world.standard({ VisibilityTimeout: '1' });
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await remove(world, queue, ReceiptHandle);
        await remove(world, queue, ReceiptHandle);
        await world.pass(1);
        expect(await world.receive(queue)).toEqual([]);
      },
    },
    {
      id: 'delete-garbage',
      statement: 'A handle that this queue never gave is ReceiptHandleIsInvalid.',
      async run(world) {
        const [queue, other] = [await world.standard(), await world.standard()];
        await world.send(other, 'hello');
        const { ReceiptHandle: foreign = '' } = await world.receiveOne(other);
        for (const handle of ['garbage', `${foreign.slice(0, -8)}AAAAAAA=`]) {
          await expect(remove(world, queue, handle)).rejects.toMatchObject({
            name: 'ReceiptHandleIsInvalid',
          });
        }
      },
    },
    {
      id: 'delete-late',
      statement:
        'On a standard queue a message is deleted even after its timeout, if nobody received it since.',
      seconds: 1,
      async run(world) {
        const queue = await world.standard({ VisibilityTimeout: '1' });
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await world.pass(1);
        await remove(world, queue, ReceiptHandle);
        expect(await world.receive(queue)).toEqual([]);
      },
    },
    {
      id: 'delete-old-handle',
      statement: 'With a handle that is not the newest, deleting succeeds and the message stays.',
      seconds: 2,
      async run(world) {
        const queue = await world.standard({ VisibilityTimeout: '1' });
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await world.pass(1);
        await world.receiveOne(queue);
        await remove(world, queue, ReceiptHandle);
        await world.pass(1);
        await world.receiveOne(queue);
      },
    },
    {
      id: 'delete-late-fifo',
      statement: 'On a FIFO queue a handle has expired with its timeout; the message stays.',
      seconds: 1,
      async run(world) {
        const queue = await world.fifo({ VisibilityTimeout: '1', ContentBasedDeduplication: 'true' });
        await world.sendTo(queue, 'g', 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await world.pass(1);
        await expect(remove(world, queue, ReceiptHandle)).rejects.toMatchObject({
          name: 'InvalidParameterValue',
          message: expect.stringContaining('The receipt handle has expired'),
        });
        await world.receiveOne(queue);
      },
    },
  ],
};
