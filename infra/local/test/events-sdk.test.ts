import {
  CreateEventBusCommand,
  EventBridgeClient,
  InvalidEventPatternException,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { serveAws, type Wire } from '../wire';
import { eventBridge, QUEUE } from './events-fixture';

describe('EventBridge through the SDK', () => {
  const bus = eventBridge();
  let wire: Wire;
  let client: EventBridgeClient;

  beforeAll(async () => {
    wire = await serveAws({ services: [bus.service], host: '127.0.0.1', port: 0 });
    client = new EventBridgeClient({
      endpoint: wire.origin,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await wire.close();
  });

  it('carries an event from PutEvents to a target of a rule', async () => {
    await client.send(new CreateEventBusCommand({ Name: 'orders' }));
    const pattern = { detail: { data: { order: { total: [{ numeric: ['>=', 100] }] } } } };
    await client.send(
      new PutRuleCommand({ Name: 'large', EventBusName: 'orders', EventPattern: JSON.stringify(pattern) }),
    );
    const target = { Id: 'queue', Arn: QUEUE, RetryPolicy: { MaximumRetryAttempts: 2 } };
    await client.send(new PutTargetsCommand({ Rule: 'large', EventBusName: 'orders', Targets: [target] }));
    const listed = await client.send(new ListTargetsByRuleCommand({ Rule: 'large', EventBusName: 'orders' }));
    expect(listed.Targets).toEqual([target]);

    const Entries = [99, 100].map((total) => ({
      EventBusName: 'orders',
      Source: 'shop',
      DetailType: 'order',
      Time: new Date('2026-11-22T11:12:13.456Z'),
      Detail: JSON.stringify({ data: { order: { total, note: '😀 é' } } }),
    }));
    const answer = await client.send(
      new PutEventsCommand({ Entries: [...Entries, { Source: 'shop', DetailType: 'x' }] }),
    );
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map((entry) => entry.ErrorCode)).toEqual([
      undefined,
      undefined,
      'InvalidArgument',
    ]);
    expect(bus.bodies()).toMatchObject([
      {
        id: answer.Entries?.[1]?.EventId,
        time: '2026-11-22T11:12:13Z',
        detail: { data: { order: { note: '😀 é' } } },
      },
    ]);
  });

  it('answers with typed errors', async () => {
    const rule = (input: { EventBusName?: string; EventPattern: string }) =>
      client.send(new PutRuleCommand({ Name: 'r', ...input }));
    await expect(client.send(new CreateEventBusCommand({ Name: 'default' }))).rejects.toBeInstanceOf(
      ResourceAlreadyExistsException,
    );
    await expect(rule({ EventPattern: '{}' })).rejects.toBeInstanceOf(InvalidEventPatternException);
    await expect(rule({ EventBusName: 'x', EventPattern: '{"a":[1]}' })).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    await expect(client.send(new PutEventsCommand({ Entries: [] }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
