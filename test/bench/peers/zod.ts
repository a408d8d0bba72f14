import type { GenericSchema } from 'valibot';
import * as z from 'zod';
import type { Delivery } from '../../../lib/delivery';
import type { Order } from '../../../lib/order/order';
import { NAME as NEXT_COMMERCE } from '../../../lib/providers/next-commerce/identify';
import { toReading } from '../../../lib/providers/next-commerce/map';
import { OrderWebhook } from '../../../lib/providers/next-commerce/schema';
import { toOrder } from '../../../lib/providers/phasio/map';
import { OrderPayload } from '../../../lib/providers/phasio/schema';
import { createReport } from '../../../lib/reading/report';
import { type SchemaNode as Node, nodeOf } from '../../../lib/schema/node';

/** From a delivery to the canonical order's text: zod 4 in place of our own walk, and the same mapping after it. */
export function createZodPeer(provider: string): (delivery: Delivery) => string {
  const { schema, map } = provider === NEXT_COMMERCE ? NEXT : PHASIO;
  const zod = toZod(nodeOf(schema));
  return (delivery) => JSON.stringify(map(zod.parse(JSON.parse(delivery.payload)) as never, delivery));
}

interface Reading<T> {
  readonly schema: GenericSchema;
  map(payload: T, delivery: Delivery): Order;
}

const NEXT: Reading<OrderWebhook> = {
  schema: OrderWebhook,
  map: (payload, delivery) => toReading(payload, delivery, createReport()).order,
};
const PHASIO: Reading<OrderPayload> = {
  schema: OrderPayload,
  map: (payload, { account, timeZone }) =>
    toOrder(payload, { account, timeZone, confirmed: false }, createReport()),
};

/** The same schema in zod: every documented field, so that neither side checks less. */
function toZod(node: Node): z.ZodType {
  const wrapped = () => toZod(node.wrapped as Node);
  const checks = new Set(node.pipe?.map(({ type }) => type));
  switch (node.type) {
    case 'string':
      return checks.has('non_empty') ? z.string().min(1) : z.string();
    case 'number':
      return checks.has('safe_integer') ? z.int() : z.number();
    case 'boolean':
      return z.boolean();
    case 'unknown':
      return z.unknown();
    case 'nullish':
      return wrapped().nullish();
    case 'optional':
      return wrapped().optional();
    case 'array':
      return z.array(toZod(node.item as Node));
    case 'union':
      return z.union((node.options ?? []).map((option) => toZod(option as Node)));
    case 'object':
      return z.object(
        Object.fromEntries(Object.entries(node.entries ?? {}).map(([key, entry]) => [key, toZod(entry)])),
      );
    default:
      throw new Error(`no zod schema is written for ${node.type}`);
  }
}
