import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Fault } from '../faults/fault';
import { createFaults } from '../faults/faults';
import { type LocalStack, startLocalStack } from '../stack';
import { writeAssembly } from './assembly-fixture';

const client = {
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
};
let stack: LocalStack;
let sqs: SQSClient;
let events: EventBridgeClient;
let QueueUrl: string | undefined;

beforeAll(async () => {
  const assembly = writeAssembly({ resources: {} });
  stack = await startLocalStack({ assembly, port: 0, awsPort: 0, control: true });
  sqs = new SQSClient({ ...client, endpoint: stack.awsUrl, useQueueUrlAsEndpoint: false });
  events = new EventBridgeClient({ ...client, endpoint: stack.awsUrl });
  ({ QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' })));
});
afterAll(async () => {
  sqs.destroy();
  events.destroy();
  await stack.close();
});
afterEach(() => stack.faults.clear());

const send = (MessageBody = 'text') => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
const sent = () => stack.journal.about('q').filter(({ kind }) => kind === 'sqs.SendMessage').length;

describe('a fault', () => {
  it.each<[string, Fault, object, number]>([
    ['throttles', { kind: 'throttle', service: 'sqs' }, { name: 'RequestThrottled' }, 0],
    [
      'fails before the work',
      { kind: 'fail', service: 'sqs', code: 'InternalError', status: 503 },
      { $metadata: expect.objectContaining({ httpStatusCode: 503 }) },
      0,
    ],
    [
      'fails after the work',
      { kind: 'fail', service: 'sqs', when: 'after' },
      { $metadata: expect.objectContaining({ httpStatusCode: 500 }) },
      1,
    ],
    [
      'drops the connection before the work',
      { kind: 'drop', service: 'sqs' },
      { message: expect.stringContaining('socket hang up') },
      0,
    ],
    [
      'drops the connection after the work',
      { kind: 'drop', service: 'sqs', when: 'after' },
      { message: expect.stringContaining('socket hang up') },
      1,
    ],
  ])('%s', async (_, fault, error, done) => {
    const before = sent();
    stack.faults.add(fault);
    await expect(send()).rejects.toMatchObject(error);
    expect(sent() - before).toBe(done);
  });

  it('answers with something else', async () => {
    stack.faults.add({ kind: 'malformed', service: 'sqs' });
    expect((await send().catch(() => ({ MessageId: undefined }))).MessageId).toBeUndefined();
  });

  it('makes a call wait for the clock', async () => {
    stack.faults.add({ kind: 'delay', service: 'sqs', milliseconds: 3_600_000, times: 1 });
    let done = false;
    const sending = send().then(() => {
      done = true;
    });
    while (stack.faults.list().length > 0) await new Promise(setImmediate);
    expect(done).toBe(false);
    await stack.advance(3_600_000);
    await sending;
  });

  it('hits as many calls as it says', async () => {
    const fault = stack.faults.add({ kind: 'throttle', service: 'sqs', times: 2 });
    await expect(send()).rejects.toThrow();
    expect(fault.left).toBe(1);
    await expect(send()).rejects.toThrow();
    await send();
    expect(stack.faults.list()).toEqual([]);
  });

  it('hits only the action and the text that it names, until it is removed', async () => {
    const fault = stack.faults.add({
      kind: 'throttle',
      service: 'sqs',
      action: 'SendMessage',
      match: 'unlucky',
    });
    await send('lucky');
    await expect(send('unlucky')).rejects.toThrow();
    fault.remove();
    await send('unlucky');
  });

  it('fails some entries of a batch', async () => {
    stack.faults.add({ kind: 'fail-entries', service: 'sqs', match: 'two', code: 'Busy' });
    const Entries = ['one', 'two', 'three'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
    const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['one', 'three']);
    expect(answer.Failed).toEqual([expect.objectContaining({ Id: 'two', Code: 'Busy' })]);
  });

  it('fails some entries of PutEvents, each in its place', async () => {
    stack.faults.add({ kind: 'fail-entries', service: 'events', match: 'two', code: 'ThrottlingException' });
    const answer = await events.send(
      new PutEventsCommand({
        Entries: ['one', 'two', 'three'].map((DetailType) => ({ Source: 's', DetailType, Detail: '{}' })),
      }),
    );
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ EventId, ErrorCode }) => ErrorCode ?? typeof EventId)).toEqual([
      'string',
      'ThrottlingException',
      'string',
    ]);
  });

  it.each<[string, object, RegExp]>([
    ['no kind', {}, /kind/],
    ['an unknown service', { kind: 'throttle', service: 'ec2' }, /service/],
    ['a field too many', { kind: 'throttle', service: 'sqs', tims: 2 }, /tims/],
    ['no turns', { kind: 'throttle', service: 'sqs', times: 0 }, /times/],
  ])('is refused with a clear word: %s', (_, fault, expected) => {
    expect(() => createFaults().add(fault as Fault)).toThrow(expected);
  });
});

describe('the control endpoint', () => {
  const control = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${stack.awsUrl}/_control/${path}`, init);
    return [response.status, await response.json()] as [number, Record<string, unknown>];
  };

  it('adds, lists and removes faults', async () => {
    const fault = { kind: 'throttle', service: 'sqs', times: 3 };
    const [status, added] = await control('POST', 'faults', fault);
    expect([status, added]).toEqual([201, { id: expect.any(String), fault, left: 3 }]);
    expect(await control('GET', 'faults')).toEqual([200, { faults: [added] }]);
    expect(await control('DELETE', `faults/${added.id}`)).toEqual([200, { id: added.id }]);
    expect(await control('DELETE', `faults/${added.id}`)).toMatchObject([404, {}]);
    await control('POST', 'faults', fault);
    expect(await control('DELETE', 'faults')).toEqual([200, { faults: [] }]);
  });

  it('moves the clock', async () => {
    const before = stack.clock.now();
    const [status] = await control('POST', 'clock', { advance: 3_600_000 });
    expect(status).toBe(200);
    expect(stack.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
  });

  it('leaves the clock as it was when it cannot move so far', async () => {
    await control('POST', 'clock', { advance: 1e300 });
    expect(stack.clock.now()).toBeLessThan(Date.UTC(9999, 0));
    expect(new Date(stack.clock.now()).toISOString()).toMatch(/^20/);
  });

  it('reports the way of a delivery', async () => {
    await send('of-interest');
    expect(await control('GET', 'deliveries/of-interest')).toMatchObject([
      200,
      { id: 'of-interest', entries: [{ kind: 'sqs.SendMessage', where: 'q', text: expect.any(String) }] },
    ]);
  });

  it.each([
    ['POST', 'faults', { kind: 'nothing' }, 400],
    ['POST', 'faults', { kind: 'crash', function: 'nobody' }, 400],
    ['POST', 'clock', { advance: 'far' }, 400],
    ['POST', 'clock', { advance: 1e300 }, 400],
    ['POST', 'clock', [], 400],
    ['GET', 'elsewhere', undefined, 404],
  ])('%s %s %j is answered with %i', async (method, path, body, status) => {
    expect(await control(method, path, body)).toMatchObject([status, { error: expect.any(String) }]);
  });

  it('only tells of deliveries unless it was asked for', async () => {
    const closed = await startLocalStack({ assembly: writeAssembly({ resources: {} }), port: 0, awsPort: 0 });
    const response = await fetch(`${closed.awsUrl}/_control/faults`);
    const told = await fetch(`${closed.awsUrl}/_control/deliveries/none`);
    const answers = [response.status, await told.json()];
    await closed.close();
    expect(answers).toEqual([404, { id: 'none', entries: [] }]);
  });
});
