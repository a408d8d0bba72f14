import { type ExactObject, parseExactJson } from '../../infra/eventbridge/exact-json';
import { compilePattern } from '../../infra/eventbridge/pattern';
import { matchesPattern } from '../../infra/eventbridge/pattern-match';
import { type OrderEventFilter, orderEventPattern } from '../../infra/stack/order-event-pattern';
import { arn, deadLetterQueueOf, type Resource, ref, resource, resources, templateOf } from './templates';

const template = templateOf('subscriptions');
const rules = resources(template, 'AWS::Events::Rule');
const ruleOf = (subscription: string): Resource => {
  const found = rules.find(({ id }) => id.startsWith(`${subscription}Rule`));
  if (!found) throw new Error(`no rule of ${subscription}`);
  return found;
};

/** Who may write to a queue, by its policies. */
const writersOf = (queue: Resource) =>
  resources(template, 'AWS::SQS::QueuePolicy')
    .filter(({ Properties }) => Properties.Queues.some(({ Ref }: { Ref: string }) => Ref === queue.id))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow');

describe('no path lacks a dead-letter queue', () => {
  it.each(rules)('$id hands what it cannot deliver to a queue that takes it from this rule alone', (rule) => {
    expect(rule.Properties.Targets).toHaveLength(1);
    const [target] = rule.Properties.Targets;
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    const queue = resource(
      template,
      'AWS::SQS::Queue',
      ({ id }) => id === target.DeadLetterConfig.Arn['Fn::GetAtt'][0],
    );
    expect(writersOf(queue)).toMatchObject([
      {
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': arn(rule.id) } },
      },
    ]);
  });

  it.each(resources(template, 'AWS::Lambda::Function'))(
    '$id hands what it failed on to a queue',
    ({ id }) => {
      const config = resource(
        template,
        'AWS::Lambda::EventInvokeConfig',
        ({ Properties }) => Properties.FunctionName.Ref === id,
      ).Properties;
      const destination = config.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0];
      expect(resource(template, 'AWS::SQS::Queue', (queue) => queue.id === destination)).toBeDefined();
      const granted = resources(template, 'AWS::IAM::Policy').flatMap(
        ({ Properties }) => Properties.PolicyDocument.Statement,
      );
      expect(granted).toContainEqual({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: arn(destination),
      });
    },
  );

  it.each(['PaidOrders', 'EveryOrder', 'FromAfar'])('the queues of %s have alarms', (subscription) => {
    const queues = resources(template, 'AWS::SQS::Queue').filter(({ Properties }) =>
      (Properties?.Tags ?? []).some(({ Value }: { Value: unknown }) =>
        String(Value).includes(`/${subscription}/`),
      ),
    );
    expect(queues.length).toBe({ PaidOrders: 2, EveryOrder: 1, FromAfar: 3 }[subscription]);
    const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
    for (const { id, Properties } of queues) {
      expect(Properties.Tags).toContainEqual({ Key: 'order-events:dead-letters', Value: 'order-events' });
      expect(Properties.QueueName).toBeUndefined();
      const dimension = { Name: 'QueueName', Value: { 'Fn::GetAtt': [id, 'QueueName'] } };
      const own = alarms.filter((alarm) => JSON.stringify(alarm).includes(JSON.stringify(dimension)));
      expect(own.length).toBeGreaterThanOrEqual(2);
      if (subscription !== 'PaidOrders') continue;
      for (const { AlarmActions } of own)
        expect(AlarmActions).toEqual([ref(resource(template, 'AWS::SNS::Topic').id)]);
    }
  });

  it('an event that no dead-letter queue took rings', () => {
    const lost = resources(template, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'InvocationsFailedToBeSentToDlq',
    );
    expect(lost).toHaveLength(3);
  });
});

describe('a bus of another account', () => {
  it('is asked by its ARN, and forwards to a bus of this one by a role that may do just that', () => {
    const { Properties } = ruleOf('FromAfarRelay');
    expect(Properties.EventBusName).toBe('arn:aws:events:eu-central-1:123456789012:event-bus/order-events');
    const bus = resource(template, 'AWS::Events::EventBus');
    expect(Properties.Targets[0].Arn).toEqual(arn(bus.id));
    const role = Properties.Targets[0].RoleArn['Fn::GetAtt'][0];
    const policies = resources(template, 'AWS::IAM::Policy').filter(
      ({ Properties: { Roles } }) => Roles[0].Ref === role,
    );
    expect(policies.map(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement)).toEqual([
      [expect.objectContaining({ Effect: 'Allow', Action: 'events:PutEvents', Resource: arn(bus.id) })],
    ]);
    // The same events over there and here.
    expect(ruleOf('FromAfar').Properties.EventPattern).toEqual(Properties.EventPattern);
    expect(ruleOf('FromAfar').Properties.EventBusName).toEqual(ref(bus.id));
  });
});

describe('a filter', () => {
  const event = (changes: { metadata?: object; order?: object } = {}) => ({
    source: 'orders.acme',
    'detail-type': 'order.created.v1',
    detail: {
      metadata: { provider: 'acme', account: 'eu', test: false, ...changes.metadata },
      data: {
        order: {
          currency: 'EUR',
          totals: { total: 100_001 },
          status: { order: { value: 'confirmed' }, payment: { value: 'paid' } },
          shippingAddress: { countryCode: 'DE' },
          ...changes.order,
        },
      },
    },
  });
  const matches = (
    filter: OrderEventFilter,
    value: object,
    types?: Parameters<typeof orderEventPattern>[0],
  ) =>
    matchesPattern(
      compilePattern(JSON.stringify(orderEventPattern(types, filter))),
      parseExactJson(JSON.stringify(value)) as ExactObject,
    );

  it.each<[OrderEventFilter, Parameters<typeof event>[0]]>([
    [{ providers: ['shop'] }, {}],
    [{ accounts: ['us'] }, {}],
    [{ currencies: ['USD'] }, {}],
    [{ countries: ['US'] }, {}],
    [{ countries: ['DE'] }, { order: { shippingAddress: undefined } }],
    [{ orderStatuses: ['open'] }, {}],
    [{ paymentStatuses: ['paid'] }, { order: { status: {} } }],
    [{ currencies: ['EUR'], total: { above: 100_000 } }, { order: { totals: { total: 100_000 } } }],
    [{ currencies: ['EUR'], total: { atLeast: 1, below: 100_001 } }, {}],
    [{ currencies: ['EUR'], total: { atMost: 100_000 } }, {}],
    [{}, { metadata: { test: true } }],
    [{ tests: 'only' }, {}],
  ])('%j leaves out what differs: %j', (filter, changes) => {
    expect(matches(filter, event(changes))).toBe(false);
  });

  it.each<OrderEventFilter>([
    {},
    { tests: 'with' },
    { providers: ['shop', 'acme'], accounts: ['eu'], currencies: ['EUR'], countries: ['DE'] },
    { orderStatuses: ['open', 'confirmed'], paymentStatuses: ['paid'] },
    { currencies: ['EUR'], total: { above: 100_000, atMost: 100_001 } },
  ])('%j lets through what fits', (filter) => {
    expect(matches(filter, event())).toBe(true);
  });

  it('takes every type of version 1, or those that are named', () => {
    expect(matches({}, { ...event(), 'detail-type': 'order.created.v2' })).toBe(false);
    expect(matches({}, event(), ['order.confirmed.v1'])).toBe(false);
  });

  it.each<[OrderEventFilter, string]>([
    [{ total: { above: 1 } }, 'name the currencies'],
    [{ currencies: ['EUR'], total: {} }, 'expected above, atLeast, below or atMost'],
    [
      { currencies: ['EUR'], total: { above: 1_000.5 } },
      'total.above: expected a whole number of minor units',
    ],
    [{ currencies: ['EUR'], total: { below: 5_000_000_001 } }, 'up to 5000000000; found 5000000001'],
  ])('%j is refused', (filter, message) => {
    expect(() => orderEventPattern(undefined, filter)).toThrow(message);
  });
});

it('the tag finds a subscription by its place in its app', () => {
  expect(deadLetterQueueOf(template, 'Subscriptions/PaidOrders/rule')).toBeDefined();
});
