import { arn, functionNamed, ref, resource, resources, type Template, templateOf } from './templates';

const every = templateOf('every');
const full = templateOf('full');

/** What is called by a name that must be there once in an account and region: the property that holds it. */
const NAMES = ['QueueName', 'LogGroupName', 'ArchiveName', 'Name', 'RuleName', 'TopicName', 'FunctionName'];

const physicalNames = (template: Template): string[] =>
  resources(template)
    // A policy's and a target's name live inside what they belong to; a domain is a setting itself.
    .filter(({ Type }) => !/IAM::Policy|EventSourceMapping|Permission|ApiMapping/.test(Type))
    .flatMap(({ Properties = {} }) => NAMES.map((name) => Properties[name]))
    .filter((name): name is string => typeof name === 'string');

describe('two stages', () => {
  it('share no name, so one account holds both', () => {
    const [staging, production] = [every, full].map(physicalNames);
    expect(staging?.length).toBeGreaterThan(10);
    expect(staging?.filter((name) => production?.includes(name))).toEqual([]);
    expect(staging?.filter((name) => !/^(?:\/aws\/vendedlogs)?\/?shop-staging(?:$|[-/])/.test(name))).toEqual(
      [],
    );
  });

  it('are told apart in metrics and logs', () => {
    for (const name of ['receive', 'normalize']) {
      const { Variables } = functionNamed(every, name, 'shop-staging').Properties.Environment;
      expect(Variables.PIPELINE).toBe('shop-staging');
    }
    const ours = resources(every, 'AWS::CloudWatch::Alarm').filter(
      // The bus's log names the bus, which has the pipeline's name in its ARN.
      ({ Properties }) => Properties.Namespace === 'OrderEvents' && Properties.MetricName !== 'BusFailures',
    );
    expect(ours.length).toBeGreaterThan(0);
    for (const { Properties } of ours)
      expect(Properties.Dimensions).toContainEqual({ Name: 'Pipeline', Value: 'shop-staging' });
  });
});

describe('a domain', () => {
  it('serves the webhooks below its path, in the place of the address that AWS makes', () => {
    const domain = resource(every, 'AWS::ApiGatewayV2::DomainName');
    expect(domain.Properties).toMatchObject({
      DomainName: 'hooks.example.com',
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    });
    expect(resource(every, 'AWS::ApiGatewayV2::Api').Properties.DisableExecuteApiEndpoint).toBe(true);
    expect(resource(every, 'AWS::ApiGatewayV2::ApiMapping').Properties).toMatchObject({
      ApiMappingKey: 'orders',
      Stage: '$default',
    });
    expect(every.Outputs.WebhookUrl?.Value).toBe('https://hooks.example.com/orders');
    expect(every.Outputs.DomainTarget?.Value).toEqual({ 'Fn::GetAtt': [domain.id, 'RegionalDomainName'] });
  });
});

describe("a key of the account's own", () => {
  const key = resource(every, 'AWS::KMS::Key');

  it('encrypts whatever may hold an order or a key', () => {
    const encrypted = {
      'AWS::SQS::Queue': 'KmsMasterKeyId',
      'AWS::SecretsManager::Secret': 'KmsKeyId',
      'AWS::Events::EventBus': 'KmsKeyIdentifier',
      'AWS::Events::Archive': 'KmsKeyIdentifier',
      'AWS::Logs::LogGroup': 'KmsKeyId',
    };
    for (const [type, property] of Object.entries(encrypted)) {
      const found = resources(every, type);
      expect(found.length).toBeGreaterThan(0);
      for (const { id, Properties } of found) expect([id, Properties[property]]).toEqual([id, arn(key.id)]);
    }
  });

  it('is rotated, kept, and opened to EventBridge and the logs for this account only', () => {
    expect(key).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { EnableKeyRotation: true },
    });
    const services = key.Properties.KeyPolicy.Statement.filter(
      ({ Principal }: { Principal: { Service?: unknown } }) => Principal.Service !== undefined,
    );
    expect(services.length).toBeGreaterThanOrEqual(2);
    for (const { Condition } of services) expect(JSON.stringify(Condition)).toContain('AWS::AccountId');
  });

  it('may be used by every function, to decrypt and for data keys', () => {
    const policies = resources(every, 'AWS::IAM::Policy').filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        ({ Action, Resource }: { Action: unknown; Resource: unknown }) =>
          [Action].flat().includes('kms:Decrypt') &&
          [Action].flat().includes('kms:GenerateDataKey') &&
          JSON.stringify(Resource) === JSON.stringify(arn(key.id)),
      ),
    );
    expect(policies.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the bus', () => {
  const statements = resources(every, 'AWS::Events::EventBusPolicy').map(({ Properties }) => Properties);
  const statement = (id: string) => statements.find(({ StatementId }) => StatementId === id)?.Statement;

  it.each([
    [
      'Rules210987654321',
      (principal: unknown) => expect(JSON.stringify(principal)).toContain('210987654321'),
    ],
    ['Ruleso0123456789', (principal: unknown) => expect(principal).toEqual({ AWS: '*' })],
  ])('lets other accounts put rules on it, and change only their own: %s', (id, assertPrincipal) => {
    const { Effect, Principal, Action, Resource, Condition } = statement(id);
    expect(Effect).toBe('Allow');
    assertPrincipal(Principal);
    expect(Action).toEqual(
      expect.arrayContaining([
        'events:PutRule',
        'events:PutTargets',
        'events:DeleteRule',
        'events:RemoveTargets',
      ]),
    );
    expect(Action).not.toContain('events:PutEvents');
    expect(JSON.stringify(Resource)).toContain(':rule/');
    expect(Condition.StringEqualsIfExists).toEqual({
      'events:creatorAccount': ['$', '{aws:PrincipalAccount}'].join(''),
    });
  });

  it('knows an organisation by its id, whoever asks', () => {
    expect(statement('Ruleso0123456789').Condition.StringEquals).toEqual({
      'aws:PrincipalOrgID': 'o-0123456789',
    });
  });

  it('refuses order events of everybody but normalize', () => {
    const role = functionNamed(every, 'normalize', 'shop-staging').Properties.Role['Fn::GetAtt'][0];
    expect(statement('OnlyPipeline')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'events:PutEvents',
      Condition: {
        StringLike: { 'events:source': 'orders.*' },
        ArnNotEquals: { 'aws:PrincipalArn': arn(role) },
      },
    });
  });

  it('has no such policy by default', () => {
    expect(resources(full, 'AWS::Events::EventBusPolicy')).toEqual([]);
  });
});

it('the other settings stand where they belong', () => {
  const functions = resources(every, 'AWS::Lambda::Function').map(({ Properties }) => Properties);
  expect(functions.map(({ TracingConfig }) => TracingConfig)).toEqual(
    functions.map(() => ({ Mode: 'Active' })),
  );
  expect(functionNamed(every, 'receive', 'shop-staging').Properties.ReservedConcurrentExecutions).toBe(100);
  for (const { Properties } of resources(every, 'AWS::Lambda::EventSourceMapping'))
    expect(Properties.ScalingConfig).toEqual({ MaximumConcurrency: 2 });
  expect(resource(every, 'AWS::Events::Archive').Properties.RetentionDays).toBe(90);
  for (const { Properties } of resources(every, 'AWS::Logs::LogGroup'))
    expect(Properties.RetentionInDays).toBe(365);
  for (const { Properties } of resources(every, 'AWS::IAM::Role'))
    expect(JSON.stringify(Properties.PermissionsBoundary)).toContain(':policy/developers');
});

it('an existing topic hears every alarm, beside the address', () => {
  const topic = resource(every, 'AWS::SNS::Topic');
  const actions = ['arn:aws:sns:eu-central-1:123456789012:oncall', ref(topic.id)];
  for (const { Properties } of resources(every, 'AWS::CloudWatch::Alarm'))
    expect(Properties.AlarmActions).toEqual(actions);
});

it('silence rings, and no data is silence', () => {
  const silence = resources(every, 'AWS::CloudWatch::Alarm').filter(
    ({ Properties }) => Properties.MetricName === 'Accepted',
  );
  expect(silence.map(({ Properties }) => Properties)).toMatchObject([
    {
      Dimensions: expect.arrayContaining([{ Name: 'Provider', Value: 'acme' }]),
      Period: 3_600,
      EvaluationPeriods: 12,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    },
  ]);
});
