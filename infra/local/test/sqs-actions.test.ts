import { topics } from '../conformance/sqs/topics';
import { conformanceTable } from '../conformance/table';
import { AwsError, type JsonObject } from '../service';
import { ORIGIN, openSqs } from './open-sqs';

describe('SQS, called from inside', () => {
  it('finds a queue by the end of its URL, whatever the host', async () => {
    const { call, create } = openSqs();
    expect(await create('orders')).toBe(`${ORIGIN}/000000000000/orders`);
    const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/000000000000/orders';
    expect(await call('SendMessage', { QueueUrl, MessageBody: 'x' })).toHaveProperty('MessageId');
    const foreign = `${ORIGIN}/111111111111/orders`;
    await expect(call('SendMessage', { QueueUrl: foreign, MessageBody: 'x' })).rejects.toMatchObject({
      code: 'QueueDoesNotExist',
    });
  });

  it('ends a long poll when the caller goes, and keeps the message for the next', async () => {
    const { call, create } = openSqs();
    const QueueUrl = await create('q');
    const caller = new AbortController();
    const poll = call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 }, caller.signal);
    caller.abort();
    expect(await poll).toEqual({});
    await call('SendMessage', { QueueUrl, MessageBody: 'x' });
    expect(await call('ReceiveMessage', { QueueUrl })).toMatchObject({ Messages: [{ Body: 'x' }] });
  });

  it('ends a long poll when the queue is deleted', async () => {
    const { call, create } = openSqs();
    const QueueUrl = await create('q');
    const poll = call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
    await call('DeleteQueue', { QueueUrl });
    expect(await poll).toEqual({});
  });

  it.each([
    ['q', 'OverLimit'],
    ['q.fifo', undefined],
  ])('gives no more from %s while too many messages are in flight', async (name, code) => {
    const { call, create } = openSqs({ mostInFlight: 2 });
    const fifo = name.endsWith('.fifo');
    const QueueUrl = await create(name, fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : {});
    for (const MessageBody of ['one', 'two', 'three']) {
      await call('SendMessage', { QueueUrl, MessageBody, ...(fifo && { MessageGroupId: MessageBody }) });
    }
    const first = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    expect(first.Messages).toHaveLength(2);
    const second = call('ReceiveMessage', { QueueUrl });
    if (code) await expect(second).rejects.toMatchObject({ code });
    else expect(await second).toEqual({});
  });

  it.each([
    ['QueueUrl', 5],
    ['MessageAttributes', []],
    ['DelaySeconds', 'soon'],
    ['DelaySeconds', 0.5],
  ])('cannot read a %s of %j', async (name, value) => {
    const { call, create } = openSqs();
    const input = { QueueUrl: await create('q'), MessageBody: 'x', [name]: value };
    await expect(call('SendMessage', input)).rejects.toMatchObject({ code: 'SerializationException' });
  });

  it('needs a queue to send to', async () => {
    const error = await openSqs()
      .call('SendMessage', { MessageBody: 'x' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AwsError);
    expect(error).toMatchObject({ message: 'The request must contain the parameter QueueUrl.' });
  });

  it('refuses half a surrogate pair', async () => {
    const { call, create } = openSqs();
    const QueueUrl = await create('q');
    await expect(call('SendMessage', { QueueUrl, MessageBody: 'x\uD83C' })).rejects.toMatchObject({
      code: 'InvalidMessageContents',
    });
  });

  it('calculates the MD5 of attributes as AWS does', async () => {
    const { call, create } = openSqs();
    const MessageAttributes = { MyAttribute: { DataType: 'String', StringValue: 'foobar' } };
    const sent = await call('SendMessage', {
      QueueUrl: await create('q'),
      MessageBody: 'x',
      MessageAttributes,
    });
    // Recorded from AWS.
    expect(sent.MD5OfMessageAttributes).toBe('adb59cd4678ea5a855436b949cd07ab6');
  });

  it('refuses a receipt handle with anything added', async () => {
    const { call, create } = openSqs();
    const QueueUrl = await create('q');
    await call('SendMessage', { QueueUrl, MessageBody: 'x' });
    const [message] = (await call('ReceiveMessage', { QueueUrl })).Messages as JsonObject[];
    for (const ending of ['\n', '=', '.', 'AAAA']) {
      const ReceiptHandle = `${message?.ReceiptHandle}${ending}`;
      await expect(call('DeleteMessage', { QueueUrl, ReceiptHandle })).rejects.toMatchObject({
        code: 'ReceiptHandleIsInvalid',
      });
    }
  });

  it('reports a message that a FIFO queue drops as a repeat, under the id of the first', async () => {
    const { call, create, duplicates, pass } = openSqs();
    const QueueUrl = await create('q.fifo');
    const send = (MessageBody: string) =>
      call('SendMessage', { QueueUrl, MessageBody, MessageGroupId: 'g', MessageDeduplicationId: 'd' });
    const { MessageId: messageId } = await send('first');
    expect(duplicates).toEqual([]);
    expect(await send('corrected')).toMatchObject({ MessageId: messageId });
    expect(duplicates).toEqual([{ queue: 'q.fifo', messageId, body: 'corrected' }]);
    await pass(300);
    await send('later');
    expect(duplicates).toHaveLength(1);
  });
});

describe('the conformance suite', () => {
  const cases = topics.flatMap((topic) => topic.cases);

  it('names each of its cases once', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it('prints a row for each of its cases', () => {
    const rows = conformanceTable().split('\n');
    expect(rows).toHaveLength(cases.length + 2);
    for (const row of rows) expect(row).toMatch(/^\|[^|\n]+\|[^|\n]+\|$/);
  });
});
