import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '@order-events/local';
import { readDelivery } from '../../../lib/delivery';
import type { OrderEvent } from '../../../lib/order/order-event';
import { read } from '../../../lib/reading/read';
import { orderEventOf } from '../../support/order-event';
import { delivery, orderKeyOf } from './dead-letters';
import { FUNCTION_DEAD, openWorld, plain, RULE_DEAD, type World } from './world';

const RULE = 'arn:aws:events:us-east-1:000000000000:rule/order-events/to-inbox';
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:daily-totals';

let world: World;
let event: OrderEvent;
let envelope: string;

beforeEach(async () => {
  world = await openWorld();
  event = orderEventOf(read(plain, readDelivery(delivery().body)).event);
  envelope = JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': event.metadata.type,
    source: `orders.${plain.name}`,
    account: '000000000000',
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: event,
  }).replace('"detail":{', '"detail":{"exact":1.00000000000000000001,');
  await world.call('AWSEvents', 'CreateEventBus', { Name: 'order-events' });
  await world.call('AWSEvents', 'PutRule', {
    Name: 'to-inbox',
    EventBusName: 'order-events',
    EventPattern: '{"source":[{"prefix":"orders."}]}',
  });
});
afterEach(() => world.close());

const putTargets = (...Targets: object[]) =>
  world.call('AWSEvents', 'PutTargets', { Rule: 'to-inbox', EventBusName: 'order-events', Targets });

const die = (target: string) =>
  world.send(RULE_DEAD, {
    body: envelope,
    attributes: {
      RULE_ARN: RULE,
      TARGET_ARN: target,
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'zoe@example.com may not',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '185',
    },
  });

const queue = async (QueueName: string, Attributes: Record<string, string> = {}) => {
  await world.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return queueArn(QueueName);
};

describe('a dead letter of a rule’s target', () => {
  it('is listed by its event', async () => {
    await die(FUNCTION);
    expect(JSON.parse((await world.dlq(['ls', '--json'])).out)).toEqual([
      {
        id: event.metadata.id,
        provider: plain.name,
        account: 'acme',
        orderKey: orderKeyOf('1001'),
        stage: null,
        code: 'NO_PERMISSIONS',
        receivedAt: '2026-01-01T00:00:00.000Z',
        deadAt: '2026-01-01T00:00:00.000Z',
        receives: 186,
      },
    ]);
  });

  it('is shown with its rule and target, without personal data', async () => {
    await die(FUNCTION);
    const { out } = await world.dlq(['show', event.metadata.id, '--page', 'all']);
    expect(out).toContain(RULE);
    expect(out).toContain(`could not bring it to ${FUNCTION}, tried 186 times: NO_PERMISSIONS`);
    expect(out).toContain('"email": "[contact]"');
    expect(out).not.toContain('zoe@example.com');
    expect((await world.dlq(['show', event.metadata.id, '--reveal', '--page', 'all'])).out).toContain(
      'zoe@example.com may not',
    );
  });

  it('goes to its queue again, to the byte, and to no other target', async () => {
    const inbox = await queue('inbox');
    const other = await queue('other');
    await putTargets({ Id: 'inbox', Arn: inbox }, { Id: 'other', Arn: other });
    await die(inbox);
    const { code, out } = await world.dlq(['replay', '--yes']);
    expect(out).toContain('to inbox');
    expect(code).toBe(0);
    expect((await world.drain('inbox')).map(({ body }) => body)).toEqual([envelope]);
    expect(await world.depth('other')).toEqual([0, 0]);
    expect(await world.depth(RULE_DEAD)).toEqual([0, 0]);
  });

  it('goes to a FIFO queue in the group of its target', async () => {
    const inbox = await queue('inbox.fifo', { FifoQueue: 'true' });
    await putTargets({ Id: 'inbox', Arn: inbox, SqsParameters: { MessageGroupId: 'orders' } });
    await die(inbox);
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    expect(await world.drain('inbox.fifo')).toMatchObject([{ body: envelope, group: 'orders' }]);
  });

  it('is transformed as the rule says', async () => {
    const inbox = await queue('inbox');
    await putTargets({
      Id: 'inbox',
      Arn: inbox,
      InputTransformer: {
        InputPathsMap: { order: '$.detail.data.order.id' },
        InputTemplate: '{"order": <order>}',
      },
    });
    await die(inbox);
    await world.dlq(['replay', '--yes']);
    expect((await world.drain('inbox')).map(({ body }) => body)).toEqual([
      `{"order": "${orderKeyOf('1001')}"}`,
    ]);
  });

  it('goes to its function again', async () => {
    await putTargets({ Id: 'function', Arn: FUNCTION });
    await die(FUNCTION);
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    expect(world.invocations).toEqual([{ functionName: FUNCTION, payload: JSON.parse(envelope) }]);
    expect(await world.depth(RULE_DEAD)).toEqual([0, 0]);
  });

  it.each([
    ['its target is gone', [], 'TARGET_GONE'],
    [
      'its rule has the target twice',
      [
        { Id: '1', Arn: queueArn('inbox') },
        { Id: '2', Arn: queueArn('inbox'), Input: '{}' },
      ],
      'TARGET_AMBIGUOUS',
    ],
  ])('stays where it is if %s', async (_, targets, code) => {
    await queue('inbox');
    if (targets.length > 0) await putTargets(...targets);
    await die(queueArn('inbox'));
    const ran = await world.dlq(['replay', '--yes']);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`still ${code}`);
    expect(await world.depth(RULE_DEAD)).toEqual([1, 0]);
  });

  it.each([
    [
      'TARGET_UNKNOWN',
      'its rule cannot be read',
      { Id: 'inbox' },
      'ListTargetsByRule',
      /AccessDeniedException: no right to list targets/,
    ],
    [
      'INPUT_IMPOSSIBLE',
      "the target's input cannot be made of it",
      { Id: 'inbox', InputPath: '$.detail.data.order.shippedBy' },
      undefined,
      /InputPath leads to nothing in the event/,
    ],
  ])('stays where it is, and explain says why: %s, if %s', async (code, _, target, refused, why) => {
    const inbox = await queue('inbox');
    await putTargets({ ...target, Arn: inbox });
    await die(inbox);
    world.intercept = async ({ action }, next) => {
      if (action === refused) throw new AwsError('AccessDeniedException', 'no right to list targets');
      return next();
    };
    const ran = await world.dlq(['replay', '--yes']);
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining(`still ${code}`)]);
    const { out } = await world.dlq(['explain', event.metadata.id]);
    expect(out).toMatch(new RegExp(`It still fails: ${code}\\.`));
    expect(out).toMatch(why);
    expect(await world.depth('inbox')).toEqual([0, 0]);
    expect(await world.depth(RULE_DEAD)).toEqual([1, 0]);
  });

  it('stays where it is, and says why, if nothing answers for Lambda', async () => {
    world.invocations = undefined;
    await putTargets({ Id: 'function', Arn: FUNCTION });
    await die(FUNCTION);
    const { code, err } = await world.dlq(['replay', '--yes']);
    expect(code).toBe(1);
    expect(err).toContain('nothing answers for Lambda there, so daily-totals cannot be invoked');
    expect(await world.depth(RULE_DEAD)).toEqual([1, 0]);
  });
});

describe('a dead letter of a function', () => {
  const record = (requestPayload: string) =>
    `{"version":"1.0","timestamp":"2025-12-31T23:00:00.000Z","requestContext":{"requestId":"e4b46cbf-b738-4880-8a18-cdf61200983e","functionArn":"${FUNCTION}:$LATEST","condition":"RetriesExhausted","approximateInvokeCount":3},"requestPayload":${requestPayload},"responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},"responsePayload":{"errorType":"TypeError","errorMessage":"zoe@example.com is refused"}}`;

  it('is listed by its event and by what the function threw', async () => {
    await world.send(FUNCTION_DEAD, { body: record(envelope) });
    expect(JSON.parse((await world.dlq(['ls', '--json'])).out)).toMatchObject([
      {
        id: event.metadata.id,
        orderKey: orderKeyOf('1001'),
        code: 'TypeError',
        deadAt: '2025-12-31T23:00:00.000Z',
        receives: 3,
      },
    ]);
  });

  it('is explained', async () => {
    await world.send(FUNCTION_DEAD, { body: record(envelope) });
    const { out } = await world.dlq(['explain', event.metadata.id.slice(0, 8)]);
    expect(out).toContain('failed with TypeError, invoked 3 times.');
    expect(out).toContain(`It can go: to daily-totals of order ${orderKeyOf('1001')}.`);
    expect(out).not.toContain('zoe@example.com');
  });

  it('goes to the function again, as it was', async () => {
    await world.send(FUNCTION_DEAD, { body: record(envelope) });
    expect((await world.dlq(['replay', '--yes'])).code).toBe(0);
    expect(world.invocations).toEqual([
      { functionName: `${FUNCTION}:$LATEST`, payload: JSON.parse(envelope) },
    ]);
    expect(await world.depth(FUNCTION_DEAD)).toEqual([0, 0]);
  });
});
