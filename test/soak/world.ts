import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, type JournalEntry, type LocalStack, REGION, startLocalStack } from '@order-events/local';
import { stackAssembly } from '../../infra/cli/assembly';
import { secretNameOf } from '../../lib/names';
import { endpoints } from '../support/running-stack';

/** The running stack, as the soak uses it. */
export interface World {
  readonly stack: LocalStack;
  /** Every queue of the pipeline: deliveries and dead letters. */
  readonly queues: readonly { readonly url: string; readonly dead: boolean }[];
  /** Receives every event of the bus. */
  readonly inboxUrl: string;
  /** Takes up to ten messages out of a queue, for good; waits for the first. */
  take(queueUrl: string, waitSeconds: number): Promise<readonly Message[]>;
  /** How many messages a queue holds, visible or not. */
  depth(queueUrl: string): Promise<number>;
  close(): Promise<void>;
}

/** @param onEntry told of everything that happens in the stack */
export async function startWorld(onEntry: (entry: JournalEntry) => void): Promise<World> {
  const assembly = await stackAssembly();
  const stack = await startLocalStack({
    assembly,
    port: 0,
    awsPort: 0,
    secrets: Object.fromEntries(
      Object.entries(endpoints).map(([name, document]) => [secretNameOf(name), JSON.stringify(document)]),
    ),
    onEntry,
  });
  const client = {
    endpoint: stack.awsUrl,
    region: REGION,
    credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
  };
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false });
  const events = new EventBridgeClient(client);
  const EventBusName = stack.outputs.BusName as string;
  // The example adds up all that it has seen at every event, which is not meant for a hundred thousand.
  const { Rules: examples = [] } = await events.send(new ListRulesCommand({ EventBusName }));
  for (const { Name } of examples) await events.send(new DisableRuleCommand({ Name, EventBusName }));
  const { QueueUrl: inboxUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: INBOX }));
  const Name = INBOX;
  await events.send(new PutRuleCommand({ Name, EventBusName, EventPattern: '{"source":[{"prefix":""}]}' }));
  const Targets = [{ Id: 'inbox', Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${INBOX}` }];
  await events.send(new PutTargetsCommand({ Rule: Name, EventBusName, Targets }));
  events.destroy();

  return {
    stack,
    queues: Object.entries(stack.outputs)
      .filter(([name]) => name.endsWith('QueueUrl'))
      .map(([name, url]) => ({ url, dead: name.endsWith('DeadLetterQueueUrl') })),
    inboxUrl,
    async take(QueueUrl, WaitTimeSeconds) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return Messages;
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      const { Failed = [] } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return Messages.filter((_, i) => !Failed.some(({ Id }) => Id === String(i)));
    },
    async depth(QueueUrl) {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ] as const;
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return AttributeNames.reduce((sum, name) => sum + Number(Attributes[name]), 0);
    },
    async close() {
      sqs.destroy();
      await stack.close();
    },
  };
}

const INBOX = 'soak-inbox';
