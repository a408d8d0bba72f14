import * as v from 'valibot';
import { TRACEPARENT } from '../traceparent';
import { time, whole } from './fields';
import { Order } from './order';
import { flag, text } from './personal-data';
import { summary } from './summary';

/** Events that carry an order. Subscribers write them into their rules. A breaking change raises the suffix. */
export const ORDER_EVENT_TYPES = ['order.created.v1', 'order.updated.v1', 'order.confirmed.v1'] as const;
export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

/** A person's data have to be erased: the event of `customer-redacted.ts`. */
export const CUSTOMER_REDACTED = 'customer.redacted.v1';

/** Everything that the bus calls an event of ours. */
export const EVENT_TYPES = [...ORDER_EVENT_TYPES, CUSTOMER_REDACTED] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The JSON Schema of the event; an additive change raises the last number. */
export const DATA_SCHEMA = 'urn:order-events:order-event:1.2';

/** Things that a careful reader wants to know; never a reason to drop the event. The README says what each means. */
export const NOTICES = [
  'AMOUNT_ROUNDED',
  'AMOUNT_EMPTY',
  'TIME_ZONE_ASSUMED',
  'TIME_UNCLEAR',
  'UNKNOWN_VALUE',
  'UNEXPECTED_TYPE',
  'UNMAPPED_FIELD',
  'CURRENCY_DIFFERS',
  'CURRENCY_WITHDRAWN',
  'VALUE_WITHHELD',
  'NUMBER_INEXACT',
  'DUPLICATE_KEY',
  'NOTICES_LEFT_OUT',
] as const;
export type NoticeCode = (typeof NOTICES)[number];

export const Notice = v.strictObject({
  code: v.pipe(v.picklist(NOTICES), v.metadata({ personalData: 'none' })),
  /** How many places it is about, where there are several: they differ in list positions only. */
  count: v.optional(whole),
  /** JSON Pointer into the provider's payload, `''` for the whole of it; of several places, the first. */
  path: v.pipe(v.string(), v.metadata({ personalData: 'none' })),
  /** May hold a text of the payload: the exact amount before rounding. */
  message: text('personal'),
});
export type Notice = v.InferOutput<typeof Notice>;

/** https://www.w3.org/TR/trace-context/#traceparent-header, version 00. */
const traceparent = v.pipe(v.string(), v.regex(TRACEPARENT), v.metadata({ personalData: 'none' }));

/** Flat, lower case; CloudEvents 1.0 names where it has them. */
const metadata = {
  specversion: v.pipe(v.literal('1.0'), v.metadata({ personalData: 'none' })),
  /** The same on every retry, replay and redeploy of one delivery. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.metadata({ personalData: 'none' })),
  /** `urn:order-events:<provider>:<account>`. */
  source: text('none'),
  /** The order's id, or the redacted customer's. */
  subject: text('none'),
  /** When it happened at the provider, else when we received it. */
  time,
  recordedtime: time,
  /** `time` in microseconds, 16 digits: comparable as text. */
  sequence: v.pipe(v.string(), v.regex(/^\d{16}$/), v.metadata({ personalData: 'none' })),
  /** `provider`: of one order the larger `sequence` is the newer. `received`: by arrival, best effort. */
  ordering: v.pipe(v.picklist(['provider', 'received']), v.metadata({ personalData: 'none' })),
  /** Hex SHA-256 over the RFC 8785 JSON of `{ order without updatedAt, unmapped }`. */
  contenthash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.metadata({ personalData: 'none' })),
  dataschema: text('none'),
  /** Where the whole order lies, if it is too large for the bus. */
  dataref: v.optional(text('none')),
  /** What `data` is: always JSON. Absent, as the next one, `causationid` and `data.summary`, of events before 1.2. */
  datacontenttype: v.optional(v.pipe(v.literal('application/json'), v.metadata({ personalData: 'none' }))),
  /** What `data` may tell about: an order tells about a person. */
  dataclassification: v.optional(v.pipe(v.literal('personal'), v.metadata({ personalData: 'none' }))),
  /** The request that brought the delivery: the same in every line that is logged of it, also after a replay. */
  correlationid: text('none'),
  /** What brought this event about: the request (`correlationid`), or the replay or recovery that came after it. */
  causationid: v.optional(text('none')),
  /** W3C trace context of the request, from its sender or made at its receipt; the same over all hops and replays. */
  traceparent: v.optional(traceparent),
  provider: text('none'),
  account: text('none'),
  endpoint: text('none'),
  event: text('none'),
  eventid: v.optional(text('none')),
  apiversion: v.optional(text('none')),
  webhookid: v.optional(text('none')),
  /** What kind of person or system acted, in the provider's word. */
  actor: v.optional(text('none')),
  /** `<provider>@<version>`: the version rises when the mapping's output changes. */
  mapper: text('none'),
  test: flag(),
  replay: v.optional(v.pipe(v.literal(true), v.metadata({ personalData: 'none' }))),
};

/** The metadata of an event of one of these types. */
export const metadataOf = <const T extends readonly EventType[]>(types: T) =>
  v.strictObject({ ...metadata, type: v.pipe(v.picklist(types), v.metadata({ personalData: 'none' })) });

/** The metadata of any event of ours. */
export const Metadata = metadataOf(EVENT_TYPES);
export type Metadata = v.InferOutput<typeof Metadata>;

/** JSON Pointer → value of every source field that no schema knows, or that has another type than documented. */
export const unmapped = v.record(v.string(), v.pipe(v.unknown(), v.metadata({ personalData: 'personal' })));

/** The `Detail` of every event that carries an order. */
export const OrderEvent = v.strictObject({
  metadata: metadataOf(ORDER_EVENT_TYPES),
  data: v.strictObject({
    order: Order,
    /** What rules match by keys, and the order says only in lists. */
    summary: v.optional(summary),
    notices: v.array(Notice),
    /** By provider: documented fields that have no canonical place, in the provider's own names. */
    extensions: v.optional(
      v.record(v.string(), v.pipe(v.unknown(), v.metadata({ personalData: 'personal' }))),
    ),
    unmapped,
  }),
});
export type OrderEvent = v.InferOutput<typeof OrderEvent>;
