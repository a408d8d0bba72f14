import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../infra/cli/paths';
import { anchorOf } from '../../infra/stack/alarm';
import { DEAD_LETTERS_TAG } from '../../lib/names';
import { type Resource, ref, resource, resources, templateOf } from './templates';

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

  it.each(tagged)('$id rings days before SQS deletes the oldest', (queue) => {
    const rings = alarmsOn('QueueName', queueName(queue), 'ApproximateAgeOfOldestMessage');
    expect(rings).toHaveLength(1);
    expect(rings[0]?.Threshold).toBeLessThanOrEqual(queue.Properties.MessageRetentionPeriod - 3 * DAY);
  });
});

describe('every alarm', () => {
  it('says what is wrong in a sentence, and leads to its paragraph in the runbook', () => {
    for (const { Properties } of alarms)
      expect(Properties.AlarmDescription).toMatch(/^[A-Z\d].{20,}\. What to do: RUNBOOK\.md#[a-z-]+\.$/i);
  });

  it('has a paragraph there, and each paragraph an alarm', () => {
    const runbook = readFileSync(join(ROOT, 'RUNBOOK.md'), 'utf8');
    const section = runbook.split('\n## Alarms\n')[1]?.split('\n## ')[0] ?? '';
    const paragraphs = section.split('\n### ').slice(1);
    const anchors = paragraphs.map((paragraph) => anchorOf(paragraph.split('\n')[0] ?? ''));
    const led = alarms.map(({ Properties }) => Properties.AlarmDescription.split('#').at(-1).slice(0, -1));
    // Silence is watched where a setting asks for it.
    expect(anchors.sort()).toEqual([...new Set([...led, 'silence'])].sort());
    for (const paragraph of paragraphs)
      for (const part of ['**Means**', '**Look**', '**Do**']) expect(paragraph).toContain(part);
  });
});

it('the API rings when it answers 429', () => {
  const filter = resource(
    template,
    'AWS::Logs::MetricFilter',
    ({ Properties }) => Properties.FilterPattern === '{ $.status = "429" }',
  ).Properties;
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

describe('an address for alarms', () => {
  it('hears of every one of them, and when it is over', () => {
    const topic = resource(template, 'AWS::SNS::Topic');
    for (const { Properties } of alarms)
      expect(Properties).toMatchObject({ AlarmActions: [ref(topic.id)], OKActions: [ref(topic.id)] });
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
