import { ListDeadLetterSourceQueuesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';
import type { World } from '../world';

const redrivePolicy = (deadLetterTargetArn: unknown, maxReceiveCount: unknown = 1) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
});

/** Receives as often as the policy allows and once more, so that everything is moved. */
async function exhaust({ receive }: World, queue: string, maxReceiveCount = 1): Promise<void> {
  for (let receives = 0; receives <= maxReceiveCount; receives++) {
    await receive(queue, { VisibilityTimeout: 0 });
  }
}

export const deadLetters: Topic = {
  name: 'dead letters',
  cases: [
    {
      id: 'redrive',
      statement:
        'A message that was received maxReceiveCount times goes to the dead-letter queue instead of a receiver.',
      async run(world) {
        const { attribute, receive, receiveAll, send, standard } = world;
        const dead = await standard();
        const queue = await standard(redrivePolicy(await attribute(dead, 'QueueArn'), 2));
        await send(queue, 'hello');
        for (let receives = 0; receives < 2; receives++) {
          expect(await receiveAll(queue, 1, { VisibilityTimeout: 0 })).toHaveLength(1);
          expect(await attribute(dead, 'ApproximateNumberOfMessages')).toBe('0');
        }
        expect(await receive(queue)).toEqual([]);
        expect(await receiveAll(dead, 1)).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'redrive-attributes',
      statement:
        'A dead letter keeps id, attributes, time of sending and receive count, and names the queue it is from.',
      async run(world) {
        const { attribute, receiveOne, send, standard } = world;
        const dead = await standard();
        const queue = await standard(redrivePolicy(await attribute(dead, 'QueueArn')));
        const MessageAttributes = { a: { DataType: 'String', StringValue: 'x' } };
        const { MessageId, MD5OfMessageAttributes } = await send(queue, 'hello', { MessageAttributes });
        const { Attributes: before } = await receiveOne(queue, {
          VisibilityTimeout: 0,
          MessageSystemAttributeNames: ['All'],
        });
        await exhaust(world, queue);
        const letter = await receiveOne(dead, {
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        });
        expect(letter).toMatchObject({
          MessageId,
          MessageAttributes,
          MD5OfMessageAttributes,
          Attributes: {
            SentTimestamp: before?.SentTimestamp,
            ApproximateReceiveCount: '2',
            DeadLetterQueueSourceArn: await attribute(queue, 'QueueArn'),
          },
        });
      },
    },
    {
      id: 'redrive-fifo',
      statement: 'A FIFO dead letter keeps id, group and deduplication id, and lets its group go on.',
      async run(world) {
        const { attribute, fifo, receive, receiveOne, sendTo } = world;
        const dead = await fifo();
        const queue = await fifo(redrivePolicy(await attribute(dead, 'QueueArn')));
        const { MessageId } = await sendTo(queue, 'g', 'one', { MessageDeduplicationId: 'd1' });
        await receiveOne(queue, { VisibilityTimeout: 0 });
        await sendTo(queue, 'g', 'two', { MessageDeduplicationId: 'd2' });
        expect(await receive(queue)).toMatchObject([{ Body: 'two' }]);
        const letter = await receiveOne(dead, { MessageSystemAttributeNames: ['All'] });
        expect(letter).toMatchObject({
          MessageId,
          Attributes: { MessageGroupId: 'g', MessageDeduplicationId: 'd1' },
        });
      },
    },
    {
      id: 'redrive-chain',
      statement: 'A dead-letter queue can have one of its own, and counts receives anew.',
      async run(world) {
        const { attribute, receiveAll, send, standard } = world;
        const last = await standard();
        const middle = await standard(redrivePolicy(await attribute(last, 'QueueArn')));
        const first = await standard(redrivePolicy(await attribute(middle, 'QueueArn')));
        await send(first, 'hello');
        await exhaust(world, first);
        expect(await receiveAll(middle, 1, { VisibilityTimeout: 0 })).toMatchObject([{ Body: 'hello' }]);
        await exhaust(world, middle);
        expect(await receiveAll(last, 1)).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'redrive-wakes',
      statement: 'A dead letter wakes who waits for it.',
      async run(world) {
        const { attribute, send, standard, startPolling } = world;
        const dead = await standard();
        const queue = await standard(redrivePolicy(await attribute(dead, 'QueueArn')));
        await send(queue, 'hello');
        const poll = await startPolling(dead);
        await exhaust(world, queue);
        expect(await poll.messages).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'redrive-policy-invalid',
      statement: 'A redrive policy needs an existing queue of the same type and a count from 1 to 1000.',
      async run({ attribute, fifo, standard }) {
        const arn = await attribute(await standard(), 'QueueArn');
        const refused = [
          redrivePolicy(arn, 0),
          redrivePolicy(arn, 1001),
          redrivePolicy(arn, 'often'),
          redrivePolicy(undefined),
          redrivePolicy(`${arn}-of-nobody`),
          redrivePolicy(await attribute(await fifo(), 'QueueArn')),
          { RedrivePolicy: 'no JSON' },
        ];
        for (const policy of refused) {
          await expect(standard(policy)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
        }
      },
    },
    {
      id: 'redrive-allow-policy',
      statement: 'A queue says with its redrive allow policy whose dead-letter queue it is ready to be.',
      async run({ attribute, client, standard }) {
        const dead = await standard();
        const arn = await attribute(dead, 'QueueArn');
        const source = await standard();
        const allow = (policy: object) =>
          client.send(
            new SetQueueAttributesCommand({
              QueueUrl: dead,
              Attributes: { RedriveAllowPolicy: JSON.stringify(policy) },
            }),
          );
        const use = () =>
          client.send(new SetQueueAttributesCommand({ QueueUrl: source, Attributes: redrivePolicy(arn) }));
        await allow({ redrivePermission: 'denyAll' });
        await expect(use()).rejects.toThrow();
        await allow({ redrivePermission: 'byQueue', sourceQueueArns: [arn] });
        await expect(use()).rejects.toThrow();
        const sourceQueueArns = [await attribute(source, 'QueueArn')];
        await allow({ redrivePermission: 'byQueue', sourceQueueArns });
        await use();
        await expect(allow({ redrivePermission: 'maybe' })).rejects.toThrow();
      },
    },
    {
      id: 'redrive-sources',
      statement: 'A dead-letter queue can list the queues that use it.',
      async run({ attribute, client, standard }) {
        const QueueUrl = await standard();
        const list = async () =>
          (await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }))).queueUrls;
        expect(await list()).toEqual([]);
        const source = await standard(redrivePolicy(await attribute(QueueUrl, 'QueueArn')));
        expect(await list()).toEqual([source]);
      },
    },
  ],
};
