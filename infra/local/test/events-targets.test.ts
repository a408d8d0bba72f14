import type { JsonObject } from '../service';
import { DEAD, eventBridge, QUEUE } from './events-fixture';

describe('targets', () => {
  it('are replaced by id, listed as they were put, and removed', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] }, { Input: '{}' });
    const target = { Id: 'one', Arn: DEAD, RetryPolicy: { MaximumRetryAttempts: 3 } };
    expect(await bus.call('PutTargets', { Rule: 'rule', Targets: [target] })).toEqual({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    expect(await bus.call('ListTargetsByRule', { Rule: 'rule' })).toEqual({ Targets: [target] });
    expect(await bus.call('RemoveTargets', { Rule: 'rule', Ids: ['one', 'two'] })).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: 'two' }],
    });
  });

  it('are at most five of a rule', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    const Targets = ['a', 'b', 'c', 'd', 'e'].map((Id) => ({ Id, Arn: QUEUE }));
    await expect(bus.call('PutTargets', { Rule: 'rule', Targets })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
    expect(await bus.call('ListTargetsByRule', { Rule: 'rule' })).toMatchObject({ Targets: [{ Id: 'one' }] });
  });

  it.each<[string, JsonObject, RegExp]>([
    ['no ARN', { Arn: null }, /at 'arn'/],
    ['what is no ARN', { Arn: 'orders' }, /Provided Arn is not in correct format/],
    [
      'a FIFO queue without a group',
      { Arn: `${QUEUE}.fifo` },
      /SqsParameters must be specified for target: x/,
    ],
    ['a FIFO dead-letter queue', { DeadLetterConfig: { Arn: `${DEAD}.fifo` } }, /no standard SQS queue/],
    [
      'a function as dead-letter queue',
      { DeadLetterConfig: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' } },
      /no standard SQS queue/,
    ],
    ['too many attempts', { RetryPolicy: { MaximumRetryAttempts: 186 } }, /less than or equal to 185/],
    ['too short an age', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, /greater than or equal to 60/],
    [
      'two inputs',
      { Input: '{}', InputPath: '$.detail' },
      /Only one of Input, InputPath, or InputTransformer must be provided for target x/,
    ],
    ['an input that is not JSON', { Input: '{' }, /JSON syntax error in input for target x/],
    ['a path that is none', { InputPath: 'detail' }, /InputPath for target x contains invalid path detail/],
    [
      'an unknown placeholder',
      { InputTransformer: { InputTemplate: '"<y>"' } },
      /InputTemplate for target x contains invalid placeholder y/,
    ],
    [
      'a reserved name',
      { InputTransformer: { InputPathsMap: { 'aws.x': '$.id' }, InputTemplate: '"a"' } },
      /reserved name aws.x/,
    ],
  ])('refuse %s', async (_, flaw, message) => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    const put = bus.call('PutTargets', { Rule: 'rule', Targets: [{ Id: 'x', Arn: QUEUE, ...flaw }] });
    await expect(put).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['leads to nothing', { InputPath: '$.detail.total' }],
    ['is not JSON in the end', { InputTransformer: { InputTemplate: '{"a": "<aws.events.event.json>"}' } }],
  ])('with an input that %s get no event, which is a dead letter at once', async (_, input) => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] }, { ...input, DeadLetterConfig: { Arn: DEAD } });
    await bus.put({ id: 7 });
    expect(bus.calls).toMatchObject([
      { arn: DEAD, attributes: { ERROR_CODE: 'INVALID_JSON', RETRY_ATTEMPTS: '0' } },
    ]);
    expect(bus.bodies(DEAD)[0].detail).toEqual({ id: 7 });
  });
});
