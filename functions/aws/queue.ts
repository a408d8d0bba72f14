import { ChangeMessageVisibilityBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from './client';

/** The queues, as far as the functions need them. */
export interface Queue {
  /** Resolves once SQS has stored the message. */
  send(url: string, message: OutgoingMessage, signal?: AbortSignal): Promise<void>;
  /** At most ten messages, each to become visible again in that many seconds. */
  changeVisibility(url: string, changes: readonly VisibilityChange[]): Promise<void>;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly group: string;
  readonly deduplication: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface VisibilityChange {
  readonly receiptHandle: string;
  readonly seconds: number;
}

export function createQueue(client: Pick<SQSClient, 'send'> = createSqsClient()): Queue {
  return {
    async send(url, { body, group, deduplication, attributes = {} }, signal) {
      const command = new SendMessageCommand({
        QueueUrl: url,
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: deduplication,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      });
      await client.send(command, signal && { abortSignal: signal });
    },
    async changeVisibility(url, changes) {
      const { Failed = [] } = await client.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: changes.map(({ receiptHandle, seconds }, i) => ({
            Id: String(i),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: seconds,
          })),
        }),
      );
      if (Failed.length > 0)
        throw new Error(`${Failed.length} of ${changes.length} visibilities were not changed`);
    },
  };
}

/** With an endpoint set, a client that follows the host of a queue's URL could still reach another one. */
export const createSqsClient = (): SQSClient =>
  new SQSClient({ ...CLIENT_SETTINGS, useQueueUrlAsEndpoint: false });
