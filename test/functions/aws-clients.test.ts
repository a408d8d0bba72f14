import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from '../../functions/aws/client';
import { createQueue, createSqsClient, type OutgoingMessage } from '../../functions/aws/queue';
import { createReadSecret } from '../../functions/aws/secrets';
import { type Answer, FAULTS, type StubAws, startStubAws } from '../support/stub-aws';
import { clientsOf, type StubClients } from '../support/stub-clients';

let aws: StubAws;
let clients: StubClients;

beforeEach(async () => {
  aws = await startStubAws();
  clients = clientsOf(aws);
});
afterEach(async () => {
  clients.destroy();
  await aws.close();
});

const answering = (body: unknown, status = 200): Answer => ({ status, body });
const LOST = FAULTS.filter((fault) => fault !== 'malformed');

describe('a client', () => {
  it('gives up so early that receive answers by its deadline of 8 s', () => {
    const { maxAttempts, requestHandler } = CLIENT_SETTINGS;
    const { connectionTimeout, requestTimeout, socketTimeout } = requestHandler;
    // The SDK waits up to a second between two tries of a throttled call.
    const slowest = maxAttempts * Math.max(requestTimeout, socketTimeout) + (maxAttempts - 1) * 1_000;
    expect(slowest).toBeLessThan(8_000);
    expect(connectionTimeout).toBeLessThan(requestTimeout);
    expect(requestHandler.throwOnRequestTimeout).toBe(true);
  });

  it.each([
    ['EventBridge', () => new EventBridgeClient(CLIENT_SETTINGS)],
    ['Secrets Manager', () => new SecretsManagerClient(CLIENT_SETTINGS)],
    ['SQS', createSqsClient],
  ])('of %s is made with those settings', async (_, create) => {
    const client: SQSClient | EventBridgeClient | SecretsManagerClient = create();
    expect(await client.config.maxAttempts()).toBe(CLIENT_SETTINGS.maxAttempts);
    const handler = client.config.requestHandler as { configProvider?: Promise<unknown> };
    expect(await handler.configProvider).toMatchObject(CLIENT_SETTINGS.requestHandler);
    client.destroy();
  });

  it.each(['slow', 'stalled'] as const)('gives up by itself on an answer that is %s', async (kind) => {
    // Real clients with their real timers, which are shorter here.
    const impatient = clientsOf(
      { ...aws, onSlow: () => {} },
      { requestTimeout: 50, throwOnRequestTimeout: true, socketTimeout: 50 },
    );
    aws.inject({ action: 'GetSecretValue', kind });
    await expect(createReadSecret(impatient.secrets)('x')).rejects.toMatchObject({ name: 'TimeoutError' });
    impatient.destroy();
  });

  it('of SQS never follows the host of a queue', async () => {
    const queue = createQueue(clients.sqs);
    await queue.send('https://sqs.us-east-1.amazonaws.com/1/q.fifo', MESSAGE);
    expect(aws.queue('q.fifo').messages).toHaveLength(1);
  });
});

const MESSAGE: OutgoingMessage = { body: '{"a":"ä"}', group: 'g', deduplication: 'd' };

describe('sending', () => {
  const send = (message = MESSAGE) => createQueue(clients.sqs).send(aws.queueUrl('q.fifo'), message);
  const stored = () => aws.queue('q.fifo').messages;

  it('stores the message with its group, deduplication id and attributes', async () => {
    await send({ ...MESSAGE, attributes: { code: 'INTERNAL' } });
    expect(stored()).toEqual([
      expect.objectContaining({
        MessageBody: '{"a":"ä"}',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
        MessageAttributes: { code: { DataType: 'String', StringValue: 'INTERNAL' } },
      }),
    ]);
  });

  it.each(LOST)('is done once where one call is %s', async (kind) => {
    aws.inject({ action: 'SendMessage', kind, times: 1 });
    await send();
    expect(stored()).toHaveLength(1);
  });

  it.each(FAULTS)('fails where every call is %s', async (kind) => {
    aws.inject({ action: 'SendMessage', kind });
    await expect(send()).rejects.toThrow();
  });

  it.each([
    ['nothing', {}],
    ['a message id alone', { MessageId: 'm' }],
    ['another checksum', { MessageId: 'm', MD5OfMessageBody: '0'.repeat(32) }],
    ['a list', []],
    ['null', null],
  ])('fails where SQS says 200 and %s: that is no receipt', async (_, body) => {
    aws.inject({ action: 'SendMessage', kind: answering(body) });
    await expect(send()).rejects.toThrow();
  });

  it('is taken back by its signal', async () => {
    aws.inject({ action: 'SendMessage', kind: 'slow' });
    const controller = new AbortController();
    const sending = createQueue(clients.sqs).send(aws.queueUrl('q.fifo'), MESSAGE, controller.signal);
    controller.abort();
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    ['InvalidMessageContents', { ...MESSAGE, body: '\uFFFE' }],
    ['InvalidParameterValue', { ...MESSAGE, group: 'has spaces' }],
    ['InvalidParameterValue', { ...MESSAGE, body: 'x'.repeat(1_048_577) }],
  ])('fails by the name that SQS gives it: %s', async (name, message) => {
    await expect(send(message)).rejects.toMatchObject({ name });
  });
});

describe('changing visibility', () => {
  const change = (...handles: string[]) =>
    createQueue(clients.sqs).changeVisibility(
      aws.queueUrl('q.fifo'),
      handles.map((receiptHandle, i) => ({ receiptHandle, seconds: i + 1 })),
    );

  it('sets each message to its own time', async () => {
    await change('a', 'b').catch(() => undefined);
    expect(aws.calls[0]?.input.Entries).toEqual([
      { Id: '0', ReceiptHandle: 'a', VisibilityTimeout: 1 },
      { Id: '1', ReceiptHandle: 'b', VisibilityTimeout: 2 },
    ]);
  });

  it('fails where one of them was not changed', async () => {
    const queue = aws.queue('q.fifo');
    for (const id of ['d1', 'd2'])
      queue.send({ QueueUrl: '', MessageBody: 'x', MessageGroupId: id, MessageDeduplicationId: id });
    await expect(change('q.fifo-1', 'q.fifo-2')).resolves.toBeUndefined();
    await expect(change('q.fifo-1', 'gone')).rejects.toThrow('1 of 2 visibilities were not changed');
  });

  it.each(FAULTS)('fails where every call is %s', async (kind) => {
    aws.inject({ action: 'ChangeMessageVisibilityBatch', kind });
    await expect(change('a')).rejects.toThrow();
  });
});

describe('reading a secret', () => {
  const read = () => createReadSecret(clients.secrets)('order-events/fake');

  it('gives its text', async () => {
    aws.secrets.set('order-events/fake', '{"a":1}');
    expect(await read()).toBe('{"a":1}');
  });

  it.each(LOST)('gives its text where one call is %s', async (kind) => {
    aws.secrets.set('order-events/fake', '{}');
    aws.inject({ action: 'GetSecretValue', kind, times: 1 });
    expect(await read()).toBe('{}');
  });

  it.each(FAULTS)('fails where every call is %s', async (kind) => {
    aws.inject({ action: 'GetSecretValue', kind });
    await expect(read()).rejects.toThrow();
  });

  it.each([
    ['nothing', {}],
    ['bytes', { SecretBinary: 'e30=' }],
    ['an empty text', { SecretString: '' }],
  ])('fails where Secrets Manager says 200 and gives %s', async (_, body) => {
    aws.inject({ action: 'GetSecretValue', kind: answering(body) });
    await expect(read()).rejects.toThrow('without a text');
  });
});
