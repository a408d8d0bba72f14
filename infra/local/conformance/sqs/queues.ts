import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

export const queues: Topic = {
  name: 'queues',
  cases: [
    {
      id: 'queue-url',
      statement: 'The URL of a queue ends in its account and name, and is found by the name.',
      async run({ client, standard, name }) {
        const QueueName = name();
        const url = await standard({}, QueueName);
        expect(url).toMatch(new RegExp(`/\\d{12}/${QueueName}$`));
        expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(url);
      },
    },
    {
      id: 'queue-create-again',
      statement: 'Creating a queue again with the same attributes, or without any, answers with its URL.',
      async run({ standard, name }) {
        const queue = name();
        const url = await standard({ VisibilityTimeout: '7' }, queue);
        expect(await standard({ VisibilityTimeout: '7' }, queue)).toBe(url);
        expect(await standard({}, queue)).toBe(url);
      },
    },
    {
      id: 'queue-name-exists',
      statement: 'Creating a queue again with another attribute is QueueNameExists.',
      async run({ standard, name }) {
        const queue = name();
        await standard({ VisibilityTimeout: '7' }, queue);
        await expect(standard({ VisibilityTimeout: '8' }, queue)).rejects.toMatchObject({
          name: 'QueueNameExists',
        });
      },
    },
    {
      id: 'queue-name',
      statement: 'A queue name has 1 to 80 letters, digits, - and _; only a FIFO queue has .fifo after it.',
      async run({ client, fifo, standard, name }) {
        for (const bad of ['no spaces', 'dot.', 'x'.repeat(81), name('.fifo')]) {
          await expect(standard({}, bad)).rejects.toThrow(/1 to 80 in length/);
        }
        await expect(fifo({}, name())).rejects.toThrow(/must end with .fifo/);
        await expect(
          client.send(
            new CreateQueueCommand({
              QueueName: `${'x'.repeat(76)}.fifo`,
              Attributes: { FifoQueue: 'true' },
            }),
          ),
        ).rejects.toThrow(/1 to 80 in length/);
      },
    },
    {
      id: 'queue-does-not-exist',
      statement: 'Any action on a queue that does not exist is the typed error QueueDoesNotExist.',
      async run({ client, standard, name }) {
        const QueueUrl = `${await standard()}-of-nobody`;
        const requests = [
          client.send(new GetQueueUrlCommand({ QueueName: name() })),
          client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
          client.send(new DeleteQueueCommand({ QueueUrl })),
        ];
        for (const request of requests) {
          await expect(request).rejects.toMatchObject({
            name: 'QueueDoesNotExist',
            Error: { Code: 'AWS.SimpleQueueService.NonExistentQueue' },
          });
        }
      },
    },
    {
      id: 'queue-list',
      statement: 'Queues are listed by the beginning of their names, page by page.',
      async run({ client, standard, name }) {
        const prefix = name('-list');
        const urls = [];
        for (const suffix of ['a', 'b', 'c']) urls.push(await standard({}, prefix + suffix));
        const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2 }));
        const second = await client.send(
          new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2, NextToken: first.NextToken }),
        );
        expect(first.QueueUrls).toHaveLength(2);
        expect([...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].sort()).toEqual(urls);
        expect(second.NextToken).toBeUndefined();
      },
    },
    {
      id: 'queue-deleted-recently',
      statement: 'A name is free again 60 seconds after its queue was deleted.',
      seconds: 60,
      async run({ client, pass, standard, name }) {
        const queue = name();
        await client.send(new DeleteQueueCommand({ QueueUrl: await standard({}, queue) }));
        await expect(standard({}, queue)).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
        await pass(60);
        await standard({}, queue);
      },
    },
    {
      id: 'queue-purge',
      statement:
        'Purging deletes every message: waiting, delayed and in flight; and not twice within 60 seconds.',
      seconds: 60,
      async run({ attribute, client, pass, receive, receiveOne, send, standard }) {
        const QueueUrl = await standard({ VisibilityTimeout: '5' });
        await send(QueueUrl, 'in flight');
        await receiveOne(QueueUrl);
        await send(QueueUrl, 'delayed', { DelaySeconds: 5 });
        await send(QueueUrl, 'waiting');
        await client.send(new PurgeQueueCommand({ QueueUrl }));
        await expect(client.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
          name: 'PurgeQueueInProgress',
        });
        await pass(60);
        expect(await receive(QueueUrl)).toEqual([]);
        expect(await attribute(QueueUrl, 'ApproximateNumberOfMessages')).toBe('0');
        await client.send(new PurgeQueueCommand({ QueueUrl }));
      },
    },
  ],
};
