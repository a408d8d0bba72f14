import { readFileSync } from 'node:fs';
import { orderEventPattern } from '../../infra/stack/order-event-pattern';
import { DEAD_LETTERS_TAG } from '../../lib/names';
import { inRoot } from '../support/running-stack';
import { resources, templateOf } from './templates';

describe('a subscription as a CloudFormation template', () => {
  const readme = readFileSync(inRoot('README.md'), 'utf8');
  const [, text = ''] = /```json\n(\{\n {2}"AWSTemplateFormatVersion"[\s\S]*?)```/.exec(readme) ?? [];
  const { Resources } = JSON.parse(text);
  const policyOf = (queue: string) =>
    Object.values<{ Properties: { Queues?: { Ref: string }[]; PolicyDocument?: unknown } }>(Resources).find(
      ({ Properties }) => Properties.Queues?.some(({ Ref }) => Ref === queue),
    )?.Properties.PolicyDocument;
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const [rule] = resources(templateOf('subscriptions'), 'AWS::Events::Rule').map(
    ({ Properties }) => Properties,
  );

  it('has the rule that the construct makes', () => {
    const { EventPattern, Targets } = Resources.Rule.Properties;
    const filter = { currencies: ['EUR'], paymentStatuses: ['paid'], total: { above: 100_000 } } as const;
    expect(EventPattern).toEqual(JSON.parse(JSON.stringify(orderEventPattern(undefined, filter))));
    expect(Targets).toEqual([
      {
        Id: 'Orders',
        Arn: arn('Orders'),
        DeadLetterConfig: { Arn: arn('RuleDeadLetters') },
        RetryPolicy: rule?.Targets[0].RetryPolicy,
      },
    ]);
  });

  it.each(['Orders', 'RuleDeadLetters'])('lets that rule, and no other, write to the queue %s', (queue) => {
    expect(policyOf(queue)).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: arn(queue),
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': arn('Rule') } },
        },
      ],
    });
  });

  it('has a dead-letter queue that npm run dlq finds, with an alarm', () => {
    expect(Resources.RuleDeadLetters.Properties.Tags).toEqual([
      { Key: DEAD_LETTERS_TAG, Value: { Ref: 'BusName' } },
    ]);
    expect(Resources.DeadLetterAlarm.Properties.Dimensions[0].Value).toEqual({
      'Fn::GetAtt': ['RuleDeadLetters', 'QueueName'],
    });
  });
});
