import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { OrderEvent } from '../../../lib/order/order-event';
import {
  DOWNGRADES,
  type Downgrade,
  type NewerEvent,
  olderEditions,
} from '../../../lib/reading/older-editions';
import { parseOrderEvent } from '../../../lib/subscriber';
import { exampleEvent } from '../../support/example-event';

type Data = OrderEvent['data'];
/** A pretended second version: what `totals.total` is called in the first is `totals.grandTotal` here. */
type SecondData = Omit<Data, 'order'> & {
  readonly order: Omit<Data['order'], 'totals'> & { readonly totals: { readonly grandTotal: number } };
};

const first = exampleEvent();
const { total = 0 } = first.data.order.totals ?? {};
const second: NewerEvent<SecondData> = {
  metadata: { ...first.metadata, type: 'order.updated.v2', dataschema: 'urn:order-events:order-event:2.0' },
  data: { ...first.data, order: { ...first.data.order, totals: { grandTotal: total } } },
};
const downgrade: Downgrade<SecondData> = {
  from: 'order.updated.v2',
  to: 'order.updated.v1',
  dataschema: 'urn:order-events:order-event:1.2',
  toOlder: ({ order: { totals, ...order }, ...data }) => ({
    ...data,
    order: { ...order, totals: { total: totals.grandTotal } },
  }),
};

describe('an event of a second version, in its first', () => {
  const [written, ...more] = olderEditions(second, [downgrade]);
  const event = parseOrderEvent(JSON.parse(written?.json ?? ''));

  it('is one event, of the older type and schema', () => {
    expect(more).toEqual([]);
    expect(event.metadata).toEqual({
      ...second.metadata,
      type: 'order.updated.v1',
      dataschema: 'urn:order-events:order-event:1.2',
      contenthash: event.metadata.contenthash,
    });
  });

  it('has the content of the older type', () => {
    expect(event.data.order.totals).toEqual({ total });
    expect(event.data.order.lines).toEqual(first.data.order.lines);
    expect(event).toEqual(JSON.parse(JSON.stringify(written?.event)));
  });

  it('has the hash of that content, as a subscriber calculates it', () => {
    const { updatedAt: _, ...order } = event.data.order;
    const content = canonicalize({ order, unmapped: event.data.unmapped }) ?? '';
    expect(event.metadata.contenthash).toBe(createHash('sha256').update(content).digest('hex'));
    expect(event.metadata.contenthash).not.toBe(first.metadata.contenthash);
  });
});

it('is nothing for types that nothing is older than', () => {
  expect(
    olderEditions({ ...second, metadata: { ...second.metadata, type: 'order.created.v1' } }, [downgrade]),
  ).toEqual([]);
  expect(olderEditions(first, DOWNGRADES)).toEqual([]);
});
