import { ChangeMessageVisibilityCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

export const polling: Topic = {
  name: 'polling',
  cases: [
    {
      id: 'poll-short',
      statement: 'Without a wait, an empty queue is answered at once, without Messages.',
      async run({ client, standard }) {
        const answer = await client.send(new ReceiveMessageCommand({ QueueUrl: await standard() }));
        expect(answer.Messages).toBeUndefined();
      },
    },
    {
      id: 'poll-one',
      statement: 'One message is received unless more are asked for, at most ten.',
      async run({ receive, send, standard }) {
        const queue = await standard();
        for (const body of ['one', 'two']) await send(queue, body);
        expect(await receive(queue, { MaxNumberOfMessages: undefined })).toHaveLength(1);
        for (const MaxNumberOfMessages of [0, 11]) {
          await expect(receive(queue, { MaxNumberOfMessages })).rejects.toThrow(/between 1 and 10/);
        }
      },
    },
    {
      id: 'poll-wait-range',
      statement: 'A long poll waits at most 20 seconds.',
      async run({ receive, standard }) {
        const queue = await standard();
        for (const WaitTimeSeconds of [-1, 21]) {
          await expect(receive(queue, { WaitTimeSeconds })).rejects.toThrow(/>= 0 and <= 20/);
        }
      },
    },
    {
      id: 'poll-wakes-on-send',
      statement: 'A long poll ends as soon as a message is sent.',
      async run({ send, standard, startPolling }) {
        const queue = await standard();
        const poll = await startPolling(queue);
        await send(queue, 'hello');
        expect(await poll.messages).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'poll-wakes-on-visibility',
      statement: 'A long poll ends when a message in flight becomes visible again.',
      seconds: 2,
      async run({ pass, receiveOne, send, standard, startPolling }) {
        const queue = await standard();
        await send(queue, 'hello');
        await receiveOne(queue, { VisibilityTimeout: 2 });
        const poll = await startPolling(queue);
        await pass(2);
        expect(await poll.messages).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'poll-wakes-on-change',
      statement: 'A long poll ends when a message in flight is given back.',
      async run({ client, receiveOne, send, standard, startPolling }) {
        const QueueUrl = await standard();
        await send(QueueUrl, 'hello');
        const { ReceiptHandle } = await receiveOne(QueueUrl);
        const poll = await startPolling(QueueUrl);
        await client.send(
          new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
        );
        expect(await poll.messages).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'poll-wakes-on-delay',
      statement: "A long poll ends when a delayed message's time has come.",
      seconds: 2,
      async run({ pass, send, standard, startPolling }) {
        const queue = await standard();
        await send(queue, 'hello', { DelaySeconds: 2 });
        const poll = await startPolling(queue);
        await pass(2);
        expect(await poll.messages).toMatchObject([{ Body: 'hello' }]);
      },
    },
    {
      id: 'poll-ends',
      statement: "A long poll ends empty when its time is up; the queue's own waiting time is the default.",
      seconds: 2,
      async run({ pass, standard, startPolling }) {
        const queue = await standard({ ReceiveMessageWaitTimeSeconds: '2' });
        const poll = await startPolling(queue, { WaitTimeSeconds: undefined });
        await pass(2);
        expect(await poll.messages).toEqual([]);
      },
    },
    {
      id: 'poll-two',
      statement: 'Of two waiting receivers, one gets the message.',
      seconds: 3,
      async run({ pass, send, standard, startPolling }) {
        const queue = await standard();
        const polls = [
          await startPolling(queue, { WaitTimeSeconds: 3 }),
          await startPolling(queue, { WaitTimeSeconds: 3 }),
        ];
        await send(queue, 'hello');
        await Promise.race(polls.map(({ messages }) => messages));
        await pass(3);
        const received = await Promise.all(polls.map(({ messages }) => messages));
        expect(received.flat()).toMatchObject([{ Body: 'hello' }]);
      },
    },
  ],
};
