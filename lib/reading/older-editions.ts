import { createHash } from 'node:crypto';
import type { Metadata, OrderEvent, OrderEventType } from '../order/order-event';
import { canonicalJson } from './canonical-json';
import { type WrittenEvent, writeEvent } from './event-json';

/**
 * How events of a type with a higher suffix become those of the type before it, which goes on being published beside it
 * until subscribers have moved.
 * @typeParam Newer the newer event's content
 */
export interface Downgrade<Newer = OrderEvent['data']> {
  /** The newer type, `order.updated.v2`. */
  readonly from: string;
  /** The older one, `order.updated.v1`. */
  readonly to: OrderEventType;
  /** `dataschema` of the older one. */
  readonly dataschema: string;
  /** The content as the older type has it. Pure: the same delivery gives the same events whenever it is read. */
  toOlder(data: Newer): OrderEvent['data'];
}

/** None while every type has the suffix `v1`. */
export const DOWNGRADES: readonly Downgrade[] = [];

/** An event of whatever edition. */
export interface NewerEvent<Newer> {
  readonly metadata: Omit<Metadata, 'type'> & { readonly type: string };
  readonly data: Newer;
}

/**
 * The same event as the types before its own have it. One reading makes all of them. They share their `id`, because they
 * are one event: whoever listens to two types while moving handles it once, and `type` tells them apart. The
 * `contenthash` is that of the content as the older type has it.
 */
export const olderEditions = <Newer>(
  { metadata, data }: NewerEvent<Newer>,
  downgrades: readonly Downgrade<Newer>[],
): readonly WrittenEvent[] =>
  downgrades
    .filter(({ from }) => from === metadata.type)
    .map(({ to, dataschema, toOlder }) => {
      const older = toOlder(data);
      const { updatedAt: _, ...order } = older.order;
      const content = canonicalJson({ order, unmapped: older.unmapped });
      const contenthash = createHash('sha256').update(content).digest('hex');
      const event = { metadata: { ...metadata, type: to, dataschema, contenthash }, data: older };
      return { event, json: writeEvent(event, content) };
    });
