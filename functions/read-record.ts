import type { SQSRecord } from 'aws-lambda';
import { type Delivery, readDelivery } from '../lib/delivery';
import { atStage, Failure, toFailure } from '../lib/failure';
import { sourceOf } from '../lib/names';
import { type CanonicalEvent, isOrderEvent } from '../lib/order/canonical-event';
import type { NoticeCode } from '../lib/order/order-event';
import type { Reader } from '../lib/provider';
import { shedNotices, type WrittenEvent } from '../lib/reading/event-json';
import { DOWNGRADES, olderEditions } from '../lib/reading/older-editions';
import { read } from '../lib/reading/read';
import { BUS_LIMITS, type BusEntry, entryBytes } from './aws/bus';
import type { Editions } from './publish-editions';

/** What became of reading a record: an event for the bus, or the reason why there is none. */
export type RecordReading = ReadyRecord | FailedRecord;

export interface ReadyRecord extends Editions {
  readonly delivery: DeliveryHead;
  readonly names: EventNames;
  readonly counts: EventCounts;
}

export interface FailedRecord {
  /** Absent where the record is not a delivery. */
  readonly delivery?: DeliveryHead | undefined;
  readonly failure: Failure;
}

/** What logs and metrics need of a delivery: never its payload. */
export type DeliveryHead = Pick<
  Delivery,
  | 'id'
  | 'provider'
  | 'endpoint'
  | 'account'
  | 'orderKey'
  | 'correlationId'
  | 'traceparent'
  | 'receivedAt'
  | 'replay'
>;

/** What people ask after, and the log holds hashes of. */
export interface EventNames {
  /** The order's number. */
  readonly number?: string | undefined;
  /** The provider's own id of the event. */
  readonly eventid?: string | undefined;
}

/** What is counted of an event. */
export interface EventCounts {
  readonly notices: Readonly<Partial<Record<NoticeCode, number>>>;
  readonly unmappedFields: number;
}

/**
 * Reads a queue message into the entry for the bus. Never throws.
 * @param provider the one whose queue the message came from, if any
 */
export function readRecord(provider: Reader | undefined, { body }: Pick<SQSRecord, 'body'>): RecordReading {
  let head: DeliveryHead | undefined;
  try {
    const delivery = atStage('decode', () => readDelivery(body));
    const known = headOf(delivery);
    head = known;
    if (provider?.name !== known.provider)
      throw new Failure('NOT_A_DELIVERY', [
        { path: '/provider', message: 'expected the provider of this queue' },
      ]);
    const made = read(provider, delivery);
    return atStage('publish', () => ({
      delivery: known,
      names: namesOf(made.event),
      entry: toBusEntry(made),
      older: isOrderEvent(made.event) ? olderEditions(made.event, DOWNGRADES).map(toBusEntry) : [],
      counts: countsOf(made.event),
    }));
  } catch (thrown) {
    return { delivery: head, failure: toFailure(thrown) };
  }
}

const headOf = ({ id, provider, endpoint, account, orderKey, ...more }: Delivery): DeliveryHead => {
  const { correlationId, traceparent, receivedAt, replay } = more;
  return { id, provider, endpoint, account, orderKey, correlationId, traceparent, receivedAt, replay };
};

const namesOf = (event: CanonicalEvent): EventNames => ({
  number: isOrderEvent(event) ? event.data.order.number : undefined,
  eventid: event.metadata.eventid,
});

/** The head of the delivery in a message; `undefined` where the message is none. */
export function readHead(body: string): DeliveryHead | undefined {
  try {
    return headOf(readDelivery(body));
  } catch {
    return undefined;
  }
}

/**
 * The event as it goes onto the bus. One that would be too large sheds notices first.
 * @throws Failure `EVENT_TOO_LARGE`
 */
export function toBusEntry(written: WrittenEvent): BusEntry {
  const entry = entryOf(written);
  const excess = entryBytes(entry) - (BUS_LIMITS.bytes - 1);
  if (excess <= 0) return entry;
  const smaller = shedNotices(written, excess);
  if (!smaller) throw new Failure('EVENT_TOO_LARGE');
  return entryOf(smaller);
}

const entryOf = ({ event: { metadata }, json }: WrittenEvent): BusEntry => ({
  source: sourceOf(metadata.provider),
  detailType: metadata.type,
  detail: json,
});

function countsOf({ data }: CanonicalEvent): EventCounts {
  const notices: Partial<Record<NoticeCode, number>> = {};
  for (const { code, count = 1 } of data.notices) notices[code] = (notices[code] ?? 0) + count;
  return { notices, unmappedFields: Object.keys(data.unmapped).length };
}
