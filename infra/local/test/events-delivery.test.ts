import { AwsError } from '../service';
import { DEAD, eventBridge, QUEUE } from './events-fixture';

const THROTTLED = new AwsError('ThrottlingException', 'slow down');
const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('delivery', () => {
  it('goes to every target of every rule that matches', async () => {
    const bus = eventBridge();
    for (const [Name, source] of [
      ['one', 'shop'],
      ['two', 'shop'],
      ['three', 'other'],
    ]) {
      await bus.call('PutRule', { Name: `${Name}`, EventPattern: JSON.stringify({ source: [source] }) });
      const Targets = [
        { Id: 'a', Arn: `${QUEUE}-${Name}` },
        { Id: 'b', Arn: `${DEAD}-${Name}` },
      ];
      await bus.call('PutTargets', { Rule: `${Name}`, Targets });
    }
    await bus.put();
    expect(bus.calls.map(({ arn }) => arn)).toEqual([
      `${QUEUE}-one`,
      `${DEAD}-one`,
      `${QUEUE}-two`,
      `${DEAD}-two`,
    ]);
    expect(bus.notices.find(({ kind }) => kind === 'matched')).toMatchObject({ rules: ['one', 'two'] });
  });

  it('gives a FIFO queue its group', async () => {
    const bus = eventBridge();
    await bus.rule(
      { source: ['shop'] },
      { Arn: `${QUEUE}.fifo`, SqsParameters: { MessageGroupId: 'orders' } },
    );
    await bus.put();
    expect(bus.calls).toMatchObject([{ arn: `${QUEUE}.fifo`, messageGroupId: 'orders' }]);
  });

  it('does not make the sender wait, nor fail, for a target', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    bus.refuse(() => new Error('crash'));
    expect(await bus.put()).toMatchObject({ FailedEntryCount: 0 });
  });

  it('comes again after a doubling while, until the target takes it', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    let refusals = 3;
    bus.refuse(() => (refusals-- > 0 ? THROTTLED : undefined));
    await bus.put();
    await bus.clock.advance(750 + 1500 + 3000 - 1);
    expect(bus.calls).toHaveLength(0);
    await bus.clock.advance(1);
    expect(bus.calls).toHaveLength(1);
    expect(bus.notices.slice(2)).toMatchObject([
      { kind: 'retried', attempt: 1, error: 'THROTTLING', delay: 750 },
      { kind: 'retried', attempt: 2, error: 'THROTTLING', delay: 1500 },
      { kind: 'retried', attempt: 3, error: 'THROTTLING', delay: 3000 },
      { kind: 'delivered', attempt: 4, rule: 'rule', target: QUEUE },
    ]);
  });

  it.each([
    ['a throttled call', THROTTLED, true],
    ['a fault of the target', new AwsError('InternalFailure', 'oops', 500), true],
    ['an unexpected error', new Error('socket hang up'), true],
    ['a queue that does not exist', new AwsError('QueueDoesNotExist', 'no'), false],
    ['a function that does not exist', new AwsError('ResourceNotFoundException', 'no'), false],
    ['a missing permission', new AwsError('AccessDeniedException', 'no'), false],
    ['a message that the queue refuses', new AwsError('InvalidMessageContents', 'no'), false],
  ])('is repeated after %s: %s %s', async (_, error, again) => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    bus.refuse(() => error);
    await bus.put();
    expect(bus.notices.at(-1)?.kind).toBe(again ? 'retried' : 'dropped');
  });
});

describe('a dead letter', () => {
  async function failing(error: Error, RetryPolicy = {}) {
    const bus = eventBridge();
    await bus.rule(
      { source: ['shop'] },
      { RetryPolicy, DeadLetterConfig: { Arn: DEAD }, InputPath: '$.detail' },
    );
    bus.refuse(({ arn }) => (arn === QUEUE ? error : undefined));
    await bus.put({ n: 1 });
    return bus;
  }

  it('holds the whole event and why, at once for what no retry heals', async () => {
    const bus = await failing(new AwsError('QueueDoesNotExist', 'The queue is gone.'));
    expect(bus.bodies(DEAD)).toMatchObject([{ 'detail-type': 'order.created', detail: { n: 1 } }]);
    expect(bus.calls[0]?.attributes).toEqual({
      RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/rule',
      TARGET_ARN: QUEUE,
      ERROR_CODE: 'NO_RESOURCE',
      ERROR_MESSAGE: 'The queue is gone.',
      RETRY_ATTEMPTS: '0',
    });
    expect(bus.notices.at(-1)).toMatchObject({ kind: 'dead-lettered', queue: DEAD, error: 'NO_RESOURCE' });
  });

  it('comes after the last attempt', async () => {
    const bus = await failing(THROTTLED, { MaximumRetryAttempts: 2 });
    await bus.clock.advance(750 + 1500);
    expect(bus.calls).toMatchObject([
      {
        attributes: {
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          RETRY_ATTEMPTS: '2',
          ERROR_CODE: 'THROTTLING',
        },
      },
    ]);
  });

  it('comes at once where no attempt may follow', async () => {
    const bus = await failing(THROTTLED, { MaximumRetryAttempts: 0 });
    expect(bus.calls).toMatchObject([{ attributes: { RETRY_ATTEMPTS: '0' } }]);
  });

  it('comes when the event is too old', async () => {
    const bus = await failing(THROTTLED, { MaximumEventAgeInSeconds: 60 });
    await bus.clock.advance(60 * SECOND - 1);
    expect(bus.calls).toHaveLength(0);
    await bus.clock.advance(1);
    expect(bus.calls).toMatchObject([
      { attributes: { EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' } },
    ]);
  });

  it('comes within a day and 185 attempts if nothing else is said', async () => {
    const bus = await failing(THROTTLED);
    await bus.clock.advance(24 * HOUR);
    expect(bus.calls).toHaveLength(1);
    const attempts = Number(bus.calls[0]?.attributes?.RETRY_ATTEMPTS);
    expect(attempts).toBeGreaterThan(150);
    expect(attempts).toBeLessThanOrEqual(185);
  });

  it('that nobody wanted is dropped, and somebody says so', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] }, { RetryPolicy: { MaximumRetryAttempts: 0 } });
    bus.refuse(() => THROTTLED);
    await bus.put();
    expect(bus.notices.at(-1)).toMatchObject({
      kind: 'dropped',
      target: QUEUE,
      reason: 'THROTTLING: slow down',
    });
  });

  it('that its queue refuses is dropped, and somebody says so', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] }, { DeadLetterConfig: { Arn: DEAD } });
    bus.refuse(() => new AwsError('QueueDoesNotExist', 'gone'));
    await bus.put();
    expect(bus.notices.at(-1)).toMatchObject({ kind: 'dropped', reason: `dead-letter queue ${DEAD}: gone` });
  });
});
