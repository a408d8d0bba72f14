import { createQueue } from '../../../functions/aws/queue';
import { createReadSecret } from '../../../functions/aws/secrets';
import { createEndpoints, type Endpoints } from '../../../functions/endpoints';
import { toBusEntry } from '../../../functions/read-record';
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
import { isOrderEvent } from '../../../lib/order/canonical-event';
import type { Provider } from '../../../lib/provider';
import { read } from '../../../lib/reading/read';
import { NO_CLAIMS, type Verified } from '../../../lib/webhook';
import type { Clients } from '../clients';
import { type Assessment, blocker, toBlocker } from './assess';
import type { DeadDelivery } from './dead-letter';

export interface AssessDeliveryOptions {
  readonly clients: Pick<Clients, 'sqs' | 'secrets'>;
  readonly providers: readonly Provider[];
  /** The pipeline's name: its secrets are found by it. */
  readonly pipeline: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Reads a delivery as `normalize` would read it today, encrypted ones with today's secrets. */
export function createAssessDelivery({ clients, providers, pipeline, now }: AssessDeliveryOptions) {
  const queue = createQueue(clients.sqs);
  const readSecret = createReadSecret(clients.secrets);
  const endpoints = new Map<Provider, Endpoints>();

  /** The document is read once in a command, also where that fails: dead letters come by the thousand. */
  function endpointsOf(provider: Provider): Endpoints {
    let document: Promise<string> | undefined;
    const fetch = () => {
      document ??= readSecret(secretNameOf(provider.name, pipeline));
      return document;
    };
    const known = endpoints.get(provider) ?? createEndpoints({ provider, fetch, now });
    endpoints.set(provider, known);
    return known;
  }

  async function decrypt(provider: Provider, delivery: Delivery): Promise<Verified> {
    const encrypted = encryptedBodyOf(delivery);
    if (!encrypted) return contentOf(delivery);
    const verified = provider.decrypt?.(encrypted, await endpointsOf(provider).find(delivery.endpoint));
    if (verified === undefined) throw new Failure('UNDECRYPTABLE');
    return verified;
  }

  return async ({ delivery, received }: DeadDelivery): Promise<Assessment> => {
    const { source } = received.queue;
    const provider = source?.provider ?? providers.find(({ name }) => name === delivery.provider);
    let content: Verified | undefined;
    try {
      if (provider?.name !== delivery.provider)
        throw new Failure('NOT_A_DELIVERY', [{ path: '/provider', message: "expected the queue's own" }]);
      const verified = await decrypt(provider, delivery);
      content = verified;
      // The same for one dead letter, however often it is replayed.
      const replayId = `replay-${received.key}`;
      const head = { ...headOf(provider, delivery, verified), causationId: replayId };
      const made = read(provider, readDelivery(writeDelivery(head, { verified })));
      toBusEntry(made);
      const { event } = made;
      const orderKey = event.metadata.subject;
      const body = writeDelivery({ ...head, orderKey }, { verified });
      if (!source) return blocker('NO_SOURCE_QUEUE', received.queue.name);
      return {
        ok: true,
        becomes: event.metadata.type,
        ...(isOrderEvent(event) && { event }),
        content: verified,
        send: () =>
          queue.send(source.url, {
            body,
            group: groupOf({ orderKey, id: delivery.id }),
            // Another id than the delivery had, or SQS would swallow it; the same for one dead letter, so SQS swallows
            // what a command that was killed before it could delete the dead letter had sent already.
            deduplication: replayId,
          }),
      };
    } catch (thrown) {
      return { ...toBlocker(thrown), ...(content !== undefined && { content }) };
    }
  };
}

type Head = Parameters<typeof writeDelivery>[0];

/** The delivery's own id stays; what could not be read while it was encrypted is added now. */
function headOf(provider: Provider, delivery: Delivery, verified: Verified): Head {
  const { endpoint, account, event, orderKey, claims = NO_CLAIMS } = delivery;
  const body = encryptedBodyOf(delivery) ?? Buffer.from(verified);
  const identity = provider.identify({ verified, claims, body, endpoint, account, event });
  const found = { event: event ?? identity.event, orderKey: identity.orderKey ?? orderKey };
  const { v: _, encoding: __, payload: ___, ...head } = delivery;
  return { ...head, ...found, replay: true };
}
