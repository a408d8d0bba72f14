import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Topic } from '../case';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

const ATTRIBUTES = {
  'app.name': { DataType: 'String', StringValue: 'Ölmühle' },
  'app.count': { DataType: 'Number.int', StringValue: '42' },
  bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 128) },
} satisfies Record<string, MessageAttributeValue>;

export const sending: Topic = {
  name: 'sending and receiving',
  cases: [
    {
      id: 'send-receive',
      statement: 'A message is received as it was sent, with its id and the MD5 of its body.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const sent = await send(queue, 'hello');
        expect(sent).toMatchObject({ MessageId: expect.any(String), MD5OfMessageBody: md5('hello') });
        expect(sent.SequenceNumber).toBeUndefined();
        const { MessageId } = sent;
        const received = await receiveOne(queue);
        expect(received).toMatchObject({ MessageId, Body: 'hello', MD5OfBody: md5('hello') });
        expect(received.Attributes).toBeUndefined();
      },
    },
    {
      id: 'send-emoji',
      statement: 'A body can hold any text that XML can: accents, emoji, tabs and line ends.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const body = 'crème 🎉 𝒳\t"quoted"\r\n\uFFFD\u00A0\uE000';
        await send(queue, body);
        expect((await receiveOne(queue)).Body).toBe(body);
      },
    },
    {
      id: 'send-characters',
      statement: 'Characters that XML cannot hold are InvalidMessageContents.',
      async run({ send, standard }) {
        const queue = await standard();
        for (const body of ['\u0000', 'a\u0008b', '\u000B', '\u001F', '\uFFFE', 'x\uFFFF']) {
          await expect(send(queue, body)).rejects.toMatchObject({ name: 'InvalidMessageContents' });
        }
      },
    },
    {
      id: 'send-empty',
      statement: 'A message needs a body.',
      async run({ send, standard }) {
        await expect(send(await standard(), '')).rejects.toMatchObject({ name: 'MissingParameter' });
      },
    },
    {
      id: 'system-attributes',
      statement:
        'Whoever asks learns when it was sent, by whom, and how often and since when it was received.',
      async run({ pass, receiveOne, send, standard }) {
        const queue = await standard({ VisibilityTimeout: '1' });
        await send(queue, 'hello');
        const { Attributes: first } = await receiveOne(queue, { MessageSystemAttributeNames: ['All'] });
        expect(first).toEqual({
          SenderId: expect.any(String),
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateReceiveCount: '1',
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        });
        await pass(1);
        // The older name of the parameter does the same.
        const { Attributes: second } = await receiveOne(queue, {
          AttributeNames: ['ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp'] as never,
        });
        expect(second).toEqual({
          ApproximateReceiveCount: '2',
          ApproximateFirstReceiveTimestamp: first?.ApproximateFirstReceiveTimestamp,
        });
      },
      seconds: 1,
    },
    {
      id: 'message-attributes',
      statement: 'Message attributes of the three types arrive unchanged, with an MD5 that the SDK confirms.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const sent = await send(queue, 'x', { MessageAttributes: ATTRIBUTES });
        // Calculated elsewhere (Python), from the description in the SQS developer guide.
        expect(sent.MD5OfMessageAttributes).toBe('0a72183559db1c9999afc94bd7c4c8a6');
        const received = await receiveOne(queue, { MessageAttributeNames: ['All'] });
        expect(received.MessageAttributes).toEqual(ATTRIBUTES);
        expect(received.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
      },
    },
    {
      id: 'message-attribute-names',
      statement:
        'A receiver picks message attributes by name, by the beginning of a name and .*, or All; else gets none.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        await send(queue, 'x', { MessageAttributes: ATTRIBUTES });
        const names = async (...MessageAttributeNames: string[]) => {
          const input = { VisibilityTimeout: 0, MessageAttributeNames };
          return Object.keys((await receiveOne(queue, input)).MessageAttributes ?? {}).sort();
        };
        expect(await names()).toEqual([]);
        expect(await names('bytes', 'nothing')).toEqual(['bytes']);
        expect(await names('app.*')).toEqual(['app.count', 'app.name']);
        expect(await names('.*')).toEqual(['app.count', 'app.name', 'bytes']);
      },
    },
    {
      id: 'message-attributes-md5',
      statement: 'The MD5 of attributes is that of those which the receiver picked.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const { bytes } = ATTRIBUTES;
        const alone = await send(await standard(), 'x', { MessageAttributes: { bytes } });
        await send(queue, 'x', { MessageAttributes: ATTRIBUTES });
        const received = await receiveOne(queue, { MessageAttributeNames: ['bytes'] });
        expect(received.MD5OfMessageAttributes).toBe(alone.MD5OfMessageAttributes);
      },
    },
    {
      id: 'message-attributes-invalid',
      statement: 'At most 10 attributes, each with a valid name, a supported type and a value.',
      async run({ send, standard }) {
        const queue = await standard();
        const text = { DataType: 'String', StringValue: 'x' };
        const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, text]));
        const refused: Record<string, MessageAttributeValue>[] = [
          eleven,
          { 'AWS.mine': text },
          { '.hidden': text },
          { 'two..dots': text },
          { a: { DataType: 'Text', StringValue: 'x' } },
          { a: { DataType: 'String', StringValue: '' } },
          { a: { DataType: 'String' } },
          { a: { DataType: 'Number', StringValue: 'many' } },
        ];
        for (const MessageAttributes of refused) {
          await expect(send(queue, 'x', { MessageAttributes })).rejects.toMatchObject({
            name: 'InvalidParameterValue',
          });
        }
      },
    },
    {
      id: 'trace-header',
      statement: 'AWSTraceHeader is the one system attribute that a sender can set.',
      async run({ receiveOne, send, standard }) {
        const queue = await standard();
        const AWSTraceHeader = {
          DataType: 'String',
          StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793',
        };
        const sent = await send(queue, 'x', { MessageSystemAttributes: { AWSTraceHeader } });
        expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
        const { Attributes } = await receiveOne(queue, { MessageSystemAttributeNames: ['AWSTraceHeader'] });
        expect(Attributes).toEqual({ AWSTraceHeader: AWSTraceHeader.StringValue });
      },
    },
    {
      id: 'delay',
      statement:
        "A delayed message cannot be received before its time; the message's own delay counts first.",
      seconds: 5,
      async run({ pass, receive, receiveOne, send, standard }) {
        const queue = await standard({ DelaySeconds: '5' });
        await send(queue, 'later');
        await send(queue, 'now', { DelaySeconds: 0 });
        expect((await receiveOne(queue)).Body).toBe('now');
        expect(await receive(queue)).toEqual([]);
        await pass(5);
        expect((await receiveOne(queue)).Body).toBe('later');
      },
    },
    {
      id: 'delay-range',
      statement: 'A delay is at most 15 minutes.',
      async run({ send, standard }) {
        const queue = await standard();
        await expect(send(queue, 'x', { DelaySeconds: 901 })).rejects.toThrow(
          /901 for parameter DelaySeconds/,
        );
      },
    },
    {
      id: 'retention',
      statement: 'A message is gone when its retention period is over, even for its receiver.',
      seconds: 60,
      async run({ attribute, pass, receive, receiveOne, send, standard }) {
        const queue = await standard({ MessageRetentionPeriod: '60', VisibilityTimeout: '600' });
        await send(queue, 'received');
        await send(queue, 'waiting');
        await receiveOne(queue);
        await pass(61);
        expect(await receive(queue)).toEqual([]);
        expect(await attribute(queue, 'ApproximateNumberOfMessagesNotVisible')).toBe('0');
      },
    },
  ],
};
