import { GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

export const attributes: Topic = {
  name: 'queue attributes',
  cases: [
    {
      id: 'attributes-default',
      statement: 'A queue shows its ARN, its times, its counts and the documented defaults.',
      async run({ client, name, standard }) {
        const queue = name();
        const request = { QueueUrl: await standard({}, queue), AttributeNames: ['All' as const] };
        const { Attributes } = await client.send(new GetQueueAttributesCommand(request));
        expect(Attributes).toMatchObject({
          QueueArn: expect.stringMatching(new RegExp(`^arn:aws:sqs:[a-z0-9-]+:\\d{12}:${queue}$`)),
          CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
          LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
          ApproximateNumberOfMessages: '0',
          ApproximateNumberOfMessagesNotVisible: '0',
          ApproximateNumberOfMessagesDelayed: '0',
          VisibilityTimeout: '30',
          MaximumMessageSize: '1048576',
          MessageRetentionPeriod: '345600',
          DelaySeconds: '0',
          ReceiveMessageWaitTimeSeconds: '0',
        });
        expect(Attributes).not.toHaveProperty('FifoQueue');
      },
    },
    {
      id: 'attributes-default-fifo',
      statement: 'A FIFO queue shows its deduplication and throughput settings too.',
      async run({ client, fifo }) {
        const request = { QueueUrl: await fifo(), AttributeNames: ['All' as const] };
        expect((await client.send(new GetQueueAttributesCommand(request))).Attributes).toMatchObject({
          FifoQueue: 'true',
          ContentBasedDeduplication: 'false',
          DeduplicationScope: 'queue',
          FifoThroughputLimit: 'perQueue',
        });
      },
    },
    {
      id: 'attributes-set',
      statement: 'Attributes can be changed; an empty RedrivePolicy takes it away.',
      async run({ attribute, client, standard }) {
        const deadLetterTargetArn = await attribute(await standard(), 'QueueArn');
        const QueueUrl = await standard({
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
        });
        const policy = await attribute(QueueUrl, 'RedrivePolicy');
        expect(JSON.parse(policy ?? '')).toEqual({ deadLetterTargetArn, maxReceiveCount: 3 });
        const Attributes = { VisibilityTimeout: '12', RedrivePolicy: '' };
        await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
        expect(await attribute(QueueUrl, 'VisibilityTimeout')).toBe('12');
        expect(await attribute(QueueUrl, 'RedrivePolicy')).toBeUndefined();
      },
    },
    {
      id: 'attributes-unknown',
      statement: 'An unknown attribute, to get or to set, is InvalidAttributeName.',
      async run({ client, standard }) {
        const QueueUrl = await standard();
        const refused = { name: 'InvalidAttributeName' };
        const AttributeNames = ['Size' as 'All'];
        await expect(
          client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames })),
        ).rejects.toMatchObject(refused);
        const Attributes = { ['QueueSize' as 'All']: '1' };
        await expect(
          client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })),
        ).rejects.toMatchObject(refused);
      },
    },
    {
      id: 'attributes-range',
      statement: 'A value outside its range is InvalidAttributeValue.',
      async run({ standard }) {
        for (const [name, value] of [
          ['VisibilityTimeout', '43201'],
          ['VisibilityTimeout', 'soon'],
          ['DelaySeconds', '901'],
          ['ReceiveMessageWaitTimeSeconds', '21'],
          ['MessageRetentionPeriod', '59'],
          ['MaximumMessageSize', '1023'],
          ['MaximumMessageSize', '1048577'],
        ] as const) {
          await expect(standard({ [name]: value })).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
        }
      },
    },
    {
      id: 'attributes-fifo-only',
      statement: 'A standard queue has no FIFO attributes, and its type cannot be changed.',
      async run({ client, fifo, standard }) {
        const refused = { name: 'InvalidAttributeName' };
        await expect(standard({ ContentBasedDeduplication: 'true' })).rejects.toMatchObject(refused);
        await expect(standard({ DeduplicationScope: 'queue' })).rejects.toMatchObject(refused);
        const request = { QueueUrl: await fifo(), Attributes: { FifoQueue: 'false' } };
        await expect(client.send(new SetQueueAttributesCommand(request))).rejects.toMatchObject({
          name: 'InvalidAttributeValue',
        });
      },
    },
    {
      id: 'attributes-high-throughput',
      statement: 'perMessageGroupId goes with deduplication per message group only.',
      async run({ attribute, fifo }) {
        await expect(fifo({ FifoThroughputLimit: 'perMessageGroupId' })).rejects.toMatchObject({
          name: 'InvalidAttributeValue',
        });
        const queue = await fifo({
          FifoThroughputLimit: 'perMessageGroupId',
          DeduplicationScope: 'messageGroup',
        });
        expect(await attribute(queue, 'FifoThroughputLimit')).toBe('perMessageGroupId');
      },
    },
    {
      id: 'attributes-counts',
      statement: 'The approximate counts distinguish visible, delayed and in-flight messages.',
      async run({ attribute, receiveOne, send, standard }) {
        const queue = await standard();
        await send(queue, 'one');
        await send(queue, 'two');
        await send(queue, 'later', { DelaySeconds: 60 });
        await receiveOne(queue);
        expect(await attribute(queue, 'ApproximateNumberOfMessages')).toBe('1');
        expect(await attribute(queue, 'ApproximateNumberOfMessagesNotVisible')).toBe('1');
        expect(await attribute(queue, 'ApproximateNumberOfMessagesDelayed')).toBe('1');
      },
    },
  ],
};
