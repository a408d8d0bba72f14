import { DEAD_LETTERS_TAG } from '../../lib/names';
import { functionNamed, type Resource, ref, resource, resources, templateOf } from './templates';

const template = templateOf('full');
const alarms = resources(template, 'AWS::CloudWatch::Alarm');
const DAY = 24 * 3600;

/** The alarms on one metric of one resource. */
const alarmsOn = (dimension: string, value: unknown, metric: string) =>
  alarms
    .map(({ Properties }) => Properties)
    .filter(({ MetricName, Dimensions }) => MetricName === metric && Dimensions)
    .filter(({ Dimensions }) =>
      JSON.stringify(Dimensions).includes(JSON.stringify({ Name: dimension, Value: value })),
    );

const alarmsNamed = (metric: string) =>
  alarms.map(({ Properties }) => Properties).filter(({ MetricName }) => MetricName === metric);

const queueName = ({ id }: Resource) => ({ 'Fn::GetAtt': [id, 'QueueName'] });

describe('every dead-letter queue', () => {
  const queues = resources(template, 'AWS::SQS::Queue');
  const tagged = queues.filter(({ Properties }) =>
    (Properties.Tags ?? []).some(({ Key }: { Key: string }) => Key === DEAD_LETTERS_TAG),
  );

  it('is found by what uses it as well as by its tag', () => {
    // Redrive policies, rule targets and failure destinations: whatever a template may name as a dead-letter queue.
    const users = resources(template).filter(({ Type }) =>
      [
        'AWS::SQS::Queue',
        'AWS::Events::Rule',
        'AWS::Lambda::EventInvokeConfig',
        'AWS::Lambda::Function',
      ].includes(Type),
    );
    const named = users.flatMap(({ Properties }) => [
      Properties.RedrivePolicy?.deadLetterTargetArn,
      Properties.DeadLetterConfig?.TargetArn,
      Properties.DestinationConfig?.OnFailure?.Destination,
      ...(Properties.Targets ?? []).map(
        (target: { DeadLetterConfig?: { Arn: unknown } }) => target.DeadLetterConfig?.Arn,
      ),
    ]);
    const used = named.filter((target) => target !== undefined).map((target) => target['Fn::GetAtt'][0]);
    expect(used.sort()).toEqual(tagged.map(({ id }) => id).sort());
    expect(used).toHaveLength(4);
  });

  it.each(tagged)('$id rings at the first dead letter', (queue) => {
    const rings = alarmsOn('QueueName', queueName(queue), 'ApproximateNumberOfMessagesVisible');
    expect(rings).toHaveLength(1);
    expect(rings[0]).toMatchObject({
      Statistic: 'Maximum',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  it.each(tagged)('$id rings again days before SQS deletes the oldest', (queue) => {
    const rings = alarmsOn('QueueName', queueName(queue), 'ApproximateAgeOfOldestMessage');
    expect(rings).toHaveLength(1);
    expect(rings[0]).toMatchObject({ Statistic: 'Maximum', TreatMissingData: 'notBreaching' });
    expect(rings[0]?.Threshold).toBeLessThanOrEqual(queue.Properties.MessageRetentionPeriod - 3 * DAY);
  });
});

it('every other queue rings when a delivery waits for a quarter of an hour', () => {
  const sources = resources(template, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy);
  expect(sources).toHaveLength(2);
  for (const queue of sources) {
    const [ring] = alarmsOn('QueueName', queueName(queue), 'ApproximateAgeOfOldestMessage');
    expect(ring).toMatchObject({ Statistic: 'Maximum', Threshold: 900 });
  }
});

it('every function of the pipeline rings when it crashes and when it is throttled', () => {
  for (const { id } of ['receive', 'normalize'].map((name) => functionNamed(template, name))) {
    expect(alarmsOn('FunctionName', ref(id), 'Errors')).toMatchObject([{ Statistic: 'Sum', Threshold: 1 }]);
    expect(alarmsOn('FunctionName', ref(id), 'Throttles')).toMatchObject([
      { Statistic: 'Sum', Threshold: 1 },
    ]);
  }
});

it('the API rings when it answers 429', () => {
  const filter = resource(template, 'AWS::Logs::MetricFilter').Properties;
  expect(filter.FilterPattern).toBe('{ $.status = "429" }');
  const [counted] = filter.MetricTransformations;
  expect(counted).toMatchObject({
    MetricNamespace: 'OrderEvents',
    MetricName: 'Throttled',
    MetricValue: '1',
  });
  const stage = resource(template, 'AWS::ApiGatewayV2::Stage').Properties;
  expect(stage.AccessLogSettings.DestinationArn).toEqual({ 'Fn::GetAtt': [filter.LogGroupName.Ref, 'Arn'] });
  expect(alarmsNamed('Throttled')).toMatchObject([
    { Namespace: 'OrderEvents', Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 1 },
  ]);
});

it.each(['acme', 'shop'])('the secret document of %s rings when it cannot be read', (provider) => {
  expect(alarmsOn('Provider', provider, 'SecretsInvalid')).toMatchObject([
    { Namespace: 'OrderEvents', Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 1 },
  ]);
});

it('the API rings when it keeps answering 5xx', () => {
  const { id } = resource(template, 'AWS::ApiGatewayV2::Api');
  expect(alarmsOn('ApiId', ref(id), '5xx')).toMatchObject([
    { Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 3, DatapointsToAlarm: 2 },
  ]);
});

it('silence is no alarm, and every alarm says what is wrong and what to do', () => {
  for (const { Properties } of alarms) {
    expect(Properties.TreatMissingData).toBe('notBreaching');
    expect(Properties.AlarmDescription).toMatch(/^[A-Z\d].{20,}[.:] .{10,}\.$/i);
  }
});

describe('an address for alarms', () => {
  it('gets every one of them', () => {
    const topic = resource(template, 'AWS::SNS::Topic');
    expect(alarms.map(({ Properties }) => Properties.AlarmActions)).toEqual(
      alarms.map(() => [ref(topic.id)]),
    );
    expect(resource(template, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'oncall@example.com',
      TopicArn: ref(topic.id),
    });
  });

  it('is on a topic that CloudWatch may publish to', () => {
    expect(resource(template, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
      }),
    );
  });

  it('may be left out', () => {
    const quiet = templateOf('plain');
    expect(resources(quiet, 'AWS::SNS::Topic')).toEqual([]);
    expect(resources(quiet, 'AWS::CloudWatch::Alarm').some(({ Properties }) => Properties.AlarmActions)).toBe(
      false,
    );
  });
});
