import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createManualClock, createSqs, type JsonObject, type ManualClock } from '@order-events/local';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Calls, Process } from './calls';

const PLACE = { account: '000000000000', region: 'us-east-1' };

/** An event as the bus took it. */
export interface Taken {
  readonly detailType: string;
  readonly event: OrderEvent;
}

/** A message that is in a queue. */
export interface Stored {
  readonly queue: string;
  readonly body: string;
  /** Of the delivery in it. */
  readonly id: string;
  /** How often somebody chose when it is visible again. */
  postponed: number;
}

/** What a client is, as far as our code uses it. */
interface Sender {
  send(command: object): Promise<never>;
}

/** The clients that one process has. */
export interface ProcessClients {
  readonly sqs: SQSClient;
  readonly secrets: SecretsManagerClient;
  readonly events: Sender;
}

/** SQS, Secrets Manager and a bus in this thread, on a clock that stands still. Time and faults come from the schedule. */
export interface Aws {
  readonly clock: ManualClock;
  /** Secret texts by id. */
  readonly secrets: Map<string, string>;
  /** What the bus took, in its order. */
  readonly bus: Taken[];
  /** Every message that is in a queue, by its SQS message id. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** Asked for each entry of a `PutEvents` request: whether the bus refuses it for now. */
  throttles: () => boolean;
  /** Hears of each message that a queue takes. */
  onStored: (message: Stored) => void;
  /** @param process asked at each call: an environment outlives its invocations */
  clientsOf(process: () => Process): ProcessClients;
  queueUrl(name: string): string;
  createQueue(name: string, visibilitySeconds: number): Promise<void>;
  /** Straight to SQS, as its own event source calls it. */
  call(action: string, input: JsonObject): Promise<JsonObject>;
}

export function createAws(calls: Calls): Aws {
  const clock = createManualClock(Date.UTC(2026, 4, 4, 10));
  const sqs = createSqs({ clock, ...PLACE, origin: () => 'https://sqs' });
  const stored = new Map<string, Stored>();
  const messageOf = new Map<string, string>();
  const known = new Set<string>();
  const queueUrl = (name: string) => `https://sqs/${PLACE.account}/${name}`;
  const aws: Aws = {
    clock,
    secrets: new Map(),
    bus: [],
    stored,
    throttles: () => false,
    onStored: () => undefined,
    queueUrl,
    async createQueue(name, visibilitySeconds) {
      await call('CreateQueue', {
        QueueName: name,
        Attributes: {
          FifoQueue: 'true',
          DeduplicationScope: 'messageGroup',
          FifoThroughputLimit: 'perMessageGroupId',
          VisibilityTimeout: String(visibilitySeconds),
        },
      });
    },
    call,
    clientsOf(process) {
      const client = (run: (action: string, input: JsonObject) => Promise<JsonObject>): Sender => ({
        send: (command) => {
          const action = command.constructor.name.replace(/Command$/, '');
          const { input } = command as { input: JsonObject };
          return calls.make(process(), action, () => run(action, input)) as Promise<never>;
        },
      });
      return {
        // Of a client our code knows `send` alone.
        sqs: client(call) as unknown as SQSClient,
        secrets: client(readSecret) as unknown as SecretsManagerClient,
        events: client(putEvents),
      };
    },
  };
  return aws;

  async function call(action: string, input: JsonObject): Promise<JsonObject> {
    const run = (sqs.actions as Readonly<Record<string, (input: JsonObject) => unknown>>)[action];
    if (!run) throw new Error(`SQS has no action ${action}`);
    const output = (await run(input)) as JsonObject;
    account(action, input, output);
    return output;
  }

  /** Keeps the books on what is in which queue. */
  function account(action: string, input: JsonObject, output: JsonObject): void {
    const { QueueUrl = '', Entries = [] } = input as unknown as { QueueUrl?: string; Entries?: Entry[] };
    const queue = QueueUrl.split('/').at(-1) ?? '';
    const put = (id: string, body: string) => {
      if (known.has(id)) return;
      known.add(id);
      const message = { queue, body, id: String(JSON.parse(body).id), postponed: 0 };
      stored.set(id, message);
      aws.onStored(message);
    };
    if (action === 'SendMessage') put(String(output.MessageId), String(input.MessageBody));
    if (action === 'SendMessageBatch')
      for (const { Id, MessageId } of (output.Successful ?? []) as unknown as Entry[])
        put(MessageId ?? '', Entries.find((entry) => entry.Id === Id)?.MessageBody ?? '');
    if (action === 'ReceiveMessage')
      for (const { MessageId = '', ReceiptHandle = '' } of (output.Messages ?? []) as unknown as Entry[])
        messageOf.set(ReceiptHandle, MessageId);
    const failed = new Set(((output.Failed ?? []) as unknown as Entry[]).map(({ Id }) => Id));
    if (action === 'DeleteMessageBatch' || action === 'ChangeMessageVisibilityBatch')
      for (const { ReceiptHandle = '' } of Entries.filter(({ Id }) => !failed.has(Id))) {
        const id = messageOf.get(ReceiptHandle) ?? '';
        const message = stored.get(id);
        if (action === 'DeleteMessageBatch') stored.delete(id);
        else if (message) message.postponed++;
      }
  }

  async function readSecret(_: string, { SecretId }: JsonObject): Promise<JsonObject> {
    return { SecretString: aws.secrets.get(String(SecretId)) ?? '' };
  }

  async function putEvents(_: string, { Entries }: JsonObject): Promise<JsonObject> {
    const entries = Entries as unknown as { DetailType: string; Detail: string }[];
    return {
      Entries: entries.map(({ DetailType, Detail }) => {
        if (aws.throttles()) return { ErrorCode: 'ThrottlingException' };
        aws.bus.push({ detailType: DetailType, event: JSON.parse(Detail) });
        return { EventId: String(aws.bus.length) };
      }),
    };
  }
}

/** What the entries of batches and their answers hold, as far as the books need it. */
interface Entry {
  readonly Id?: string;
  readonly MessageId?: string;
  readonly MessageBody?: string;
  readonly ReceiptHandle?: string;
}
