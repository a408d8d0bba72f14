import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SendMessageCommandOutput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createManualClock } from '../manual-clock';
import { createSqs } from '../sqs/sqs';
import { serveAws } from '../wire';

const REGION = 'us-east-1';

/** What a case can do: an SDK client, queues of its own, and time. */
export interface World {
  readonly client: SQSClient;
  pass(seconds: number): Promise<void>;
  /** Starts a long poll; the outer promise is kept once the service is waiting. */
  startPolling(queue: string, input?: Receive): Promise<{ messages: Promise<Message[]> }>;
  /** A name that nobody else uses. */
  name(suffix?: string): string;
  /** Creates a queue and gives its URL; it is deleted when the suite is over. */
  standard(attributes?: Attributes, name?: string): Promise<string>;
  fifo(attributes?: Attributes, name?: string): Promise<string>;
  attribute(queue: string, name: QueueAttributeName): Promise<string | undefined>;
  send(queue: string, body: string, input?: Send): Promise<SendMessageCommandOutput>;
  /** To a FIFO queue. */
  sendTo(queue: string, group: string, body: string, input?: Send): Promise<SendMessageCommandOutput>;
  /** At most ten, at once. */
  receive(queue: string, input?: Receive): Promise<Message[]>;
  /** As many as are said to be there; a distributed queue may need several receives for it. */
  receiveAll(queue: string, count: number, input?: Receive): Promise<Message[]>;
  /** The one message that has to be there. */
  receiveOne(queue: string, input?: Receive): Promise<Message>;
  close(): Promise<void>;
}

type Attributes = Partial<Record<QueueAttributeName, string>>;
type Send = Partial<SendMessageCommandInput>;
type Receive = Partial<ReceiveMessageCommandInput>;

/** Time and place, which differ between our service and another one. */
type Setting = Pick<World, 'pass'> & {
  readonly endpoint: string;
  waiting(): Promise<unknown>;
  stop(): Promise<void>;
};

/** The service at `endpoint`, or our own in this process, on a clock that stands still until a case moves it. */
export async function openWorld(endpoint: string | undefined): Promise<World> {
  const setting = endpoint === undefined ? await ownService() : otherService(endpoint);
  const client = new SQSClient({
    endpoint: setting.endpoint,
    region: process.env.AWS_REGION ?? REGION,
    ...(endpoint === undefined && { credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }),
    useQueueUrlAsEndpoint: false,
  });
  const run = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  const queues: string[] = [];
  let names = 0;

  const name = (suffix = '') => `${run}-${++names}${suffix}`;

  async function create(QueueName: string, Attributes: Attributes): Promise<string> {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    queues.push(QueueUrl);
    return QueueUrl;
  }

  async function receive(QueueUrl: string, input: Receive = {}): Promise<Message[]> {
    const request = { QueueUrl, MaxNumberOfMessages: 10, ...input };
    return (await client.send(new ReceiveMessageCommand(request))).Messages ?? [];
  }

  const send: World['send'] = (QueueUrl, MessageBody, input) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...input }));

  const receiveAll: World['receiveAll'] = async (queue, count, input) => {
    const messages: Message[] = [];
    for (let tries = 0; messages.length < count && tries < 2 * count + 2; tries++) {
      const wait = endpoint === undefined ? 0 : 2;
      const MaxNumberOfMessages = Math.min(10, count - messages.length);
      messages.push(...(await receive(queue, { WaitTimeSeconds: wait, MaxNumberOfMessages, ...input })));
    }
    return messages;
  };

  return {
    client,
    pass: setting.pass,
    name,
    send,
    receive,
    receiveAll,
    standard: (attributes = {}, given = name()) => create(given, attributes),
    fifo: (attributes = {}, given = name('.fifo')) => create(given, { FifoQueue: 'true', ...attributes }),
    sendTo: (queue, MessageGroupId, body, input) => send(queue, body, { MessageGroupId, ...input }),

    async startPolling(queue, input) {
      const waiting = setting.waiting();
      const messages = receive(queue, { WaitTimeSeconds: 20, ...input });
      await waiting;
      return { messages };
    },
    async attribute(QueueUrl, attribute) {
      const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [attribute] });
      return (await client.send(request)).Attributes?.[attribute];
    },
    async receiveOne(queue, input) {
      const [message, ...others] = await receiveAll(queue, 1, input);
      if (!message || others.length > 0) throw new Error(`Expected one message, got ${others.length + 1}.`);
      return message;
    },
    async close() {
      // Some are gone by the hand of their case.
      const deletions = queues.map((QueueUrl) => client.send(new DeleteQueueCommand({ QueueUrl })));
      await Promise.allSettled(deletions);
      client.destroy();
      await setting.stop();
    },
  };
}

async function ownService(): Promise<Setting> {
  const clock = createManualClock();
  const arrivals = new EventTarget();
  let origin = '';
  const service = createSqs({ clock, account: '000000000000', region: REGION, origin: () => origin });
  const wire = await serveAws({
    services: [service],
    host: '127.0.0.1',
    port: 0,
    intercept: ({ action }, next) => {
      const answer = next();
      if (action === 'ReceiveMessage') arrivals.dispatchEvent(new Event('waiting'));
      return answer;
    },
  });
  origin = wire.origin;
  return {
    endpoint: origin,
    pass: (seconds) => clock.advance(seconds * 1000),
    waiting: () => once(arrivals, 'waiting'),
    stop: wire.close,
  };
}

function otherService(endpoint: string): Setting {
  return {
    endpoint,
    // A little more, since another machine's clock is another clock.
    pass: (seconds) => sleep(seconds * 1000 + 300),
    waiting: () => sleep(500),
    stop: async () => {},
  };
}
