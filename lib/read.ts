import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { contentOf, type Delivery } from './delivery';
import { Failure, type Misfit } from './failure';
import { compileFit, type Findings } from './fit';
import { createNotes } from './notes';
import type { Order } from './order';
import { DATA_SCHEMA, type Metadata, OrderEvent } from './order-event';
import type { EventReader, Reader } from './provider';
import { toSequence } from './time';
import type { Opened } from './webhook';

/**
 * Reads a delivery into the canonical event: parse, validate, map. The same delivery gives the same event, to the
 * byte, whenever and wherever it is read.
 * @throws Failure with the stage at which it cannot be read
 */
export function read(provider: Reader, delivery: Delivery): OrderEvent {
  const payload = parse(contentOf(delivery));
  const reader = eventReaderOf(provider, delivery.event);

  const notes = createNotes();
  const { order, time, test, metadata } = reader.read(payload, delivery, notes);
  const happened = time ?? delivery.receivedAt;
  const event: OrderEvent = {
    metadata: {
      specversion: '1.0',
      id: delivery.id,
      source: `urn:order-events:${provider.name}:${delivery.account}`,
      type: reader.type,
      subject: order.id,
      time: happened,
      recordedtime: delivery.receivedAt,
      sequence: toSequence(happened),
      ordering: time === undefined ? 'received' : 'provider',
      contenthash: contentHash(order, notes.unmapped),
      dataschema: DATA_SCHEMA,
      correlationid: delivery.correlationId,
      provider: provider.name,
      account: delivery.account,
      endpoint: delivery.endpoint,
      event: delivery.event as string,
      ...metadata,
      mapper: mapperOf(provider),
      test,
      ...(delivery.replay && { replay: true }),
    } satisfies Metadata,
    data: { order, notices: notes.notices, unmapped: notes.unmapped },
  };
  assertCanonical(event);
  return event;
}

/** `<provider>@<version>`: which mapping made an event, or failed to. */
export const mapperOf = ({ name, version }: Reader): string => `${name}@${version}`;

/** Equal for two events exactly when nothing but the order's `updatedAt` differs. */
export function contentHash(order: Order, unmapped: Record<string, unknown>): string {
  const lasting = order.updatedAt === undefined ? order : { ...order, updatedAt: undefined };
  const content = canonicalJson({ order: lasting, unmapped });
  return createHash('sha256').update(content).digest('hex');
}

function parse(content: Opened): unknown {
  if (typeof content !== 'string') throw new Failure('NOT_JSON', [{ path: '', message: 'expected UTF-8' }]);
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own message quotes the payload.
    throw new Failure('NOT_JSON', [{ path: '', message: 'expected JSON' }]);
  }
}

const fitOrderEvent = compileFit(OrderEvent);

/** Strict writing: an event that breaks our own schema is a bug of the mapping, and no subscriber sees it. */
function assertCanonical(event: OrderEvent): void {
  const misfits: Misfit[] = [];
  const findings: Findings = {
    unknown: (path) => misfits.push({ path, message: 'is not in the canonical schema' }),
    unfit: (path, _value, message) => misfits.push({ path, message }),
    missing: (path, message) => misfits.push({ path, message }),
  };
  fitOrderEvent(event, findings);
  if (misfits.length > 0) throw new Failure('INTERNAL', misfits);
}

function eventReaderOf({ events, eventPath = '' }: Reader, event: string | undefined): EventReader {
  if (event === undefined)
    throw new Failure('SCHEMA_MISMATCH', [{ path: eventPath, message: "expected the event's name" }]);
  const reader = Object.hasOwn(events, event) ? events[event] : undefined;
  if (!reader) throw new Failure('UNSUPPORTED_EVENT');
  return reader;
}
