import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type LocalStack, type LogLine, startLocalStack } from '@order-events/local';
import { stackAssembly } from '../../infra/cli/assembly';
import type { SecretDocuments } from '../../infra/cli/endpoints-file';
import { ROOT } from '../../infra/cli/paths';
import type { Endpoint } from '../../lib/endpoint';
import { secretNameOf } from '../../lib/names';
import type { OrderEvent } from '../../lib/order/order-event';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { closing } from './closing';

/** The deployed stack on this machine, with what a test needs to look into it. */
export interface RunningStack {
  readonly stack: LocalStack;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  /** What the functions logged, as objects. */
  readonly logs: Record<string, unknown>[];
  /** What the functions wrote, as it is. */
  readonly written: string[];
  /** Sends bytes to the receiver. */
  post(
    provider: string,
    endpoint: string,
    request: Pick<RequestInit, 'headers' | 'body'>,
  ): Promise<WebhookAnswer>;
  /** Sends a payload as its provider would. */
  deliver(provider: Provider, payload: string, endpoint?: string): Promise<WebhookAnswer>;
  /** A new queue that receives every event of the bus. */
  subscribe(): Promise<Inbox>;
  /** The URL of a provider's queue. */
  queueOf(provider: string): string;
  /** The URL of a provider's dead-letter queue. */
  deadLettersOf(provider: string): string;
  /** How many messages a queue holds, visible or not. */
  depth(queueUrl: string): Promise<number>;
  /** Waits until a queue holds no message: a function's are deleted only after it has ended. */
  drained(queueUrl: string): Promise<void>;
  /** Waits until something happens in the stack, from now on. */
  happens(kind: string): Promise<void>;
  /** Waits for a log line. */
  logged(message: string, fields?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: { status?: string; id?: string; error?: string };
  readonly headers: Headers;
}

export interface Inbox {
  readonly url: string;
  /** The next event; fails where none comes. */
  next(): Promise<{ envelope: Record<string, unknown>; event: OrderEvent }>;
  /** The next `count` events. */
  take(count: number): Promise<OrderEvent[]>;
}

/** Of each provider, that of an event that is ignored too. */
export const endpoints: SecretDocuments = Object.fromEntries(
  providers.map((provider) => [provider.name, kitOf(provider).endpoints]),
);

/** The endpoint of a provider that serves where any will do. */
export function firstEndpoint(provider: Provider): [string, Endpoint] {
  const [entry] = Object.entries(endpoints[provider.name] ?? {});
  if (!entry) throw new Error(`the kit of ${provider.name} has no endpoint`);
  return entry;
}

const pascalCase = (kebab: string) =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());

/** Runs it until the test file ends. */
export async function runStack(): Promise<RunningStack> {
  const assembly = await stackAssembly();
  const logs: Record<string, unknown>[] = [];
  const written: string[] = [];
  const listeners = new Set<() => void>();
  const awaited = new Map<string, () => void>();
  const stack = await startLocalStack({
    assembly,
    port: 0,
    awsPort: 0,
    secrets: Object.fromEntries(
      providers.map(({ name }) => [secretNameOf(name), JSON.stringify(endpoints[name] ?? {})]),
    ),
    onEntry: ({ kind }) => awaited.get(kind)?.(),
    onLog(line: LogLine) {
      written.push(line.text);
      for (const text of line.text.split('\n').filter((part) => part.startsWith('{')))
        logs.push({ function: line.function, ...JSON.parse(text) });
      for (const listener of listeners) listener();
    },
  });
  closing(stack.close);
  const client = {
    endpoint: stack.awsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false });
  const events = new EventBridgeClient(client);
  closing(() => {
    sqs.destroy();
    events.destroy();
  });

  async function depth(queueUrl: string): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes.ApproximateNumberOfMessages) +
      Number(Attributes.ApproximateNumberOfMessagesNotVisible)
    );
  }

  const running: RunningStack = {
    stack,
    sqs,
    events,
    logs,
    written,
    async post(provider, endpoint, request) {
      const response = await fetch(`${stack.url}/webhooks/${provider}/${endpoint}`, {
        method: 'POST',
        ...request,
      });
      return { status: response.status, headers: response.headers, body: await json(response) };
    },
    deliver(provider, payload, name = firstEndpoint(provider)[0]) {
      const endpoint = endpoints[provider.name]?.[name];
      if (!endpoint) throw new Error(`the kit of ${provider.name} has no endpoint ${name}`);
      const { headers, body } = provider.sign(payload, endpoint, {
        now: Date.now(),
        event: endpoint.event ?? Object.keys(provider.events)[0],
      });
      return running.post(provider.name, name, { headers: headers as Record<string, string>, body });
    },
    async subscribe() {
      const name = `inbox-${Math.random().toString(36).slice(2)}`;
      const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
      const bus = stack.outputs.BusName;
      await events.send(
        new PutRuleCommand({
          Name: name,
          EventBusName: bus,
          EventPattern: '{"source":[{"prefix":"orders."}]}',
        }),
      );
      await events.send(
        new PutTargetsCommand({
          Rule: name,
          EventBusName: bus,
          Targets: [{ Id: 'inbox', Arn: `arn:aws:sqs:us-east-1:000000000000:${name}` }],
        }),
      );
      return inbox(sqs, url);
    },
    queueOf: (provider) => stack.outputs[`${pascalCase(provider)}QueueUrl`] as string,
    deadLettersOf: (provider) => stack.outputs[`${pascalCase(provider)}DeadLetterQueueUrl`] as string,
    depth,
    async drained(queueUrl) {
      while ((await depth(queueUrl)) > 0);
    },
    happens: (kind) => new Promise((resolve) => awaited.set(kind, resolve)),
    logged(message, fields = {}) {
      const find = () =>
        logs.find(
          (line) =>
            line.message === message && Object.entries(fields).every(([name, value]) => line[name] === value),
        );
      return new Promise((resolve) => {
        const look = () => {
          const found = find();
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      });
    },
  };
  return running;
}

/** One message out of a queue, taken for good. A moved clock ends long polls, so that it may take several. */
export async function take(sqs: SQSClient, url: string): Promise<Message> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  while (!patience.aborted) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        WaitTimeSeconds: 20,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
      { abortSignal: patience },
    );
    if (!message) continue;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
    return message;
  }
  throw new Error(`nothing came into ${url}`);
}

const PATIENCE_MS = 15_000;

function inbox(sqs: SQSClient, url: string): Inbox {
  const next = async () => {
    const envelope = JSON.parse((await take(sqs, url)).Body ?? '');
    return { envelope, event: envelope.detail as OrderEvent };
  };
  return {
    url,
    next,
    async take(count) {
      const events: OrderEvent[] = [];
      while (events.length < count) events.push((await next()).event);
      return events;
    },
  };
}

const json = async (response: Response) => JSON.parse((await response.text()) || '{}');

/** A file of the repository. */
export const inRoot = (...path: string[]): string => join(ROOT, ...path);
