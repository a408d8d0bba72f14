import { EventEmitter } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closing } from './closing';
import { createStubQueue, md5, type SendInput, SqsRefusal, type StubQueue } from './stub-queue';

/** What can go wrong with a call. From `slow` on the work is done, and the caller does not hear of it. */
export const FAULTS = [
  'throttled',
  'failing',
  'refused',
  'lost before',
  'slow',
  'lost after',
  'cut short',
  'malformed',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export type Action = 'GetSecretValue' | 'SendMessage' | 'ChangeMessageVisibilityBatch' | 'PutEvents';

export interface Fault {
  readonly action: Action;
  /** Only calls whose body holds this text: a queue's name tells a dead letter from a delivery. */
  readonly match?: string;
  readonly kind: FaultKind | 'stalled' | Answer;
  /** How many calls it hits; all without it. */
  readonly times?: number;
}

/** An answer that AWS could give. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface BusRecord {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
}

/** A call as it reached the server. */
export interface Call {
  readonly action: Action;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the wire; what a test reads there, it asserts.
  readonly input: any;
}

/** As much of Secrets Manager, SQS and EventBridge as the functions call, over HTTP, with faults on request. */
export async function startStubAws(now: () => number = Date.now) {
  const secrets = new Map<string, string>();
  const queues = new Map<string, StubQueue>();
  const bus: BusRecord[] = [];
  const calls: Call[] = [];
  const slow = new EventEmitter();
  let faults: { fault: Fault; left: number }[] = [];

  const queue = (name: string): StubQueue => {
    const known = queues.get(name) ?? createStubQueue(name, now);
    queues.set(name, known);
    return known;
  };
  const queueOf = (url: string) => queue(url.split('/').at(-1) ?? '');

  const actions: Record<Action, (input: Call['input']) => unknown> = {
    GetSecretValue: ({ SecretId }) => ({ Name: SecretId, SecretString: secrets.get(SecretId) }),
    SendMessage(input: SendInput) {
      const { messageId } = queueOf(input.QueueUrl).send(input);
      return { MessageId: messageId, MD5OfMessageBody: md5(input.MessageBody) };
    },
    ChangeMessageVisibilityBatch({ QueueUrl, Entries }) {
      const all: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[] = Entries;
      if (all.length > 10) throw new SqsRefusal('TooManyEntriesInBatchRequest');
      const changed = all.map((entry) => ({
        ...entry,
        known: queueOf(QueueUrl).changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout),
      }));
      return {
        Successful: changed.filter(({ known }) => known).map(({ Id }) => ({ Id })),
        Failed: changed
          .filter(({ known }) => !known)
          .map(({ Id }) => ({ Id, SenderFault: true, Code: 'ReceiptHandleIsInvalid' })),
      };
    },
    PutEvents({ Entries }) {
      bus.push(...Entries);
      return { FailedEntryCount: 0, Entries: Entries.map((_: unknown, i: number) => ({ EventId: `e${i}` })) };
    },
  };

  function faultOf({ action, input }: Call): Fault['kind'] | undefined {
    const text = JSON.stringify(input);
    const hit = faults.find(
      ({ fault, left }) => left > 0 && fault.action === action && text.includes(fault.match ?? ''),
    );
    if (hit) hit.left--;
    return hit?.fault.kind;
  }

  const server = createServer(async (request, response) => {
    const call = { action: actionOf(request), input: JSON.parse(await textOf(request)) };
    const kind = faultOf(call);
    if (kind === 'lost before') return void request.socket.resetAndDestroy();
    if (kind === 'throttled') return say(response, 400, { __type: 'ThrottlingException' });
    if (kind === 'failing') return say(response, 500, { __type: 'InternalFailure' });
    if (typeof kind === 'object') return say(response, kind.status, kind.body);
    calls.push(call);
    try {
      const output = JSON.stringify(actions[call.action](call.input));
      if (kind === 'slow') return void slow.emit(keyOf(request.headers));
      if (kind === 'lost after') return void request.socket.resetAndDestroy();
      if (kind === 'malformed') return void response.end('<html>not from AWS</html>');
      if (kind === 'cut short' || kind === 'stalled') {
        response.setHeader('content-length', output.length);
        response.write(output.slice(0, 5), () => kind === 'cut short' && request.socket.destroy());
        return;
      }
      response.end(output);
    } catch (error) {
      if (!(error instanceof SqsRefusal)) throw error;
      say(response, 400, { __type: `com.amazonaws.sqs#${error.message}` }, `${error.message};Sender`);
    }
  });
  const port = await listen(server);
  const close = closing(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const closed = await closedPort();

  return {
    url: `http://127.0.0.1:${port}`,
    secrets,
    bus,
    /** The calls that were carried out, in order. */
    calls,
    queue,
    queueUrl: (name: string) => `http://127.0.0.1:${port}/000000000000/${name}`,
    inject(fault: Fault): void {
      faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    heal(): void {
      faults = [];
    },
    /** The port that a call must go to: a closed one, where it is to be refused. */
    portFor: (action: string, input: unknown): number => {
      const call = { action: action as Action, input };
      const refused = faults.some(({ fault }) => fault.kind === 'refused' && fault.action === action);
      return refused && faultOf(call) === 'refused' ? closed : port;
    },
    /** Tells the caller's patience to end, so that no test has to wait for it. */
    onSlow: (headers: IncomingHttpHeaders, giveUp: () => void): void =>
      void slow.once(keyOf(headers), giveUp),
    close,
  };
}
export type StubAws = Awaited<ReturnType<typeof startStubAws>>;

/** One attempt of one call. */
const keyOf = (headers: IncomingHttpHeaders): string =>
  `${headers['amz-sdk-invocation-id']} ${headers['amz-sdk-request']}`;

const actionOf = ({ headers }: IncomingMessage): Action =>
  String(headers['x-amz-target']).split('.').at(-1) as Action;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function say(response: ServerResponse, status: number, body: unknown, queryError?: string): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(queryError === undefined ? {} : { 'x-amzn-query-error': queryError }),
  });
  response.end(JSON.stringify(body));
}

const listen = (server: ReturnType<typeof createServer>): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

/** A port that was free a moment ago: nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
