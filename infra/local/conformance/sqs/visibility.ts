import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';
import type { World } from '../world';

const change = (
  { client }: World,
  QueueUrl: string,
  ReceiptHandle: string | undefined,
  VisibilityTimeout: number,
) => client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

export const visibility: Topic = {
  name: 'visibility',
  cases: [
    {
      id: 'visibility-timeout',
      statement: 'A received message is invisible for the timeout of the queue, or of the receive.',
      seconds: 4,
      async run({ pass, receive, receiveOne, send, standard }) {
        const queue = await standard({ VisibilityTimeout: '2' });
        await send(queue, 'hello');
        await receiveOne(queue);
        expect(await receive(queue)).toEqual([]);
        await pass(2);
        await receiveOne(queue, { VisibilityTimeout: 1 });
        await pass(1);
        await receiveOne(queue, { VisibilityTimeout: 0 });
        await receiveOne(queue);
      },
    },
    {
      id: 'visibility-range',
      statement: 'A visibility timeout is between 0 seconds and 12 hours.',
      async run(world) {
        const queue = await world.standard();
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await expect(world.receive(queue, { VisibilityTimeout: 43_201 })).rejects.toMatchObject({
          name: 'InvalidParameterValue',
        });
        for (const seconds of [-1, 43_201]) {
          await expect(change(world, queue, ReceiptHandle, seconds)).rejects.toMatchObject({
            name: 'InvalidParameterValue',
          });
        }
      },
    },
    {
      id: 'visibility-change',
      statement: 'A new timeout counts from the change, longer or shorter.',
      seconds: 4,
      async run(world) {
        const queue = await world.standard({ VisibilityTimeout: '2' });
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await change(world, queue, ReceiptHandle, 4);
        await world.pass(3);
        expect(await world.receive(queue)).toEqual([]);
        await change(world, queue, ReceiptHandle, 0);
        await world.receiveOne(queue);
      },
    },
    {
      id: 'visibility-ceiling',
      statement: 'It cannot be prolonged beyond 12 hours after the receive.',
      seconds: 36_000,
      async run(world) {
        const queue = await world.standard();
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue, { VisibilityTimeout: 43_200 });
        await world.pass(36_000);
        await expect(change(world, queue, ReceiptHandle, 7201)).rejects.toThrow(/beyond the limit/);
        await change(world, queue, ReceiptHandle, 7200);
      },
    },
    {
      id: 'visibility-not-in-flight',
      statement:
        'Changing it for a message that is visible again is MessageNotInflight, as the API reference says.',
      seconds: 1,
      async run(world) {
        const queue = await world.standard({ VisibilityTimeout: '1' });
        await world.send(queue, 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await world.pass(1);
        await expect(change(world, queue, ReceiptHandle, 60)).rejects.toMatchObject({
          name: 'MessageNotInflight',
        });
        await world.receiveOne(queue);
      },
    },
    {
      id: 'visibility-expired-fifo',
      statement: 'On a FIFO queue the handle of a message that is visible again has expired.',
      seconds: 1,
      async run(world) {
        const queue = await world.fifo({ VisibilityTimeout: '1', ContentBasedDeduplication: 'true' });
        await world.sendTo(queue, 'g', 'hello');
        const { ReceiptHandle } = await world.receiveOne(queue);
        await world.pass(1);
        await expect(change(world, queue, ReceiptHandle, 60)).rejects.toThrow(/receipt handle has expired/);
      },
    },
    {
      id: 'visibility-deleted',
      statement: 'Changing it for a deleted message is InvalidParameterValue.',
      async run(world) {
        const QueueUrl = await world.standard();
        await world.send(QueueUrl, 'hello');
        const { ReceiptHandle } = await world.receiveOne(QueueUrl);
        await world.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        await expect(change(world, QueueUrl, ReceiptHandle, 60)).rejects.toThrow(
          /does not exist or is not available/,
        );
      },
    },
    {
      id: 'visibility-garbage',
      statement: 'A handle that this queue never gave is ReceiptHandleIsInvalid.',
      async run(world) {
        const queue = await world.standard();
        await expect(change(world, queue, 'garbage', 60)).rejects.toMatchObject({
          name: 'ReceiptHandleIsInvalid',
        });
      },
    },
  ],
};
