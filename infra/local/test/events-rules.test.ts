import type { JsonObject } from '../service';
import { DEAD, type EventsAction, eventBridge, QUEUE } from './events-fixture';

const PATTERN = '{"source":["shop"]}';

describe('buses', () => {
  it('are made, found, listed and deleted; the default bus is there and stays', async () => {
    const bus = eventBridge();
    await bus.call('CreateEventBus', { Name: 'orders', Description: 'all orders' });
    expect(await bus.call('DescribeEventBus', { Name: 'orders' })).toMatchObject({
      Name: 'orders',
      Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/orders',
      Description: 'all orders',
    });
    expect(await bus.call('DescribeEventBus')).toMatchObject({ Name: 'default' });
    expect(await bus.call('ListEventBuses', { NamePrefix: 'o' })).toMatchObject({
      EventBuses: [{ Name: 'orders' }],
    });

    await expect(bus.call('CreateEventBus', { Name: 'orders' })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
      message: 'Event bus orders already exists.',
    });
    await bus.call('PutRule', { Name: 'rule', EventBusName: 'orders', EventPattern: PATTERN });
    await expect(bus.call('DeleteEventBus', { Name: 'orders' })).rejects.toThrow(/since it has rules/);
    await bus.call('DeleteRule', { Name: 'rule', EventBusName: 'orders' });
    await bus.call('DeleteEventBus', { Name: 'orders' });
    await bus.call('DeleteEventBus', { Name: 'orders' });
    await expect(bus.call('DeleteEventBus', { Name: 'default' })).rejects.toThrow(
      'Cannot delete event bus default.',
    );
    await expect(bus.call('DescribeEventBus', { Name: 'orders' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Event bus orders does not exist.',
    });
  });
});

describe('rules', () => {
  it('have an ARN with their bus, unless it is the default bus', async () => {
    const bus = eventBridge();
    await bus.call('CreateEventBus', { Name: 'orders' });
    expect(await bus.call('PutRule', { Name: 'r', EventPattern: PATTERN })).toEqual({
      RuleArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
    });
    expect(await bus.call('PutRule', { Name: 'r', EventBusName: 'orders', EventPattern: PATTERN })).toEqual({
      RuleArn: 'arn:aws:events:us-east-1:000000000000:rule/orders/r',
    });
  });

  it('keep their targets when they are put again', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['other'] });
    await bus.put();
    await bus.call('PutRule', { Name: 'rule', EventPattern: PATTERN, Description: 'again' });
    await bus.put();
    expect(bus.calls).toHaveLength(1);
    expect(await bus.call('DescribeRule', { Name: 'rule' })).toEqual({
      Name: 'rule',
      Arn: 'arn:aws:events:us-east-1:000000000000:rule/rule',
      EventPattern: PATTERN,
      State: 'ENABLED',
      EventBusName: 'default',
      Description: 'again',
    });
  });

  it('get nothing while they are disabled', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    await bus.call('DisableRule', { Name: 'rule' });
    await bus.put({ n: 1 });
    await bus.call('EnableRule', { Name: 'rule' });
    await bus.put({ n: 2 });
    expect(bus.bodies().map(({ detail }) => detail)).toEqual([{ n: 2 }]);
  });

  it('are listed by prefix and by target, in pages', async () => {
    const bus = eventBridge();
    for (const Name of ['b', 'a2', 'a1', 'a3']) {
      await bus.call('PutRule', { Name, EventPattern: PATTERN });
      await bus.call('PutTargets', { Rule: Name, Targets: [{ Id: 'x', Arn: Name === 'a2' ? DEAD : QUEUE }] });
    }
    const first = await bus.call('ListRules', { NamePrefix: 'a', Limit: 2 });
    expect(first).toMatchObject({ Rules: [{ Name: 'a1' }, { Name: 'a2' }], NextToken: expect.any(String) });
    const second = await bus.call('ListRules', {
      NamePrefix: 'a',
      Limit: 2,
      NextToken: first.NextToken ?? '',
    });
    expect(second).toEqual({ Rules: [expect.objectContaining({ Name: 'a3' })] });
    expect(await bus.call('ListRuleNamesByTarget', { TargetArn: QUEUE })).toEqual({
      RuleNames: ['a1', 'a3', 'b'],
    });
  });

  it('can be deleted only without targets, and more than once', async () => {
    const bus = eventBridge();
    await bus.rule({ source: ['shop'] });
    await expect(bus.call('DeleteRule', { Name: 'rule' })).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    await bus.call('RemoveTargets', { Rule: 'rule', Ids: ['one'] });
    await bus.call('DeleteRule', { Name: 'rule' });
    await bus.call('DeleteRule', { Name: 'rule' });
    await expect(bus.call('DescribeRule', { Name: 'rule' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Rule rule does not exist on EventBus default.',
    });
  });

  it.each<[string, EventsAction, JsonObject, string, RegExp]>([
    [
      'no name',
      'PutRule',
      { EventPattern: PATTERN },
      'ValidationException',
      /Value null at 'name' failed .* not be null/,
    ],
    [
      'a bad name',
      'PutRule',
      { Name: 'a b', EventPattern: PATTERN },
      'ValidationException',
      /regular expression pattern: \[\.\\-_A-Za-z0-9\]\+/,
    ],
    [
      'a long name',
      'PutRule',
      { Name: 'a'.repeat(65), EventPattern: PATTERN },
      'ValidationException',
      /less than or equal to 64/,
    ],
    [
      'no pattern',
      'PutRule',
      { Name: 'r' },
      'ValidationException',
      /EventPattern or ScheduleExpression must be specified/,
    ],
    [
      'a schedule',
      'PutRule',
      { Name: 'r', ScheduleExpression: 'rate(1 day)' },
      'ValidationException',
      /runs no schedules/,
    ],
    [
      'a bad pattern',
      'PutRule',
      { Name: 'r', EventPattern: '{"a":1}' },
      'InvalidEventPatternException',
      /must be an object or an array/,
    ],
    [
      'a bad state',
      'PutRule',
      { Name: 'r', EventPattern: PATTERN, State: 'ON' },
      'ValidationException',
      /at 'state'/,
    ],
    [
      'an unknown bus',
      'PutRule',
      { Name: 'r', EventBusName: 'x', EventPattern: PATTERN },
      'ResourceNotFoundException',
      /Event bus x does not exist/,
    ],
    [
      'an unknown rule',
      'PutTargets',
      { Rule: 'r', Targets: [{ Id: 'a', Arn: QUEUE }] },
      'ResourceNotFoundException',
      /Rule r does not exist/,
    ],
    [
      'a number as name',
      'PutRule',
      { Name: 7, EventPattern: PATTERN },
      'SerializationException',
      /Name must be a string/,
    ],
  ])('refuse %s', async (_, action, input, code, message) => {
    await expect(eventBridge().call(action, input)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('are at most 300 on a bus', async () => {
    const bus = eventBridge();
    for (let n = 0; n < 300; n++) await bus.call('PutRule', { Name: `r${n}`, EventPattern: PATTERN });
    await bus.call('PutRule', { Name: 'r0', EventPattern: PATTERN });
    await expect(bus.call('PutRule', { Name: 'more', EventPattern: PATTERN })).rejects.toMatchObject({
      code: 'LimitExceededException',
    });
  });
});

describe('TestEventPattern', () => {
  const event = {
    id: '1',
    account: '0',
    source: 'shop',
    time: 't',
    region: 'r',
    resources: [],
    'detail-type': 'd',
  };

  it('says whether an event would match', async () => {
    const bus = eventBridge();
    const test = (Event: JsonObject, EventPattern = PATTERN) =>
      bus.call('TestEventPattern', { EventPattern, Event: JSON.stringify(Event) });
    expect(await test(event)).toEqual({ Result: true });
    expect(await test({ ...event, source: 'x' })).toEqual({ Result: false });
    await expect(test(event, '[]')).rejects.toMatchObject({ code: 'InvalidEventPatternException' });
    await expect(test({ source: 'shop' })).rejects.toThrow('Parameter Event is not valid.');
  });
});
