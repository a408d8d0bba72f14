import { createQueue } from '../../../functions/aws/queue';
import { createReadSecret } from '../../../functions/aws/secrets';
import { toBusEntry } from '../../../functions/bus-entry';
import { createEndpoints, type Endpoints } from '../../../functions/endpoints';
import {
  contentOf,
  type Delivery,
  encryptedBodyOf,
  groupOf,
  readDelivery,
  writeDelivery,
} from '../../../lib/delivery';
import { Failure } from '../../../lib/failure';
import { secretNameOf } from '../../../lib/names';
import type { Provider } from '../../../lib/provider';
import { read } from '../../../lib/reading/read';
import { NO_CLAIMS, type Verified } from '../../../lib/webhook';
import { obstacle, toObstacle, type Verdict } from './assessment';
import type { Clients } from './clients';
import type { Letter } from './dead-letter';

export interface JudgeOptions {
  readonly clients: Pick<Clients, 'sqs' | 'secrets' | 'events' | 'lambda'>;
  readonly providers: readonly Provider[];
  readonly now: () => number;
}

/** Reads a delivery as `normalize` would read it today, sealed ones with today's secrets. */
export function createJudgeDelivery({ clients, providers, now }: JudgeOptions) {
  const queue = createQueue(clients.sqs);
  const readSecret = createReadSecret(clients.secrets);
  const endpoints = new Map<Provider, Endpoints>();

  /** The document is asked for once in a command, also where that fails: letters come by the thousand. */
  function endpointsOf(provider: Provider): Endpoints {
    let document: Promise<string> | undefined;
    const fetch = () => {
      document ??= readSecret(secretNameOf(provider.name));
      return document;
    };
    const known = endpoints.get(provider) ?? createEndpoints({ provider, fetch, now });
    endpoints.set(provider, known);
    return known;
  }

  async function open(provider: Provider, delivery: Delivery): Promise<Verified> {
    const sealed = encryptedBodyOf(delivery);
    if (!sealed) return contentOf(delivery);
    const verified = provider.decrypt?.(sealed, await endpointsOf(provider).find(delivery.endpoint));
    if (verified === undefined) throw new Failure('UNDECRYPTABLE');
    return verified;
  }

  return async ({ delivery, received }: Letter & { kind: 'delivery' }): Promise<Verdict> => {
    const { source } = received.queue;
    const provider = source?.provider ?? providers.find(({ name }) => name === delivery.provider);
    let content: Verified | undefined;
    try {
      if (provider?.name !== delivery.provider)
        throw new Failure('NOT_A_DELIVERY', [{ path: '/provider', message: "expected the queue's own" }]);
      const verified = await open(provider, delivery);
      content = verified;
      const head = headOf(provider, delivery, verified);
      const made = read(provider, readDelivery(writeDelivery(head, { verified })));
      toBusEntry(made);
      const { event } = made;
      const orderKey = event.metadata.subject;
      const body = writeDelivery({ ...head, orderKey }, { verified });
      if (!source) return obstacle('NO_SOURCE_QUEUE', received.queue.name);
      return {
        ok: true,
        becomes: event.metadata.type,
        event,
        content: verified,
        send: () =>
          queue.send(source.url, {
            body,
            group: groupOf({ orderKey, id: delivery.id }),
            // Another than the delivery had, or SQS would swallow it; the same for one letter, so that SQS swallows
            // what a command that was killed before it could delete the letter had sent already.
            deduplication: `replay-${received.key}`,
          }),
      };
    } catch (thrown) {
      return { ...toObstacle(thrown), ...(content !== undefined && { content }) };
    }
  };
}

type Head = Parameters<typeof writeDelivery>[0];

/** The delivery's own id stays; what could not be told while it was sealed is told now. */
function headOf(provider: Provider, delivery: Delivery, verified: Verified): Head {
  const { endpoint, account, event, orderKey, claims = NO_CLAIMS } = delivery;
  const body = encryptedBodyOf(delivery) ?? Buffer.from(verified);
  const identity = provider.identify({ verified, claims, body, endpoint, account, event });
  const told = { event: event ?? identity.event, orderKey: identity.orderKey ?? orderKey };
  const { v: _, encoding: __, payload: ___, ...head } = delivery;
  return { ...head, ...told, replay: true };
}
