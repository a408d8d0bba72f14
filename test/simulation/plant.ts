import type { Publish } from '../../functions/aws/bus';
import type { Queue } from '../../functions/aws/queue';
import type { Endpoints } from '../../functions/endpoints';
import type { Normalize } from '../../functions/normalize';
import type { Receiver } from '../../lib/provider';
import type { DeliveryHandler } from '../../lib/subscriber';

/**
 * What a fault can be planted in: each part is handed in as it is, and what comes back takes its place. Parts that are
 * absent stay honest.
 */
export interface Plant {
  readonly receiver?: (receiver: Receiver) => Receiver;
  readonly endpoints?: (endpoints: Endpoints) => Endpoints;
  /** The queue that receive sends to. */
  readonly intake?: (queue: Queue) => Queue;
  readonly normalize?: (normalize: Normalize) => Normalize;
  readonly publish?: (publish: Publish) => Publish;
  /** The queues that normalize postpones records in, and sends dead letters to. */
  readonly outlet?: (queue: Queue) => Queue;
  /** What the replay command calls SQS with. */
  readonly replay?: (send: Send) => Send;
  readonly subscriber?: (handler: DeliveryHandler) => DeliveryHandler;
}

/** `send` of an SDK client. */
export type Send = (command: { readonly input: object }) => Promise<object>;
