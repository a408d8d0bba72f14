import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

const LIMIT_BYTES = 1_048_576;

export const limits: Topic = {
  name: 'sizes',
  cases: [
    {
      id: 'size-message',
      statement: 'A message has at most 1,048,576 bytes; they are counted as UTF-8.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const largest = `${'x'.repeat(LIMIT_BYTES - 4)}🎉`;
        await expect(send(queue, `${largest}x`)).rejects.toMatchObject({
          name: 'InvalidParameterValue',
          message: expect.stringContaining(`shorter than ${LIMIT_BYTES} bytes`),
        });
        await send(queue, largest);
        expect((await receiveOne(queue)).Body === largest).toBe(true);
      },
    },
    {
      id: 'size-attributes',
      statement: 'Names, types and values of message attributes count too, binary ones by their bytes.',
      async run({ send, standard }) {
        const queue = await standard({ MaximumMessageSize: '1024' });
        const MessageAttributes = {
          name: { DataType: 'Binary', BinaryValue: new Uint8Array(100) },
        };
        const room = 1024 - 'name'.length - 'Binary'.length - 100;
        await send(queue, 'x'.repeat(room), { MessageAttributes });
        await expect(send(queue, 'x'.repeat(room + 1), { MessageAttributes })).rejects.toThrow(
          /shorter than 1024 bytes/,
        );
      },
    },
    {
      id: 'size-batch',
      statement: 'The messages of a batch have at most 1,048,576 bytes together, else BatchRequestTooLong.',
      async run({ client, receive, standard }) {
        const QueueUrl = await standard();
        const batch = (secondSize: number) =>
          client.send(
            new SendMessageBatchCommand({
              QueueUrl,
              Entries: [
                { Id: 'a', MessageBody: 'x'.repeat(LIMIT_BYTES / 2) },
                { Id: 'b', MessageBody: 'x'.repeat(secondSize) },
              ],
            }),
          );
        await expect(batch(LIMIT_BYTES / 2 + 1)).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
        expect(await receive(QueueUrl)).toEqual([]);
        expect((await batch(LIMIT_BYTES / 2)).Successful).toHaveLength(2);
      },
    },
    {
      id: 'size-batch-entry',
      statement: "An entry beyond the queue's own limit fails alone.",
      async run({ client, standard }) {
        const QueueUrl = await standard({ MaximumMessageSize: '1024' });
        const { Successful, Failed } = await client.send(
          new SendMessageBatchCommand({
            QueueUrl,
            Entries: [
              { Id: 'long', MessageBody: 'x'.repeat(1025) },
              { Id: 'short', MessageBody: 'x' },
            ],
          }),
        );
        expect(Successful).toMatchObject([{ Id: 'short' }]);
        expect(Failed).toMatchObject([{ Id: 'long', SenderFault: true, Code: 'InvalidParameterValue' }]);
      },
    },
  ],
};
