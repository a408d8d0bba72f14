import type { OrderEvent } from '../../lib/order/order-event';
import { providers } from '../../lib/providers';
import { fixturesOf } from '../contract/fixtures';
import { isOrder } from '../contract/outcome';

/** An event that some provider's fixture expects: an order with lines, totals and taxes, and a notice. */
export function exampleEvent(): OrderEvent {
  const events = providers.flatMap(({ name }) =>
    fixturesOf(name).flatMap(({ expected }) => (isOrder(expected) ? [expected] : [])),
  );
  const event = events.find(
    ({ data: { order, notices } }) =>
      order.lines?.length && order.totals && order.taxes?.length && notices.length,
  );
  if (!event) throw new Error('no fixture expects an event with lines, totals, taxes and a notice');
  return event;
}
