import {
  arn,
  deadLetterQueueOf,
  functionNamed,
  queueNamed,
  type Resource,
  ref,
  resource,
  resources,
  type Template,
  templateOf,
} from './templates';

const template = templateOf('full');
const functions = resources(template, 'AWS::Lambda::Function');

const [acme, shop] = ['acme', 'shop'].map((name) => queueNamed(template, `order-events-${name}.fifo`).id);
const [acmeDead, shopDead] = ['acme', 'shop'].map(
  (name) => queueNamed(template, `order-events-${name}-dead.fifo`).id,
);
const [acmeSecret, shopSecret] = resources(template, 'AWS::SecretsManager::Secret').map(({ id }) => id);

describe('every function', () => {
  it('is one of three', () => expect(functions).toHaveLength(3));

  it.each(functions)('$id runs on Node 24, on arm64', ({ Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    });
  });

  it.each(functions)('$id logs JSON to a group of its own that forgets after 30 days', ({ Properties }) => {
    expect(Properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', ApplicationLogLevel: 'INFO' });
    const group = resource(
      template,
      'AWS::Logs::LogGroup',
      ({ id }) => id === Properties.LoggingConfig.LogGroup.Ref,
    );
    expect(group.Properties.RetentionInDays).toBe(30);
  });

  it.each(functions)('$id reserves no concurrency and traces nothing', ({ Properties }) => {
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    expect(Properties.TracingConfig).toBeUndefined();
  });

  it.each(functions)('$id has no policy of AWS, which would reach beyond this stack', ({ Properties }) => {
    const role = resource(template, 'AWS::IAM::Role', ({ id }) => id === Properties.Role['Fn::GetAtt'][0]);
    expect(role.Properties.ManagedPolicyArns).toBeUndefined();
    expect(role.Properties.Policies).toBeUndefined();
  });
});

describe('time', () => {
  it('runs out for receive before it does for the API, and for both before the 10 s that senders are promised', () => {
    const [integration] = resources(template, 'AWS::ApiGatewayV2::Integration');
    const seconds = functionNamed(template, 'receive').Properties.Timeout;
    // Above the handler's own deadline of 8 s: it is the handler that answers.
    expect(seconds).toBeGreaterThan(8);
    expect(seconds * 1000).toBeLessThan(integration?.Properties.TimeoutInMillis);
    expect(integration?.Properties.TimeoutInMillis).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['plain', '21600'],
    ['halfAnHour', '1800'],
  ] as const)('in the variant %s normalize retries for %s s', (variant, seconds) => {
    const { Variables } = functionNamed(templateOf(variant), 'normalize').Properties.Environment;
    expect(Variables.RETRY_FOR_SECONDS).toBe(seconds);
  });
});

describe('what a function may do, all of it', () => {
  const may = (actions: string[], ...on: unknown[]) => ({ actions, on });
  const log = (name: string) =>
    arn(
      resource(
        template,
        'AWS::Logs::LogGroup',
        ({ Properties }) => Properties.LogGroupName === `/order-events/${name}`,
      ).id,
    );
  const queue = (id: string | undefined) => arn(id ?? '');

  it('receive: put deliveries on the queues, read the secrets', () => {
    expect(permissions(template, functionNamed(template, 'receive'))).toEqual([
      may(['logs:CreateLogStream', 'logs:PutLogEvents'], log('receive')),
      may(['secretsmanager:GetSecretValue'], ref(acmeSecret ?? ''), ref(shopSecret ?? '')),
      may(['sqs:SendMessage'], queue(acme), queue(shop)),
    ]);
  });

  it('normalize: drain the queues, write dead letters, publish', () => {
    const bus = resource(template, 'AWS::Events::EventBus').id;
    expect(permissions(template, functionNamed(template, 'normalize'))).toEqual([
      may(['events:PutEvents'], arn(bus)),
      may(['logs:CreateLogStream', 'logs:PutLogEvents'], log('normalize')),
      may(
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        queue(acme),
        queue(shop),
      ),
      may(['sqs:SendMessage'], queue(acmeDead), queue(shopDead)),
    ]);
  });

  it('normalize publishes as the providers of the pipeline, and as nobody else', () => {
    const puts = resources(template, 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action === 'events:PutEvents');
    expect(puts.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'events:source': ['orders.acme', 'orders.shop'] } },
    ]);
  });

  it('the example subscriber: hand its failures to its queue', () => {
    expect(permissions(template, functionNamed(template, 'daily-totals'))).toEqual([
      may(['logs:CreateLogStream', 'logs:PutLogEvents'], log('daily-totals')),
      may(['sqs:SendMessage'], arn(deadLetterQueueOf(template, 'DailyTotals/Subscription/function').id)),
    ]);
  });

  it('never anything with a wildcard', () => {
    const allowed = resources(template, 'AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.length).toBeGreaterThan(0);
    expect(JSON.stringify(allowed)).not.toContain('*');
  });

  it('and only its own caller may invoke it', () => {
    const callers = resources(template, 'AWS::Lambda::Permission').map(({ Properties }) => Properties);
    expect(callers.map(({ Principal }) => Principal).sort()).toEqual([
      'apigateway.amazonaws.com',
      'apigateway.amazonaws.com',
      'events.amazonaws.com',
    ]);
    expect(callers.filter(({ SourceArn }) => SourceArn === undefined)).toEqual([]);
  });
});

/** The statements on a function's role, sorted; each with its sorted actions and the resources in their order. */
const permissions = (from: Template, { Properties }: Resource) =>
  resources(from, 'AWS::IAM::Policy')
    .filter((policy) =>
      JSON.stringify(policy.Properties.Roles).includes(`"${Properties.Role['Fn::GetAtt'][0]}"`),
    )
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource: on }) => {
      expect(Effect).toBe('Allow');
      return { actions: [Action].flat().sort(), on: [on].flat() };
    })
    .sort((a, b) => (a.actions.join() < b.actions.join() ? -1 : 1));
