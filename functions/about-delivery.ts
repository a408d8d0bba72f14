import type { SQSRecord } from 'aws-lambda';
import type { Delivery } from '../lib/delivery';
import { theirIdOf } from '../lib/identity';
import { traceIdOf } from '../lib/traceparent';
import type { Fields, Log } from './aws/log';
import type { EventNames } from './read-record';

/**
 * The fields that every line about a delivery has: see `lib/log-line.ts`.
 * @param names known once the delivery was read
 */
export const aboutDelivery = (
  log: Pick<Log, 'hash'>,
  delivery: Partial<AboutDelivery>,
  { number, eventid }: EventNames = {},
): Fields => ({
  id: delivery.id,
  provider: delivery.provider,
  endpoint: delivery.endpoint,
  account: delivery.account,
  correlationId: delivery.correlationId,
  traceId: traceIdOf(delivery.traceparent),
  orderHash: delivery.orderKey === undefined ? undefined : log.hash(theirIdOf(delivery.orderKey)),
  numberHash: number === undefined ? undefined : log.hash(number),
  eventHash: eventid === undefined ? undefined : log.hash(eventid),
  replay: delivery.replay,
});

/** Who sent a delivery through again and when, as SQS knows it: nobody can put another's name there. */
export const aboutReplay = (
  { attributes }: Pick<SQSRecord, 'attributes'>,
  { replay }: Pick<Delivery, 'replay'>,
): Fields =>
  replay
    ? {
        replayedBy: attributes.SenderId,
        replayedAt: new Date(Number(attributes.SentTimestamp)).toISOString(),
      }
    : {};

type AboutDelivery = Pick<
  Delivery,
  'id' | 'provider' | 'endpoint' | 'account' | 'correlationId' | 'traceparent' | 'orderKey' | 'replay'
>;
