import type { GenericSchema } from 'valibot';
import * as z from 'zod';
import type { Delivery } from '../../../lib/delivery';
import type { Order } from '../../../lib/order/order';
import { type SchemaNode as Node, nodeOf } from '../../../lib/schema/node';

/** `bench/zod.ts` of a provider's folder. */
interface Mapping {
  readonly schema: GenericSchema;
  map(payload: unknown, delivery: Delivery): Order;
}

/** From a delivery to the canonical order's text: zod 4 in place of our own validation, and the same mapping after it. */
export async function createZodPeer(provider: string): Promise<(delivery: Delivery) => string> {
  const { schema, map }: Mapping = await import(`../../../lib/providers/${provider}/bench/zod.ts`);
  const zod = toZod(nodeOf(schema));
  return (delivery) => JSON.stringify(map(zod.parse(JSON.parse(delivery.payload)), delivery));
}

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
