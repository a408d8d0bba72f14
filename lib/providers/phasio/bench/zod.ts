import type { Delivery } from '../../../delivery';
import type { Order } from '../../../order/order';
import { createReport } from '../../../reading/report';
import { toOrder } from '../map';
import { OrderPayload } from '../schema';

/** What is checked before. */
export const schema = OrderPayload;

/** Our own mapping, alone. */
export const map = (payload: OrderPayload, { account, timeZone }: Delivery): Order =>
  toOrder(payload, { account, timeZone, type: 'order.created.v1' }, createReport());
