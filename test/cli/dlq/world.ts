import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  type AwsRequest,
  createEvents,
  createManualClock,
  createSecrets,
  createSqs,
  type Intercept,
  type ManualClock,
  serveAws,
  type Wire,
} from '@order-events/local';
import { run } from '../../../infra/cli/dlq/run';
import type { Terminal } from '../../../infra/cli/terminal';
import type { Provider } from '../../../lib/provider';
import { providers } from '../../../lib/providers';

const PLACE = { account: '000000000000', region: 'us-east-1' };

/** AWS in this process, with the queues of a stack, and the command against it. */
export interface World {
  readonly url: string;
  readonly clock: ManualClock;
  readonly sqs: SQSClient;
  /** What every request passes through; a test may put its own in. */
  intercept: Intercept;
  /** Events that functions were invoked with; undefined where nothing answers for Lambda. */
  invocations: { readonly functionName: string; readonly payload: unknown }[] | undefined;
  readonly requests: AwsRequest[];
  queueUrl(name: string): string;
  /** Runs the command; `answer` is somebody at a terminal, `url` another way to AWS. */
  dlq(
    argv: readonly string[],
    options?: { answer?: Answer; signal?: AbortSignal; url?: string },
  ): Promise<Ran>;
  /** Lets time pass until it is settled. */
  settle<T>(running: Promise<T>): Promise<T>;
  send(queue: string, message: Sent): Promise<string>;
  /** Everything that can be received from a queue now; it is deleted. */
  drain(queue: string): Promise<Drained[]>;
  /** How many messages of a queue are visible, and how many are not. */
  depth(queue: string): Promise<[visible: number, hidden: number]>;
  call(target: string, action: string, input: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Somebody at a terminal. */
export type Answer = boolean | (() => Promise<boolean>);

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Sent {
  readonly body: string;
  readonly group?: string;
  readonly deduplication?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Drained {
  readonly body: string;
  readonly group: string | undefined;
  readonly deduplication: string | undefined;
}

/** The provider of most dead letters here. Tests spoil its payloads by the names of their fields, which tell it. */
export const plain = registered(({ events, sample }) => {
  if (!('order.created' in events)) return false;
  const { data = {}, ...rest } = JSON.parse(sample('order.created', 'acme'));
  return 'event_id' in rest && 'api_version' in rest && 'number' in data && 'lines' in data;
});
export const encrypting = registered(({ decrypt }) => decrypt !== undefined);

export const DEAD = `order-events-${plain.name}-dead.fifo`;
export const SOURCE = `order-events-${plain.name}.fifo`;
export const ENCRYPTED_DEAD = `order-events-${encrypting.name}-dead.fifo`;
export const ENCRYPTED_SOURCE = `order-events-${encrypting.name}.fifo`;
export const RULE_DEAD = 'order-events-subscriber-rule-dead';
export const FUNCTION_DEAD = 'order-events-subscriber-function-dead';

export async function openWorld(): Promise<World> {
  const clock = createManualClock();
  let origin = '';
  const services = [
    createSqs({ clock, ...PLACE, origin: () => origin }),
    createEvents({ clock, ...PLACE, deliver: async () => {} }),
    createSecrets({ clock, ...PLACE }),
  ];
  const wire: Wire = await serveAws({
    services,
    host: '127.0.0.1',
    port: 0,
    intercept: (request, next) => {
      world.requests.push(request);
      return world.intercept(request, next);
    },
    control: (request) => answerLambda(world, request),
  });
  origin = wire.origin;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const sqs = new SQSClient({
    endpoint: origin,
    region: PLACE.region,
    credentials,
    useQueueUrlAsEndpoint: false,
  });
  const world = createWorld({ clock, sqs, wire, services });
  for (const { name } of [plain, encrypting]) {
    for (const end of ['-dead', ''])
      await sqs.send(
        new CreateQueueCommand({
          QueueName: `order-events-${name}${end}.fifo`,
          Attributes: {
            FifoQueue: 'true',
            DeduplicationScope: 'messageGroup',
            FifoThroughputLimit: 'perMessageGroupId',
            ...(end === '' && {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:order-events-${name}-dead.fifo`,
                maxReceiveCount: 3,
              }),
            }),
          },
        }),
      );
  }
  for (const QueueName of [RULE_DEAD, FUNCTION_DEAD]) await sqs.send(new CreateQueueCommand({ QueueName }));
  world.requests.length = 0;
  return world;
}

/** The first provider of that kind. */
function registered(isWanted: (provider: Provider) => boolean): Provider {
  const provider = providers.find(isWanted);
  if (!provider) throw new Error('no provider of that kind is registered');
  return provider;
}

function createWorld({
  clock,
  sqs,
  wire,
  services,
}: {
  clock: ManualClock;
  sqs: SQSClient;
  wire: Wire;
  services: Parameters<typeof serveAws>[0]['services'];
}): World {
  const queueUrl = (name: string) => `${wire.origin}/${PLACE.account}/${name}`;
  const call: World['call'] = async (target, action, input) => {
    const run = services.find((one) => one.target === target)?.actions[action];
    if (!run) throw new Error(`${target} has no action ${action}`);
    return { ...(await run(input as never)) };
  };
  return {
    url: wire.origin,
    ...{ clock, sqs, queueUrl, call },
    intercept: (_, next) => next(),
    invocations: [],
    requests: [],
    async dlq(argv, { answer, signal = new AbortController().signal, url = wire.origin } = {}) {
      const printed = { out: [] as string[], err: [] as string[] };
      const terminal: Terminal = {
        interactive: answer !== undefined,
        out: (line) => void printed.out.push(line),
        err: (line) => void printed.err.push(line),
        json: (value) => void printed.out.push(JSON.stringify(value, null, 2)),
        progress: () => {},
        ask: async (question) => {
          printed.err.push(question);
          return typeof answer === 'function' ? answer() : (answer ?? false);
        },
      };
      const options = { terminal, env: {}, localFile: '/nowhere', providers, clock, signal };
      const code = await run([...argv, '--endpoint-url', url], options);
      return { code, out: printed.out.join('\n'), err: printed.err.join('\n') };
    },
    async settle(running) {
      let settled = false;
      const marked = running.finally(() => {
        settled = true;
      });
      while (!settled) {
        await clock.advance(5_000);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return marked;
    },
    async send(queue, { body, group, deduplication = group, attributes = {} }) {
      const MessageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      );
      const { MessageId } = await call('AmazonSQS', 'SendMessage', {
        QueueUrl: queueUrl(queue),
        MessageBody: body,
        MessageAttributes,
        ...(group && { MessageGroupId: group, MessageDeduplicationId: deduplication }),
      });
      return String(MessageId);
    },
    async drain(queue) {
      const drained: Drained[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl(queue),
            MaxNumberOfMessages: 10,
            MessageSystemAttributeNames: ['All'],
          }),
        );
        if (Messages.length === 0) return drained;
        for (const { Body = '', Attributes, ReceiptHandle } of Messages) {
          const { MessageGroupId: group, MessageDeduplicationId: deduplication } = Attributes ?? {};
          drained.push({ body: Body, group, deduplication });
          await call('AmazonSQS', 'DeleteMessage', { QueueUrl: queueUrl(queue), ReceiptHandle });
        }
      }
    },
    async depth(queue) {
      const { Attributes } = (await call('AmazonSQS', 'GetQueueAttributes', {
        QueueUrl: queueUrl(queue),
        AttributeNames: ['All'],
      })) as { Attributes: Record<string, string> };
      return [
        Number(Attributes.ApproximateNumberOfMessages),
        Number(Attributes.ApproximateNumberOfMessagesNotVisible),
      ];
    },
    async close() {
      sqs.destroy();
      await wire.close();
    },
  };
}

/** Lambda's `Invoke`, which speaks REST. */
function answerLambda(world: World, request: Request): Promise<Response> | undefined {
  const [, name] = /\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(new URL(request.url).pathname) ?? [];
  const { invocations } = world;
  if (name === undefined || !invocations) return undefined;
  return request.json().then((payload) => {
    invocations.push({ functionName: decodeURIComponent(name), payload });
    return new Response(null, { status: 202 });
  });
}
