import { textOf } from '../../mapping/values';
import type { OrderEventType } from '../../order/order-event';
import type { OrderReader, Reader } from '../../provider';
import { assertNoIssues } from '../../reading/report';
import { createValidate } from '../../schema/validate';
import { EVENTS } from './events';
import { NAME } from './identify';
import { toOrder } from './map';
import { OrderPayload } from './schema';

export const provider: Reader = {
  name: NAME,
  version: 3,
  events: Object.fromEntries(Object.entries(EVENTS).map(([word, type]) => [word, orderReader(type)])),
};

/** All three events carry the same payload. */
function orderReader(type: OrderEventType): OrderReader {
  return {
    type,
    read(payload, { account, timeZone }, report) {
      validateOrder(payload, report);
      assertNoIssues(report);
      const valid = payload as OrderPayload;
      const order = toOrder(valid, { account, timeZone, type }, report);
      assertNoIssues(report);
      return { order, test: false, metadata: { actor: textOf(valid.actorType) } };
    },
  };
}

const validateOrder = createValidate(OrderPayload);
