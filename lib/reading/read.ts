import { createHash } from 'node:crypto';
import { contentOf, type Delivery } from '../delivery';
import { atStage, Failure, type Issue } from '../failure';
import { customerIdOf } from '../identity';
import { sourceUrnOf } from '../names';
import type { CanonicalEvent } from '../order/canonical-event';
import { CUSTOMER_REDACTED_SCHEMA, CustomerRedacted } from '../order/customer-redacted';
import {
  CUSTOMER_REDACTED,
  DATA_SCHEMA,
  Metadata,
  OrderEvent,
  type OrderEventType,
} from '../order/order-event';
import { parsePayload } from '../payload-text';
import type { CustomerReading, EventReader, Reader, Reading } from '../provider';
import { createIs } from '../schema/is';
import type { Findings, Validate } from '../schema/traverse';
import { createValidate } from '../schema/validate';
import { toSequence } from '../time';
import type { Verified } from '../webhook';
import { canonicalJson } from './canonical-json';
import { type WrittenEvent, writeEvent } from './event-json';
import { createReport, type Report } from './report';
import { summaryOf } from './summary';

/**
 * Reads a delivery into the canonical event: parse, validate, map. The same delivery gives the same event, to the
 * byte, whenever and wherever it is read.
 * @throws Failure with the stage at which it cannot be read
 */
export function read(provider: Reader, delivery: Delivery): WrittenEvent {
  const content = atStage('decode', () => contentOf(delivery));
  const report = createReport();
  const payload = atStage('parse', () => parse(content, report));
  const reader = eventReaderOf(provider, delivery.event);

  return atStage('map', () =>
    reader.type === CUSTOMER_REDACTED
      ? toCustomerEvent(provider, delivery, reader.type, reader.read(payload, delivery, report), report)
      : toOrderEvent(provider, delivery, reader.type, reader.read(payload, delivery, report), report),
  );
}

/** `<provider>@<version>`: which mapping made an event, or failed to. */
export const mapperOf = ({ name, version }: Reader): string => `${name}@${version}`;

function toOrderEvent(
  provider: Reader,
  delivery: Delivery,
  type: OrderEventType,
  { order, test, firstPaidAt, extensions, ...about }: Reading,
  report: Report,
): WrittenEvent {
  const data = {
    ...(extensions && { extensions: { [provider.name]: extensions } }),
    notices: report.notices,
    order,
    summary: summaryOf(order, firstPaidAt),
    unmapped: report.unmapped,
  };
  const content = orderJson(data);
  const subject = order.id;
  const metadata = metadataOf(provider, delivery, about, {
    type,
    subject,
    test,
    content,
    schema: DATA_SCHEMA,
  });
  return write({ metadata: { ...metadata, type }, data }, content);
}

function toCustomerEvent(
  provider: Reader,
  delivery: Delivery,
  type: typeof CUSTOMER_REDACTED,
  { customer, ...about }: CustomerReading,
  report: Report,
): WrittenEvent {
  const data = { customer, notices: report.notices, unmapped: report.unmapped };
  assertValid(validateCustomer, data, '/data');
  const content = canonicalJson({ customer, unmapped: data.unmapped });
  const subject = customerIdOf(provider.name, delivery.account, customer.id);
  const schema = CUSTOMER_REDACTED_SCHEMA;
  const metadata = metadataOf(provider, delivery, about, { type, subject, test: false, content, schema });
  return write({ metadata: { ...metadata, type }, data }, content);
}

function write(event: CanonicalEvent, content: string): WrittenEvent {
  assertValid(validateMetadata, event.metadata, '/metadata');
  return { event, json: writeEvent(event, content) };
}

/** What an event is about, for its metadata. */
interface Subject {
  readonly type: Metadata['type'];
  readonly subject: string;
  readonly test: boolean;
  /** What `contenthash` is of. */
  readonly content: string;
  readonly schema: string;
}

function metadataOf(
  provider: Reader,
  delivery: Delivery,
  { time, metadata }: Pick<Reading, 'time' | 'metadata'>,
  { type, subject, test, content, schema }: Subject,
): Metadata {
  const happened = time ?? delivery.receivedAt;
  return {
    specversion: '1.0',
    id: delivery.id,
    source: sourceUrnOf(provider.name, delivery.account),
    type,
    subject,
    time: happened,
    recordedtime: delivery.receivedAt,
    sequence: toSequence(happened),
    ordering: time === undefined ? 'received' : 'provider',
    contenthash: createHash('sha256').update(content).digest('hex'),
    dataschema: schema,
    datacontenttype: 'application/json',
    dataclassification: 'personal',
    correlationid: delivery.correlationId,
    causationid: delivery.causationId ?? delivery.correlationId,
    ...(delivery.traceparent !== undefined && { traceparent: delivery.traceparent }),
    provider: provider.name,
    account: delivery.account,
    endpoint: delivery.endpoint,
    event: delivery.event as string,
    ...metadata,
    mapper: mapperOf(provider),
    test,
    ...(delivery.replay && { replay: true }),
  };
}

/**
 * The content that `contenthash` is of, and that is published: the order without `updatedAt`, and what was not mapped.
 * Writing is strict: data that break our own schema are a bug of the mapping, and no subscriber sees them.
 */
function orderJson(data: OrderEvent['data']): string {
  const { order, unmapped } = data;
  const content = {
    order: order.updatedAt === undefined ? order : { ...order, updatedAt: undefined },
    unmapped,
  };
  if (isSortedData(data)) return JSON.stringify(content);
  assertValid(validateData, data, '/data');
  return canonicalJson(content);
}

function parse(content: Verified, report: Report): unknown {
  if (typeof content !== 'string') throw notJson('expected UTF-8');
  if (content.startsWith(BYTE_ORDER_MARK)) throw notJson('expected JSON, found a byte order mark before it');
  const payload = parsePayload(content);
  if (payload === undefined) throw notJson('expected JSON');
  for (const path of payload.duplicateKeys())
    report.notice('DUPLICATE_KEY', path, 'stands twice in its object; the last value is taken');
  return payload.value;
}

const BYTE_ORDER_MARK = '\uFEFF';

const notJson = (message: string): Failure => new Failure('NOT_JSON', [{ path: '', message }]);

const isSortedData = createIs(OrderEvent.entries.data, { sorted: true });
const validateData = createValidate(OrderEvent.entries.data);
const validateCustomer = createValidate(CustomerRedacted.entries.data);
const validateMetadata = createValidate(Metadata);

/** @throws Failure `INTERNAL` where a part of the event breaks our own schema */
function assertValid(validate: Validate, part: unknown, at: string): void {
  const issues: Issue[] = [];
  const findings: Findings = {
    unknown: (path) => issues.push({ path: at + path, message: 'is not in the canonical schema' }),
    respelled: (path, message) => issues.push({ path: at + path, message }),
    unfit: (path, _value, message) => issues.push({ path: at + path, message }),
    missing: (path, message) => issues.push({ path: at + path, message }),
  };
  validate(part, findings);
  if (issues.length > 0) throw new Failure('INTERNAL', issues);
}

function eventReaderOf({ events, eventPath = '' }: Reader, event: string | undefined): EventReader {
  if (event === undefined)
    throw new Failure('SCHEMA_MISMATCH', [{ path: eventPath, message: "expected the event's name" }]);
  const reader = Object.hasOwn(events, event) ? events[event] : undefined;
  if (!reader) throw new Failure('UNSUPPORTED_EVENT');
  return reader;
}
