import { arn, functionNamed, queueNamed, ref, resource, resources, templateOf } from './templates';
import { VARIANTS } from './variants';

const PROVIDERS = VARIANTS.three.providers;
const PASCAL: Record<string, string> = { acme: 'Acme', 'shop-twelve': 'ShopTwelve', third: 'Third' };
const UPPER: Record<string, string> = { acme: 'ACME', 'shop-twelve': 'SHOP_TWELVE', third: 'THIRD' };
const DAY = 24 * 3600;

const template = templateOf('three');
const normalize = functionNamed(template, 'normalize');
const receive = functionNamed(template, 'receive');

describe.each(PROVIDERS)('the intake of %s', (provider) => {
  const source = queueNamed(template, `order-events-${provider}.fifo`);
  const dead = queueNamed(template, `order-events-${provider}-dead.fifo`);
  const secret = resource(
    template,
    'AWS::SecretsManager::Secret',
    ({ Properties }) => Properties.Name === `order-events/${provider}`,
  );

  it.each([source, dead])(
    '$Properties.QueueName is FIFO in high-throughput mode, per order',
    ({ Properties }) => {
      expect(Properties).toMatchObject({
        FifoQueue: true,
        DeduplicationScope: 'messageGroup',
        FifoThroughputLimit: 'perMessageGroupId',
      });
      // The deduplication id is the event's: by content a retry would differ from its original.
      expect(Properties.ContentBasedDeduplication).toBeUndefined();
    },
  );

  it('hides a message for at least six times as long as its consumer may take', () => {
    expect(source.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * normalize.Properties.Timeout);
  });

  it('keeps deliveries for 4 days and dead letters for 14', () => {
    expect(source.Properties.MessageRetentionPeriod).toBe(4 * DAY);
    expect(dead.Properties.MessageRetentionPeriod).toBe(14 * DAY);
  });

  it('moves a message to the dead letters after 100 receives, and only from this queue', () => {
    expect(source.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: arn(dead.id),
      maxReceiveCount: 100,
    });
    expect(dead.Properties.RedriveAllowPolicy.redrivePermission).toBe('byQueue');
    expect(JSON.stringify(dead.Properties.RedriveAllowPolicy.sourceQueueArns)).toContain(
      `:order-events-${provider}.fifo"`,
    );
  });

  it('has its batches read by normalize: ten at most, no filter, no window, failures one by one', () => {
    const mapping = resource(
      template,
      'AWS::Lambda::EventSourceMapping',
      ({ Properties }) => Properties.EventSourceArn['Fn::GetAtt'][0] === source.id,
    );
    expect(mapping.Properties).toEqual({
      EventSourceArn: arn(source.id),
      FunctionName: ref(normalize.id),
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    });
    expect(mapping.Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
  });

  it('gives receive and normalize their names', () => {
    const name = UPPER[provider];
    expect(receive.Properties.Environment.Variables).toMatchObject({
      [`QUEUE_URL_${name}`]: ref(source.id),
      [`SECRET_ID_${name}`]: `order-events/${provider}`,
    });
    expect(normalize.Properties.Environment.Variables).toMatchObject({
      [`QUEUE_URL_${name}`]: ref(source.id),
      [`DEAD_LETTER_QUEUE_URL_${name}`]: ref(dead.id),
    });
  });

  it('starts its secret document as {} and never writes it again', () => {
    // Whoever changes this literal overwrites the endpoints of every deployment there is.
    expect(secret.Properties.SecretString).toBe('{}');
    expect(secret.Properties.GenerateSecretString).toBeUndefined();
  });

  it('survives an update and cdk destroy, but not a failed first deployment', () => {
    for (const kept of [source, dead, secret]) {
      expect(kept).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('puts the URLs of its queues among the outputs', () => {
    expect(template.Outputs[`${PASCAL[provider]}QueueUrl`]).toMatchObject({ Value: ref(source.id) });
    expect(template.Outputs[`${PASCAL[provider]}DeadLetterQueueUrl`]).toMatchObject({ Value: ref(dead.id) });
  });
});

it('gives each provider exactly its own set', () => {
  expect(resources(template, 'AWS::SQS::Queue')).toHaveLength(2 * PROVIDERS.length);
  expect(resources(template, 'AWS::SecretsManager::Secret')).toHaveLength(PROVIDERS.length);
  expect(resources(template, 'AWS::Lambda::EventSourceMapping')).toHaveLength(PROVIDERS.length);
});

it('encrypts every queue and refuses plain HTTP', () => {
  const queues = resources(template, 'AWS::SQS::Queue');
  const refusing = resources(template, 'AWS::SQS::QueuePolicy').filter(({ Properties }) =>
    Properties.PolicyDocument.Statement.some(
      // biome-ignore lint/suspicious/noExplicitAny: a policy statement
      (statement: any) =>
        statement.Effect === 'Deny' && statement.Condition?.Bool?.['aws:SecureTransport'] === 'false',
    ),
  );
  expect(queues.filter(({ Properties }) => Properties.SqsManagedSseEnabled !== true)).toEqual([]);
  expect(
    refusing
      .flatMap(({ Properties }) => Properties.Queues)
      .map(({ Ref }) => Ref)
      .sort(),
  ).toEqual(queues.map(({ id }) => id).sort());
});
