import type { Delivery } from '../../../delivery';
import type { Order } from '../../../order/order';
import { createReport } from '../../../reading/report';
import { toReading } from '../map';
import { OrderWebhook } from '../schema';

/** What is checked before. */
export const schema = OrderWebhook;

/** Our own mapping, alone. */
export const map = (payload: OrderWebhook, delivery: Delivery): Order =>
  toReading(payload, delivery, createReport()).order;
