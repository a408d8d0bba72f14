import { textOf } from '../../mapping/values';
import type { EventType } from '../../order/order-event';
import type { EventReader, Reader } from '../../provider';
import { assertNoIssues } from '../../reading/report';
import { createValidate } from '../../schema/validate';
import { EVENTS } from './events';
import { NAME } from './identify';
import { toOrder } from './map';
import { OrderPayload } from './schema';

export const provider: Reader = {
  name: NAME,
  version: 1,
  events: Object.fromEntries(Object.entries(EVENTS).map(([word, type]) => [word, orderReader(type)])),
};

/** All three events carry the same payload. */
function orderReader(type: EventType): EventReader {
  const confirmed = type === 'order.confirmed.v1';
  return {
    type,
    read(payload, { account, timeZone }, report) {
      validateOrder(payload, report);
      assertNoIssues(report);
      const fitted = payload as OrderPayload;
      const order = toOrder(fitted, { account, timeZone, confirmed }, report);
      assertNoIssues(report);
      return { order, test: false, metadata: { actor: textOf(fitted.actorType) } };
    },
  };
}

const validateOrder = createValidate(OrderPayload);
