import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ACCOUNT, type LocalStack, REGION, startLocalStack } from '@order-events/local';
import { stackAssembly } from '../../../infra/cli/assembly';
import { groupOf } from '../../../lib/delivery';
import { writeMessage } from '../../../lib/json';
import { secretNameOf } from '../../../lib/names';
import type { WebhookRequest } from '../../../lib/webhook';
import { createArrivals } from '../arrivals';
import { deliveriesOf, type Intake, intakeOf } from '../deliveries';
import { median } from '../measure';
import { payloadTexts, SOURCES } from '../payloads';
import { type Rows, rowOf } from '../row';

const LINES = 3;
/** Until the functions' code is compiled, in each of their threads. */
const WARM_UP = 1_500;
const UNHURRIED = 150;
const HURRIED = 1_500;
const SENDERS = 16;
const BACKLOG = 1_000;
const LARGER_BACKLOG = { short: 4_000, full: 100_000 };
const INBOX = 'bench-inbox';

/**
 * The pipeline on this machine, out of the template that would be deployed, with both providers in turn. Here time is
 * the clock's: the stack itself, its functions and the senders share the machine.
 */
export const rows: Rows = async ({ full }) => {
  const arrivals = createArrivals(INBOX);
  const intakes = SOURCES.map(intakeOf);
  const stack = await startLocalStack({
    assembly: await stackAssembly(),
    port: 0,
    awsPort: 0,
    secrets: Object.fromEntries(
      intakes.map(({ provider, endpoint }) => [
        secretNameOf(provider.name),
        JSON.stringify({ bench: endpoint }),
      ]),
    ),
    onEntry: arrivals.see,
  });
  const clients = clientsOf(stack);
  try {
    await subscribe(stack, clients);
    const requests = [...requestsOf(intakes, WARM_UP + UNHURRIED + HURRIED)].values();
    const send = () => post(stack, requests.next().value as Request);
    await hurry(WARM_UP, send, arrivals);

    const latencies: number[] = [];
    for (let i = 0; i < UNHURRIED; i++) {
      const start = performance.now();
      latencies.push((await arrivals.of(await send())) - start);
    }
    const perSecond = await hurry(HURRIED, send, arrivals);
    const small = await drain(BACKLOG, 0, stack, clients, intakes, arrivals);
    const larger = full ? LARGER_BACKLOG.full : LARGER_BACKLOG.short;
    const large = await drain(larger, BACKLOG, stack, clients, intakes, arrivals);
    return [
      rowOf({
        name: 'local stack: request to subscriber, p50',
        value: median(latencies),
        unit: 'ms',
        gate: { atMost: 15 },
        goal: { atMost: 8 },
      }),
      rowOf({
        name: `local stack: orders from ${SENDERS} senders to the subscriber`,
        value: perSecond,
        unit: '/s',
        gate: { atLeast: 300 },
        goal: { atLeast: 600 },
      }),
      rowOf({
        name: `local stack: a backlog of ${larger} drains as fast as one of ${BACKLOG}`,
        value: large,
        unit: '/s',
        baseline: small,
        ratio: large / small,
        goal: { atLeast: 0.9 },
      }),
    ];
  } finally {
    clients.sqs.destroy();
    clients.events.destroy();
    AGENT.destroy();
    await stack.close();
  }
};

type Request = WebhookRequest & { readonly provider: string };

/** As many requests as asked for, of the providers in turn. */
function* requestsOf(intakes: readonly Intake[], count: number): Generator<Request> {
  const each = Math.ceil(count / intakes.length);
  const payloads = intakes.map(({ source }) => payloadTexts(source, LINES, each));
  for (let i = 0; i < each; i++)
    for (const [j, { provider, endpoint }] of intakes.entries())
      yield {
        provider: provider.name,
        ...provider.sign(payloads[j]?.[i] as string, endpoint, { now: Date.now() }),
      };
}

/** Sends one request, at less cost than `fetch`: the senders share the machine with what is measured. */
function post({ url }: LocalStack, { provider, headers, body }: Request): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent: AGENT, headers: headers as Record<string, string> };
    const sending = request(`${url}/webhooks/${provider}/bench`, options, async (response) => {
      const { id } = JSON.parse(await text(response));
      if (id) resolve(id);
      else reject(new Error(`${provider}: receive answered ${response.statusCode}`));
    });
    sending.on('error', reject).end(body);
  });
}

const AGENT = new Agent({ keepAlive: true });

type Arrivals = ReturnType<typeof createArrivals>;

/** Sends so many from several senders at once; how many a second reached the subscriber. */
async function hurry(count: number, send: () => Promise<string>, arrivals: Arrivals): Promise<number> {
  const start = performance.now();
  const ids: string[] = [];
  let left = count;
  const sender = async () => {
    while (left-- > 0) ids.push(await send());
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  const times = await Promise.all(ids.map(arrivals.of));
  return (count * 1_000) / (Math.max(...times) - start);
}

/** Lets messages pile up while nobody may read the queues; how many a second are published once somebody may. */
async function drain(
  count: number,
  firstSeed: number,
  stack: LocalStack,
  { sqs }: Clients,
  intakes: readonly Intake[],
  arrivals: Arrivals,
): Promise<number> {
  const pause = stack.faults.add({ kind: 'fail', service: 'sqs', action: 'ReceiveMessage', status: 503 });
  const ids: string[] = [];
  const each = count / intakes.length;
  for (const { source, provider } of intakes) {
    const QueueUrl = `${stack.awsUrl}/${ACCOUNT}/order-events-${provider.name}.fifo`;
    for (let from = 0; from < each; from += 10) {
      const some = deliveriesOf(source, LINES, 10, 1_000_000 + firstSeed + from);
      ids.push(...some.map(({ id }) => id));
      const Entries = some.map((delivery, i) => ({
        Id: String(i),
        MessageBody: writeMessage(delivery),
        MessageGroupId: groupOf(delivery),
        MessageDeduplicationId: delivery.id,
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }
  }
  pause.remove();
  const times = (await Promise.all(ids.map(arrivals.of))).sort((a, b) => a - b);
  // The first ones wait for the pollers to look again.
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return (count * 1_000) / (last - first);
}

type Clients = ReturnType<typeof clientsOf>;

function clientsOf({ awsUrl }: LocalStack) {
  const client = {
    endpoint: awsUrl,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
    events: new EventBridgeClient(client),
  };
}

/** A queue that every event's id reaches. */
async function subscribe({ outputs }: LocalStack, { sqs, events }: Clients): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: INBOX }));
  const rule = {
    Name: INBOX,
    EventBusName: outputs.BusName,
    EventPattern: '{"source":[{"prefix":"orders."}]}',
  };
  await events.send(new PutRuleCommand(rule));
  const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${INBOX}`;
  const target = { Id: 'inbox', Arn, InputPath: '$.detail.metadata.id' };
  await events.send(new PutTargetsCommand({ Rule: INBOX, EventBusName: outputs.BusName, Targets: [target] }));
}
