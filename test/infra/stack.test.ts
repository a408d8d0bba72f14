import { EVENT_TYPES } from '../../lib/order/order-event';
import { arn, deadLetterQueueOf, functionNamed, ref, resource, resources, templateOf } from './templates';

const plain = templateOf('plain');
const full = templateOf('full');

describe('the API', () => {
  it('has one POST route per provider and nothing else', () => {
    expect(resources(plain, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey)).toEqual(
      ['POST /webhooks/acme/{endpoint}', 'POST /webhooks/shop/{endpoint}'],
    );
  });

  it('hands every request to receive, in payload format 2.0', () => {
    const { id, Properties } = resource(plain, 'AWS::ApiGatewayV2::Integration');
    expect(Properties).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: arn(functionNamed(plain, 'receive').id),
      PayloadFormatVersion: '2.0',
    });
    for (const route of resources(plain, 'AWS::ApiGatewayV2::Route')) {
      expect(route.Properties.Target).toEqual({ 'Fn::Join': ['', ['integrations/', ref(id)]] });
    }
  });

  it.each([
    ['by default', plain, 500, 1_000],
    ['as the deployment chose', full, 50, 80],
  ])('is throttled %s', (_, template, rate, burst) => {
    expect(resource(template, 'AWS::ApiGatewayV2::Stage').Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: rate,
      ThrottlingBurstLimit: burst,
    });
  });

  it('logs no body, no header and no query', () => {
    const { Properties } = resource(plain, 'AWS::ApiGatewayV2::Stage');
    expect(Properties).toMatchObject({ StageName: '$default', AutoDeploy: true });
    expect(Object.values(JSON.parse(Properties.AccessLogSettings.Format)).sort()).toEqual([
      '$context.identity.sourceIp',
      '$context.integrationErrorMessage',
      '$context.integrationLatency',
      '$context.path',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
      'order-events',
    ]);
  });
});

describe('the bus', () => {
  const bus = resource(plain, 'AWS::Events::EventBus');

  it('is order-events, and logs what it cannot deliver without saying what it was', () => {
    expect(bus.Properties).toMatchObject({
      Name: 'order-events',
      LogConfig: { Level: 'ERROR', IncludeDetail: 'NONE' },
    });
    const source = resource(plain, 'AWS::Logs::DeliverySource');
    expect(source.Properties).toMatchObject({ LogType: 'ERROR_LOGS', ResourceArn: arn(bus.id) });
    expect(resource(plain, 'AWS::Logs::Delivery').Properties).toEqual({
      DeliverySourceName: ref(source.id),
      DeliveryDestinationArn: arn(resource(plain, 'AWS::Logs::DeliveryDestination').id),
    });
  });

  it('keeps every order event for 30 days', () => {
    expect(resource(plain, 'AWS::Events::Archive').Properties).toMatchObject({
      SourceArn: arn(bus.id),
      RetentionDays: 30,
      EventPattern: { source: [{ prefix: 'orders.' }] },
    });
  });

  it('is the bus that normalize publishes on', () => {
    expect(functionNamed(plain, 'normalize').Properties.Environment.Variables.BUS_NAME).toEqual(ref(bus.id));
  });
});

describe('the example subscriber', () => {
  it('is deployed on request only', () => {
    expect(resources(plain, 'AWS::Events::Rule')).toEqual([]);
    expect(resources(plain, 'AWS::Lambda::Function')).toHaveLength(2);
    expect(resources(full, 'AWS::Events::Rule')).toHaveLength(1);
  });

  it('loses no event: retries and a standard queue before the function has it, and the same after', () => {
    const ruleDead = deadLetterQueueOf(full, 'DailyTotals/Subscription/rule');
    const functionDead = deadLetterQueueOf(full, 'DailyTotals/Subscription/function');
    const target = functionNamed(full, 'daily-totals');

    expect(resource(full, 'AWS::Events::Rule').Properties).toMatchObject({
      EventBusName: ref(resource(full, 'AWS::Events::EventBus').id),
      EventPattern: {
        source: [{ prefix: 'orders.' }],
        'detail-type': [{ suffix: '.v1' }],
        detail: { metadata: { test: [false] } },
      },
      Targets: [
        {
          Arn: arn(target.id),
          DeadLetterConfig: { Arn: arn(ruleDead.id) },
          RetryPolicy: { MaximumEventAgeInSeconds: 24 * 3600, MaximumRetryAttempts: 185 },
        },
      ],
    });
    expect(resource(full, 'AWS::Lambda::EventInvokeConfig').Properties).toMatchObject({
      FunctionName: ref(target.id),
      DestinationConfig: { OnFailure: { Destination: arn(functionDead.id) } },
      MaximumEventAgeInSeconds: 6 * 3600,
      MaximumRetryAttempts: 2,
    });
    // EventBridge and Lambda refuse FIFO queues here.
    for (const { Properties } of [ruleDead, functionDead]) {
      expect(Properties.FifoQueue).toBeUndefined();
      expect(Properties.RedriveAllowPolicy).toEqual({ redrivePermission: 'denyAll' });
    }
  });

  it('lets its rule, and no other, write to the dead-letter queue of the rule', () => {
    const dead = deadLetterQueueOf(full, 'DailyTotals/Subscription/rule');
    const policy = resource(
      full,
      'AWS::SQS::QueuePolicy',
      ({ Properties }) => Properties.Queues[0].Ref === dead.id,
    );
    expect(policy.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': arn(resource(full, 'AWS::Events::Rule').id) } },
      }),
    );
  });
});

describe('outputs', () => {
  const outputs = (template: typeof plain) => Object.keys(template.Outputs).sort();
  const always = [
    'AcmeDeadLetterQueueUrl',
    'AcmeQueueUrl',
    'BuildId',
    'BusName',
    'LogHashKey',
    'ShopDeadLetterQueueUrl',
    'ShopQueueUrl',
    'WebhookUrl',
  ];

  it('are the API, the bus, and each queue', () => {
    expect(outputs(plain)).toEqual(always);
    expect(outputs(full)).toEqual(
      [...always, ...outputs(full).filter((name) => name.startsWith('DailyTotalsSubscription'))].sort(),
    );
  });
});

describe('all that is in the template', () => {
  it('cdk destroy keeps what holds orders or secrets, and whatever rules hang on; a log goes', () => {
    const kept = resources(full).filter(({ DeletionPolicy }) => DeletionPolicy === 'RetainExceptOnCreate');
    expect(new Set(kept.map(({ Type }) => Type))).toEqual(
      new Set([
        'AWS::Events::Archive',
        'AWS::Events::EventBus',
        'AWS::SQS::Queue',
        'AWS::SecretsManager::Secret',
      ]),
    );
    for (const type of new Set(kept.map(({ Type }) => Type))) {
      expect(resources(full, type).filter((one) => !kept.some(({ id }) => id === one.id))).toEqual([]);
    }
    const logs = resources(full, 'AWS::Logs::LogGroup');
    expect(logs.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(logs.map(() => 'Delete'));
  });

  it('every log forgets after 30 days', () => {
    const logs = resources(full, 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(5);
    expect(logs.map(({ Properties }) => Properties.RetentionInDays)).toEqual(logs.map(() => 30));
  });

  it('is the same in every account and region', () => {
    expect(JSON.stringify(full).replaceAll('aws:SourceAccount', '')).not.toMatch(/\b\d{12}\b|us-east-1/);
  });

  it('holds no secret', () => {
    const documents = resources(full, 'AWS::SecretsManager::Secret').map(
      ({ Properties }) => Properties.SecretString,
    );
    expect(documents).toEqual(['{}', '{}']);
    for (const { Properties } of resources(full, 'AWS::Lambda::Function')) {
      const names = Object.keys(Properties.Environment?.Variables ?? {});
      expect(
        names.filter(
          (name) =>
            !/^(QUEUE_URL|DEAD_LETTER_QUEUE_URL|SECRET_ID)_|^(BUS_NAME|LOG_HASH_KEY|PIPELINE|RETRY_FOR_SECONDS)$/.test(
              name,
            ),
        ),
      ).toEqual([]);
    }
    expect(JSON.stringify(full)).not.toContain('{{resolve:');
  });
});

describe('the schema registry', () => {
  it("has the pipeline's name, and a Draft 4 schema for each type of event", () => {
    const { id, Properties } = resource(plain, 'AWS::EventSchemas::Registry');
    expect(Properties.RegistryName).toBe('order-events');
    const schemas = resources(plain, 'AWS::EventSchemas::Schema').map((schema) => schema.Properties);
    expect(schemas.map(({ SchemaName }) => SchemaName)).toEqual(EVENT_TYPES);
    for (const { RegistryName, SchemaName, Type, Content } of schemas) {
      expect([RegistryName, Type]).toEqual([{ 'Fn::GetAtt': [id, 'RegistryName'] }, 'JSONSchemaDraft4']);
      expect(JSON.parse(Content)).toMatchObject({
        title: SchemaName,
        $schema: expect.stringContaining('draft-04'),
      });
    }
  });

  it('leaves the template room for twice as much: CloudFormation takes a megabyte', () =>
    expect(JSON.stringify(full).length).toBeLessThan(500_000));
});
