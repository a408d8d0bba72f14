import { createHash } from 'node:crypto';
import { contentOf, type Delivery } from '../delivery';
import { atStage, Failure, type Issue } from '../failure';
import { sourceUrnOf } from '../names';
import { DATA_SCHEMA, type Metadata, OrderEvent } from '../order/order-event';
import { parsePayload } from '../payload-text';
import type { EventReader, Reader, Reading } from '../provider';
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

  const reading = atStage('map', () => reader.read(payload, delivery, report));
  return atStage('map', () => toEvent(provider, delivery, reader.type, reading, report));
}

/** `<provider>@<version>`: which mapping made an event, or failed to. */
export const mapperOf = ({ name, version }: Reader): string => `${name}@${version}`;

function toEvent(
  provider: Reader,
  delivery: Delivery,
  type: EventReader['type'],
  { order, time, test, metadata, firstPaidAt, extensions }: Reading,
  report: Report,
): WrittenEvent {
  const data = {
    ...(extensions && { extensions: { [provider.name]: extensions } }),
    notices: report.notices,
    order,
    summary: summaryOf(order, firstPaidAt),
    unmapped: report.unmapped,
  };
  const content = contentJson(data);
  const happened = time ?? delivery.receivedAt;
  const event: OrderEvent = {
    metadata: {
      specversion: '1.0',
      id: delivery.id,
      source: sourceUrnOf(provider.name, delivery.account),
      type,
      subject: order.id,
      time: happened,
      recordedtime: delivery.receivedAt,
      sequence: toSequence(happened),
      ordering: time === undefined ? 'received' : 'provider',
      contenthash: createHash('sha256').update(content).digest('hex'),
      dataschema: DATA_SCHEMA,
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
    } satisfies Metadata,
    data,
  };
  assertValid(validateMetadata, event.metadata, '/metadata');
  return { event, json: writeEvent(event, content) };
}

/**
 * The content that `contenthash` is of, and that is published: the order without `updatedAt`, and what was not mapped.
 * Writing is strict: data that break our own schema are a bug of the mapping, and no subscriber sees them.
 */
function contentJson(data: OrderEvent['data']): string {
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
const validateMetadata = createValidate(OrderEvent.entries.metadata);

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
