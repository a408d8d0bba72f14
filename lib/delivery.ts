import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { NAME, NAME_EXPECTED } from './endpoint';
import { Failure } from './failure';
import { parseJson, writeMessage } from './json';
import { toIssues } from './schema/issues';
import { isTimeZone, toSequence } from './time';
import { TRACEPARENT } from './traceparent';
import { trust, type Verified } from './webhook';

/** How `payload` holds the content: plainly, compressed where size or bytes need it, or as it came, still encrypted. */
export const ENCODINGS = ['text', 'gzip+base64', 'sealed', 'sealed+gzip+base64'] as const;
/** One of the {@link ENCODINGS}. */
export type Encoding = (typeof ENCODINGS)[number];

/** What reading takes for granted: a time that has a place in the sequence of an order's events. */
const receivedAt = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/),
  v.check((time) => /^\d{16}$/.test(toSequence(time))),
  v.description('a UTC time in RFC 3339'),
);

/**
 * One authentic HTTP attempt, as it lies on the queue. It outlives deployments, hence `v`; it is JSON that reads
 * well in the AWS console.
 */
export const Delivery = v.object({
  v: v.literal(1),
  provider: v.string(),
  endpoint: v.string(),
  account: v.pipe(v.string(), v.regex(NAME), v.description(NAME_EXPECTED)),
  /** The provider's word; absent where the payload does not state it. */
  event: v.optional(v.string()),
  timeZone: v.optional(v.pipe(v.string(), v.check(isTimeZone), v.description('an IANA time zone'))),
  /** The event's id: hex SHA-256. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.description('64 hexadecimal digits')),
  /** The canonical id of the order; absent where the payload does not state it. */
  orderKey: v.optional(v.string()),
  /** UTC, RFC 3339. */
  receivedAt,
  correlationId: v.string(),
  /** W3C trace context of the request; absent in messages from before it was kept. */
  traceparent: v.optional(
    v.pipe(v.string(), v.regex(TRACEPARENT), v.description('a W3C traceparent of version 00')),
  ),
  /** The replay or recovery that put it on the queue; absent where the request itself did. */
  causationId: v.optional(v.string()),
  /** What the provider's headers said beside the payload. Not signed, unless the provider says so. */
  claims: v.optional(v.record(v.string(), v.string())),
  encoding: v.picklist(ENCODINGS),
  payload: v.string(),
  /** An operator sent it through again. */
  replay: v.optional(v.literal(true)),
});
/** See the schema of the same name. */
export type Delivery = v.InferOutput<typeof Delivery>;

/** The size limit of a message in bytes: SQS's 1 MiB less 16 KiB for a failure and the message's attributes. */
export const MESSAGE_LIMIT_BYTES = 1_048_576 - 16_384;

/**
 * The queue message of a delivery: its content as text where that fits, else compressed.
 * @throws Failure `PAYLOAD_TOO_LARGE` where even that is too large
 */
export function writeDelivery(
  head: Omit<Delivery, 'v' | 'encoding' | 'payload'>,
  content: { verified: Verified } | { encrypted: Uint8Array },
): string {
  const sealed = 'encrypted' in content;
  const whole = sealed ? trust(content.encrypted) : content.verified;
  if (typeof whole === 'string') {
    const message = writeMessage({ v: 1, ...head, encoding: sealed ? 'sealed' : 'text', payload: whole });
    if (Buffer.byteLength(message) <= MESSAGE_LIMIT_BYTES) return message;
  }
  const payload = gzipSync(whole).toString('base64');
  const encoding = sealed ? 'sealed+gzip+base64' : 'gzip+base64';
  const message = writeMessage({ v: 1, ...head, encoding, payload });
  if (Buffer.byteLength(message) > MESSAGE_LIMIT_BYTES) throw new Failure('PAYLOAD_TOO_LARGE');
  return message;
}

/** Reads a queue message. @throws Failure `NOT_A_DELIVERY` */
export function readDelivery(message: string): Delivery {
  const parsed = parseJson(message);
  if (parsed === undefined) throw new Failure('NOT_A_DELIVERY', [{ path: '', message: 'expected JSON' }]);
  const result = v.safeParse(Delivery, parsed);
  if (result.success) return result.output;
  throw new Failure('NOT_A_DELIVERY', toIssues(Delivery, result.issues));
}

/** The delivery's content. @throws Failure `UNDECRYPTABLE` where it is still sealed, `NOT_A_DELIVERY` */
export function contentOf({ encoding, payload }: Delivery): Verified {
  if (encoding === 'text') return trust(payload);
  if (encoding === 'gzip+base64') return trust(gunzip(payload));
  throw new Failure('UNDECRYPTABLE');
}

/** The body of a delivery that is still sealed, as it came; `undefined` where it is verified. */
export function encryptedBodyOf({ encoding, payload }: Delivery): Uint8Array | undefined {
  if (encoding === 'sealed') return Buffer.from(payload);
  return encoding === 'sealed+gzip+base64' ? gunzip(payload) : undefined;
}

/** SQS takes group and deduplication ids of at most 128 plain characters; an order's key may hold any. */
export const groupOf = ({ orderKey, id }: Pick<Delivery, 'orderKey' | 'id'>): string =>
  orderKey === undefined ? id : createHash('sha256').update(orderKey).digest('hex');

function gunzip(payload: string): Uint8Array {
  try {
    return gunzipSync(Buffer.from(payload, 'base64'), { maxOutputLength: CONTENT_LIMIT_BYTES });
  } catch (error) {
    throw new Failure('NOT_A_DELIVERY', [{ path: '/payload', message: 'expected gzip in Base64' }], {
      cause: error,
    });
  }
}

/** Of what the receiver accepts, nothing decompresses to more. */
const CONTENT_LIMIT_BYTES = 8 * 1_048_576;
