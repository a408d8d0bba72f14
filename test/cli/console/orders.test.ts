import { detailOf } from '../../../infra/cli/console/detail';
import type { DeliveryRow } from '../../../infra/cli/console/model';
import { orderRoutes } from '../../../infra/cli/console/orders';
import type { Known } from '../../../infra/cli/console/source';
import type { OrderEvent } from '../../../lib/subscriber';
import { exampleEvent } from '../../support/example-event';
import { createFakeSource, rowOf } from './fake-source';

const ORDER = 'some-shop:shop-1:7';

/** The example's event, changed at this place of the provider's sequence, with this total. */
function eventAt(second: number, total: number): OrderEvent {
  const { metadata, data } = structuredClone(exampleEvent());
  const time = `2026-01-02T03:04:0${second}Z`;
  return {
    metadata: { ...metadata, time, sequence: `17673230400000${second}0` },
    data: {
      ...data,
      order: {
        ...data.order,
        ...{ currency: 'EUR', minorUnit: 2, totals: { total }, updatedAt: time },
        status: { payment: { value: 'paid', native: 'PAID' } },
      },
    },
  };
}

const known = (row: DeliveryRow, event?: OrderEvent): Known => ({
  ...{ row, way: [], issues: [], gaps: [] },
  ...(event && { event: JSON.stringify(event) }),
});

/** Three deliveries of one order, the newest event of which came first, and one of another order. */
function source() {
  const row = (key: string, at: number, fields: Partial<DeliveryRow> = {}) =>
    rowOf(key, { at, order: ORDER, type: 'order.updated.v1', outcome: 'published', ...fields });
  const deliveries = [
    known(row('newer', 1_000), eventAt(5, 2_000)),
    known(row('older', 2_000), eventAt(4, 1_050)),
    known(row('dead', 3_000, { outcome: 'dead-lettered' })),
    known(row('another', 4_000, { order: 'some-shop:shop-1:8' }), eventAt(9, 1)),
  ];
  return createFakeSource(
    deliveries.map((one) => one.row),
    deliveries,
  );
}

async function orderOf(order: string) {
  const [route] = orderRoutes(source());
  const asked = {
    words: [order],
    query: new URLSearchParams(),
    body: null,
    signal: AbortSignal.timeout(5_000),
  };
  return route?.handle(asked, undefined as never);
}

describe('one order', () => {
  it('is its deliveries, the last to arrive first, and is now what its newest event says', async () => {
    const event = { type: 'order.updated.v1', outcome: 'published', statuses: { payment: 'paid' } };
    const lines = exampleEvent().data.order.lines?.length;
    expect(await orderOf(ORDER)).toEqual({
      order: ORDER,
      events: [
        { ...event, key: 'dead', at: 3_000, outcome: 'dead-lettered', statuses: {}, newest: false },
        {
          ...{ ...event, key: 'older', at: 2_000, time: '2026-01-02T03:04:04Z', newest: false },
          ...{ total: '10.50 EUR', lines },
        },
        {
          ...{ ...event, key: 'newer', at: 1_000, time: '2026-01-02T03:04:05Z', newest: true },
          ...{ total: '20.00 EUR', lines },
        },
      ],
      totals: [{ name: 'total', amount: '20.00 EUR' }],
    });
  });

  it('is not there where nothing is known of it', async () => {
    expect(await orderOf('some-shop:shop-1:9')).toBeUndefined();
  });
});

describe('one delivery', () => {
  it('is compared with the event of its order that came before', async () => {
    const { changes } = (await detailOf(source(), 'older')) ?? {};
    expect(changes).toMatchObject({ key: 'newer', since: 1_000 });
    expect(changes?.fields).toContainEqual({ path: '/order/totals/total', before: '2000', after: '1050' });
  });

  it.each(['newer', 'dead', 'another'])('is compared with none where there is none: %s', async (key) => {
    expect(await detailOf(source(), key)).not.toHaveProperty('changes');
  });
});
