import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createPublish } from '../../functions/aws/bus';
import { createQueue } from '../../functions/aws/queue';
import { createReadSecret } from '../../functions/aws/secrets';
import { createEndpoints } from '../../functions/endpoints';
import { createNormalize, type Normalize } from '../../functions/normalize';
import { createReceive, type Receive } from '../../functions/receive';
import { createAssess } from '../../infra/cli/dlq/assess';
import { createAssessDelivery } from '../../infra/cli/dlq/assess-delivery';
import { readDeadLetter } from '../../infra/cli/dlq/dead-letter';
import { toFilter } from '../../infra/cli/dlq/filter';
import { replay } from '../../infra/cli/dlq/replay';
import { openSession } from '../../infra/cli/dlq/session';
import { toQueue } from '../../infra/cli/queues';
import type { Terminal } from '../../infra/cli/terminal';
import { deadLetterQueueNameOf, queueNameOf, secretNameOf } from '../../lib/names';
import type { Provider } from '../../lib/provider';
import { providers } from '../../lib/providers';
import { kitOf } from '../../lib/providers/kits';
import { createMemoryStore, type DeliveryHandler, type OrderHandler, onOrder } from '../../lib/subscriber';
import { MARK } from '../soak/traffic';
import { orderReadersOf } from '../support/order-event';
import { createRecorder } from '../support/recorder';
import { type Aws, createAws } from './aws';
import { type Calls, createCalls, type Process } from './calls';
import type { Plant, Send } from './plant';

const PIPELINE = 'order-events';
/** Six times normalize's own time. */
const VISIBILITY_SECONDS = 180;
export const RECEIVE_MS = 9_000;
export const NORMALIZE_MS = 30_000;

/** The pipeline as it is deployed, around AWS in this thread. What runs are the functions and the command themselves. */
export interface World {
  readonly aws: Aws;
  readonly calls: Calls;
  /** An environment of receive: it keeps the secrets that it read. */
  openReceive(): { receive(process: Process, ...call: Parameters<Receive>): ReturnType<Receive> };
  /** One invocation of normalize. */
  normalize(process: Process, ...[event]: Parameters<Normalize>): ReturnType<Normalize>;
  /** `npm run dlq -- replay --yes` for one provider. */
  replay(process: Process, provider: Provider): Promise<number>;
  /** The code with which today's code refuses a dead letter; `none` where it can be replayed. */
  explain(queue: string, body: string): Promise<string>;
  /** What the subscriber does with an event. */
  readonly subscriber: DeliveryHandler;
  /** The number of the newest event that the subscriber keeps of each order, by the order's id. */
  readonly newest: ReadonlyMap<string, number>;
  /** Gives each endpoint all its secrets; until then it has the first alone. */
  rotateKeys(): void;
  readonly rotated: boolean;
  /** Takes away the bug of the mapper that makes a dead letter of every third event. */
  deployMapper(): void;
}

export async function openWorld(plant: Plant = {}): Promise<World> {
  const calls = createCalls();
  const aws = createAws(calls);
  const { clock } = aws;
  const now = clock.now;
  const state = { broken: true, rotated: false };
  const mappers = providers.map((provider) => withBug(provider, () => state.broken));
  const newest = new Map<string, number>();
  for (const { name } of providers) {
    await aws.createQueue(queueNameOf(name, PIPELINE), VISIBILITY_SECONDS);
    await aws.createQueue(deadLetterQueueNameOf(name, PIPELINE), VISIBILITY_SECONDS);
  }
  const writeSecrets = () => {
    for (const provider of providers)
      aws.secrets.set(secretNameOf(provider.name, PIPELINE), secretDocument(provider, state.rotated));
  };
  writeSecrets();
  const queuesOf = (provider: Provider) => ({
    provider,
    queueUrl: aws.queueUrl(queueNameOf(provider.name, PIPELINE)),
    deadLetterQueueUrl: aws.queueUrl(deadLetterQueueNameOf(provider.name, PIPELINE)),
  });
  const { subscriber = (handler) => handler } = plant;
  const keep: OrderHandler<number> = ({ metadata, data }) => {
    const event = eventNumberOf(data);
    newest.set(metadata.subject, event);
    return event;
  };

  return {
    aws,
    calls,
    newest,
    get rotated() {
      return state.rotated;
    },
    openReceive() {
      let current: Process | undefined;
      const process = () => current as Process;
      const clients = aws.clientsOf(process);
      const { log, metrics } = createRecorder(now);
      const readSecret = createReadSecret(clients.secrets);
      const { endpoints = (own) => own, intake = (own) => own, receiver = (own) => own } = plant;
      const receive = createReceive({
        intakes: providers.map((provider) => ({
          ...queuesOf(provider),
          provider: receiver(provider),
          endpoints: endpoints(
            createEndpoints({
              provider,
              fetch: () => readSecret(secretNameOf(provider.name, PIPELINE)),
              now,
            }),
          ),
        })),
        queue: intake(createQueue(clients.sqs)),
        ...{ log, metrics, now },
      });
      return {
        receive(process, event) {
          current = process;
          return receive(event);
        },
      };
    },
    normalize(process, event) {
      const clients = aws.clientsOf(() => process);
      const { normalize = (own) => own, publish = (own) => own, outlet = (own) => own } = plant;
      const { log, metrics } = createRecorder(now);
      const run = createNormalize({
        queues: mappers.map(queuesOf),
        publish: publish(createPublish(() => PIPELINE, clients.events)),
        queue: outlet(createQueue(clients.sqs)),
        ...{ log, metrics, now },
        random: () => 0,
        retryForSeconds: 21_600,
      });
      const end = process.startedAt + NORMALIZE_MS;
      return normalize(run)(event, { getRemainingTimeInMillis: () => end - now() });
    },
    async replay(process, provider) {
      const clients = aws.clientsOf(() => process);
      const { replay: change = (send: Send) => send } = plant;
      const send = change((command) => clients.sqs.send(command as never));
      const sqs = { send } as unknown as SQSClient;
      const deadLetters = queuesOf(provider).deadLetterQueueUrl;
      const assessDelivery = createAssessDelivery({
        clients: { sqs, secrets: clients.secrets },
        providers: mappers,
        pipeline: PIPELINE,
        now,
      });
      const session = openSession({
        clients: { sqs },
        queues: [toQueue(deadLetters, providers, PIPELINE)],
        assess: createAssess(assessDelivery, noEvents),
        terminal: SILENT,
        signal: new AbortController().signal,
        clock,
        label: 'the simulation',
        waitSeconds: 0,
      });
      try {
        return await replay(session, toFilter({}, providers, now()), { yes: true });
      } finally {
        await session.close();
      }
    },
    async explain(queue, body) {
      const secrets = {
        send: async ({ input }: { input: { SecretId: string } }) => ({
          SecretString: aws.secrets.get(input.SecretId),
        }),
      };
      const assess = createAssess(
        createAssessDelivery({
          clients: { sqs: NOBODY as SQSClient, secrets: secrets as unknown as SecretsManagerClient },
          providers: mappers,
          pipeline: PIPELINE,
          now,
        }),
        noEvents,
      );
      const received = {
        key: '',
        queue: toQueue(aws.queueUrl(queue), providers, PIPELINE),
        body,
        system: {},
        attributes: {},
      };
      const assessment = await assess(readDeadLetter(received));
      return assessment.ok ? 'none' : assessment.code;
    },
    subscriber: subscriber(
      onOrder({ created: keep, updated: keep, confirmed: keep }, { store: createMemoryStore({ now }) }),
    ),
    rotateKeys() {
      state.rotated = true;
      writeSecrets();
    },
    deployMapper() {
      state.broken = false;
    },
  };
}

/** The number that the traffic wrote into an event; -1 where it has none. */
export const eventNumberOf = (data: object): number => Number(MARK.exec(JSON.stringify(data))?.[1] ?? -1);

const secretDocument = (provider: Provider, rotated: boolean): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(kitOf(provider).endpoints).map(([name, endpoint]) => [
        name,
        rotated ? endpoint : { ...endpoint, secrets: endpoint.secrets.slice(0, 1) },
      ]),
    ),
  );

/** A mapper that fails for every third event while `isBroken` says so. */
const withBug = (provider: Provider, isBroken: () => boolean): Provider => ({
  ...provider,
  events: Object.fromEntries(
    orderReadersOf(provider.events).map(([name, reader]) => [
      name,
      {
        ...reader,
        read(payload, ...rest) {
          if (isBroken() && eventNumberOf(payload as object) % 3 === 0) throw new Error('a bug');
          return reader.read(payload, ...rest);
        },
      } satisfies typeof reader,
    ]),
  ),
});

const noEvents = () => Promise.reject(new Error('no subscriber has dead letters'));

/** Where explaining asks SQS nothing. */
const NOBODY: unknown = {};

const SILENT: Terminal = {
  interactive: false,
  out() {},
  err() {},
  json() {},
  progress() {},
  ask: () => Promise.resolve(false),
};
