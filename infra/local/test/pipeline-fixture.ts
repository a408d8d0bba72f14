import { httpApi, lambda, writeAssembly } from './assembly-fixture';
import { sdk } from './sdk-fixture';

/**
 * A pipeline of the kind that the local stack is made for: HTTP API → `front` → FIFO queue → `back` → bus → rule →
 * `subscriber` and a queue. The front sends its body on; the back publishes each record, unless it says
 * `{"fail":true}`.
 */
export function pipelineAssembly(): string {
  return writeAssembly({
    code: { front, back, subscriber },
    template: {
      Outputs: {
        Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
        BusName: { Value: { Ref: 'Bus' } },
        QueueUrl: { Value: { Ref: 'Queue' } },
        DeadUrl: { Value: { Ref: 'Dead' } },
        InboxUrl: { Value: { Ref: 'Inbox' } },
        BackName: { Value: { Ref: 'Back' } },
        SubscriberName: { Value: { Ref: 'Subscriber' } },
        LostUrl: { Value: { Ref: 'Lost' } },
      },
    },
    resources: {
      ...httpApi('Front', 'POST /in/{group}'),
      Front: lambda('front', { Environment: { Variables: { QUEUE_URL: { Ref: 'Queue' } } } }),
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead.fifo', FifoQueue: true } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'work.fifo',
          FifoQueue: true,
          VisibilityTimeout: 60,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
        },
      },
      Back: lambda('back', { Environment: { Variables: { BUS_NAME: { Ref: 'Bus' } } } }),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: { Ref: 'Back' },
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: 2 },
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'things' } },
      Inbox: { Type: 'AWS::SQS::Queue', Properties: {} },
      Lost: { Type: 'AWS::SQS::Queue', Properties: {} },
      Subscriber: lambda('subscriber'),
      SubscriberInvoke: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Subscriber' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Lost', 'Arn'] } } },
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { source: ['fixture'] },
          State: 'ENABLED',
          Targets: [
            { Id: 'Queue', Arn: { 'Fn::GetAtt': ['Inbox', 'Arn'] } },
            { Id: 'Function', Arn: { 'Fn::GetAtt': ['Subscriber', 'Arn'] } },
          ],
        },
      },
    },
  });
}

const front = `
${sdk('sqs')}
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
let count = 0;
exports.handler = async (event) => {
  const { MessageId } = await sqs.send(new SendMessageCommand({
    QueueUrl: process.env.QUEUE_URL,
    MessageBody: event.body,
    MessageGroupId: event.pathParameters.group,
    MessageDeduplicationId: event.requestContext.requestId,
  }));
  return { statusCode: 200, body: JSON.stringify({ id: MessageId }) };
};
`;

const back = `
${sdk('eventbridge')}
const events = new EventBridgeClient();
exports.handler = async ({ Records }) => {
  const batchItemFailures = [];
  const good = [];
  for (const record of Records) {
    if (JSON.parse(record.body).fail) batchItemFailures.push({ itemIdentifier: record.messageId });
    else good.push(record);
  }
  if (good.length > 0) {
    const { Entries } = await events.send(new PutEventsCommand({ Entries: good.map((record) => ({
      EventBusName: process.env.BUS_NAME, Source: 'fixture', DetailType: 'thing', Detail: record.body,
    })) }));
    Entries.forEach((entry, index) => {
      if (!entry.EventId) batchItemFailures.push({ itemIdentifier: good[index].messageId });
    });
  }
  return { batchItemFailures };
};
`;

const subscriber = `
exports.handler = async (event) => {
  if (event.detail.refuse) throw new TypeError('refused');
  console.log('subscriber got ' + event.detail.name);
};
`;
