import { toJsonSchema } from '@valibot/to-json-schema';
import Ajv from 'ajv';
import jsonata from 'jsonata';
import { nextCommerce } from '../../../lib/providers/next-commerce';
import { OrderWebhook } from '../../../lib/providers/next-commerce/schema';
import { phasio } from '../../../lib/providers/phasio';
import { OrderPayload } from '../../../lib/providers/phasio/schema';
import { NEXT_ORDER } from './next-order-jsonata';
import { PHASIO_ORDER } from './phasio-order-jsonata';

/** From a payload's text to the canonical order's. */
export type Peer = (payload: string) => Promise<string> | string;

const MAPPINGS = {
  [nextCommerce.name]: { schema: OrderWebhook, expression: NEXT_ORDER },
  [phasio.name]: { schema: OrderPayload, expression: PHASIO_ORDER },
};

/**
 * Reading as it is done with JSON Schema and a mapping language: ajv checks every documented field, JSONata maps.
 * It makes the order alone: no event around it, no notices, no hash, no check of what came out; money is floats.
 */
export function createJsonataPeer(provider: string): Peer {
  const mapping = MAPPINGS[provider];
  if (!mapping) throw new Error(`no mapping of ${provider} is written for JSONata`);
  const schema: object = toJsonSchema(mapping.schema, { errorMode: 'ignore' });
  const fits = new Ajv({ strict: false }).compile(schema);
  const map = jsonata(mapping.expression);
  return async (payload) => {
    const parsed: object = JSON.parse(payload);
    if (!fits(parsed)) throw new Error(JSON.stringify(fits.errors));
    return JSON.stringify(await map.evaluate(parsed));
  };
}
