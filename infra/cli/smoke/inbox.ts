import { randomBytes } from 'node:crypto';
import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { parseJson } from '../../../lib/json';
import { type OrderEvent, parseOrderEvent } from '../../../lib/subscriber';
import type { Clients } from '../clients';
import { fieldAt } from '../fields';
import { printError } from '../print';

/** A queue on the bus for as long as a test takes. */
export interface Inbox {
  /** The rule's and the queue's. */
  readonly name: string;
  /** The events that have come since it was asked last; waits a moment for some. */
  receive(): Promise<OrderEvent[]>;
  /** Deletes rule and queue. @returns a sentence for each that is still there, and has to be deleted by hand */
  close(): Promise<string[]>;
}

/** Which events it is for. */
export interface InboxOptions {
  readonly clients: Pick<Clients, 'events' | 'sqs'>;
  readonly bus: string;
  readonly pattern: object;
  /** How long one receive waits, in seconds. */
  readonly waitSeconds: number;
}

/** SQS forgets what a test has left behind. */
const RETENTION_SECONDS = '300';

/** @throws whatever AWS says, after what was made is deleted again */
export async function openInbox({ clients, bus, pattern, waitSeconds }: InboxOptions): Promise<Inbox> {
  const { events, sqs } = clients;
  const name = `${bus}-smoke-${randomBytes(6).toString('hex')}`;
  /** What undoes each step, the last first. */
  const undo: { what: string; run: () => Promise<unknown> }[] = [];
  const close = async () => {
    const left: string[] = [];
    for (const { what, run } of undo.splice(0).reverse())
      await run().catch((error: unknown) =>
        left.push(`${what} is still there (${printError(error)}): delete it`),
      );
    return left;
  };
  try {
    const attributes = { MessageRetentionPeriod: RETENTION_SECONDS };
    const { QueueUrl: url = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
    );
    undo.push({ what: `the queue ${name}`, run: () => sqs.send(new DeleteQueueCommand({ QueueUrl: url })) });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    const queueArn = Attributes?.QueueArn ?? '';
    const rule = await events.send(
      new PutRuleCommand({
        Name: name,
        EventBusName: bus,
        EventPattern: JSON.stringify(pattern),
        Description: 'npm run smoke made it, and deletes it when it ends',
      }),
    );
    const about = { Rule: name, EventBusName: bus };
    undo.push({
      what: `the rule ${name}`,
      run: () => events.send(new DeleteRuleCommand({ Name: name, EventBusName: bus })),
    });
    await allow(clients.sqs, url, queueArn, rule.RuleArn ?? '');
    await events.send(new PutTargetsCommand({ ...about, Targets: [{ Id: 'inbox', Arn: queueArn }] }));
    undo.push({
      what: `the target of ${name}`,
      run: () => events.send(new RemoveTargetsCommand({ ...about, Ids: ['inbox'] })),
    });
    return { name, close, receive: () => receive(sqs, url, waitSeconds) };
  } catch (error) {
    const left = await close();
    throw left.length === 0 ? error : new Error(`${printError(error)}; ${left.join('; ')}`);
  }
}

/** Lets this rule, and nobody else, send to the queue. */
async function allow(sqs: Clients['sqs'], url: string, queueArn: string, ruleArn: string): Promise<void> {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
}

async function receive(sqs: Clients['sqs'], url: string, waitSeconds: number): Promise<OrderEvent[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: waitSeconds }),
  );
  if (Messages.length > 0)
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle })),
      }),
    );
  return Messages.flatMap(({ Body = '' }) => {
    const detail = fieldAt(parseJson(Body), 'detail');
    return detail === undefined ? [] : [parseOrderEvent(detail)];
  });
}
