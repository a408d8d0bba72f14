import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Topic } from '../case';
import type { World } from '../world';

/** A queue and its dead-letter queue, in which so many letters lie. */
async function withLetters({ attribute, receive, send, standard }: World, letters: number) {
  const dead = await standard();
  const SourceArn = (await attribute(dead, 'QueueArn')) ?? '';
  const policy = { deadLetterTargetArn: SourceArn, maxReceiveCount: 1 };
  const queue = await standard({ RedrivePolicy: JSON.stringify(policy) });
  for (let letter = 1; letter <= letters; letter++) await send(queue, `letter ${letter}`);
  await receive(queue, { VisibilityTimeout: 0 });
  await receive(queue, { VisibilityTimeout: 0 });
  return { dead, queue, SourceArn };
}

async function newestTask({ client }: World, SourceArn: string): Promise<ListMessageMoveTasksResultEntry> {
  const { Results: [task] = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn }));
  if (!task) throw new Error('No task is listed.');
  return task;
}

export const moveTasks: Topic = {
  name: 'message move tasks',
  cases: [
    {
      id: 'move-back',
      statement:
        'Dead letters are moved back to the queue they are from, as new messages: new id, time and receive count.',
      seconds: 5,
      async run(world) {
        const { client, pass, receiveAll } = world;
        const { dead, queue, SourceArn } = await withLetters(world, 2);
        const times = { MessageSystemAttributeNames: ['All' as const] };
        const [letter] = await receiveAll(dead, 1, { VisibilityTimeout: 0, ...times });
        await pass(1);
        const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn }));
        expect(TaskHandle).toEqual(expect.any(String));
        await pass(5);
        expect(await newestTask(world, SourceArn)).toMatchObject({
          Status: 'COMPLETED',
          SourceArn,
          ApproximateNumberOfMessagesMoved: 2,
          ApproximateNumberOfMessagesToMove: 2,
          StartedTimestamp: expect.any(Number),
        });
        const moved = await receiveAll(queue, 2, times);
        expect(moved.map(({ Body }) => Body).sort()).toEqual(['letter 1', 'letter 2']);
        for (const { MessageId, Attributes } of moved) {
          expect(MessageId).not.toBe(letter?.MessageId);
          expect(Attributes?.ApproximateReceiveCount).toBe('1');
          expect(Number(Attributes?.SentTimestamp)).toBeGreaterThan(
            Number(letter?.Attributes?.SentTimestamp),
          );
        }
      },
    },
    {
      id: 'move-elsewhere',
      statement: 'They can be moved to another queue instead.',
      seconds: 5,
      async run(world) {
        const { SourceArn } = await withLetters(world, 1);
        const other = await world.standard();
        const DestinationArn = await world.attribute(other, 'QueueArn');
        await world.client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
        await world.pass(5);
        expect(await world.receiveAll(other, 1)).toMatchObject([{ Body: 'letter 1' }]);
        expect(await newestTask(world, SourceArn)).toMatchObject({ Status: 'COMPLETED', DestinationArn });
      },
    },
    {
      id: 'move-slowly',
      statement: 'A task moves at most so many messages per second, alone, and can be cancelled.',
      seconds: 5,
      async run(world) {
        const { client, pass } = world;
        const { dead, SourceArn } = await withLetters(world, 10);
        const start = new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: 1 });
        const { TaskHandle } = await client.send(start);
        await pass(3);
        await expect(client.send(start)).rejects.toThrow(/Only one active task/);
        expect(await newestTask(world, SourceArn)).toMatchObject({
          Status: 'RUNNING',
          TaskHandle,
          MaxNumberOfMessagesPerSecond: 1,
        });
        const { ApproximateNumberOfMessagesMoved: moved } = await client.send(
          new CancelMessageMoveTaskCommand({ TaskHandle }),
        );
        await pass(2);
        expect(moved).toBeGreaterThan(0);
        expect(await world.attribute(dead, 'ApproximateNumberOfMessages')).toBe(String(10 - (moved ?? 0)));
        const task = await newestTask(world, SourceArn);
        expect(task.Status).toMatch(/^CANCELL(ED|ING)$/);
        expect(task.TaskHandle).toBeUndefined();
      },
    },
    {
      id: 'move-refused',
      statement: 'The source must be a dead-letter queue, and both ends must exist.',
      async run({ attribute, client, standard, ...world }) {
        const arn = await attribute(await standard(), 'QueueArn');
        const start = (SourceArn: string | undefined, DestinationArn?: string) =>
          client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
        await expect(start(arn)).rejects.toThrow(/must be configured as a Dead Letter Queue/);
        const missing = { name: 'ResourceNotFoundException' };
        await expect(start(`${arn}-of-nobody`)).rejects.toMatchObject(missing);
        const { SourceArn } = await withLetters({ attribute, client, standard, ...world }, 0);
        await expect(start(SourceArn, `${arn}-of-nobody`)).rejects.toMatchObject(missing);
      },
    },
    {
      id: 'move-fails',
      statement: 'A task whose destination has gone has failed, and says why.',
      seconds: 3,
      async run(world) {
        const { dead, queue, SourceArn } = await withLetters(world, 3);
        await world.client.send(
          new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: 1 }),
        );
        await world.client.send(new DeleteQueueCommand({ QueueUrl: queue }));
        await world.pass(3);
        expect(await newestTask(world, SourceArn)).toMatchObject({
          Status: 'FAILED',
          FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
        });
        expect(await world.attribute(dead, 'ApproximateNumberOfMessages')).toBe('3');
      },
    },
    {
      id: 'move-cancel-refused',
      statement: 'Only a running task can be cancelled, by its handle.',
      async run({ client }) {
        const cancel = (TaskHandle: string) => client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
        await expect(cancel('garbage')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      },
    },
  ],
};
