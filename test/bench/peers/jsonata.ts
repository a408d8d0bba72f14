import { toJsonSchema } from '@valibot/to-json-schema';
import Ajv from 'ajv';
import jsonata from 'jsonata';
import type { GenericSchema } from 'valibot';
import type { Delivery } from '../../../lib/delivery';
import { NAME as NEXT_COMMERCE } from '../../../lib/providers/next-commerce/identify';
import { OrderWebhook } from '../../../lib/providers/next-commerce/schema';
import { NAME as PHASIO } from '../../../lib/providers/phasio/identify';
import { OrderPayload } from '../../../lib/providers/phasio/schema';
import { NEXT_ORDER } from './next-order-jsonata';
import { PHASIO_ORDER } from './phasio-order-jsonata';

const MAPPINGS: Readonly<Record<string, { schema: GenericSchema; expression: string }>> = {
  [NEXT_COMMERCE]: { schema: OrderWebhook, expression: NEXT_ORDER },
  [PHASIO]: { schema: OrderPayload, expression: PHASIO_ORDER },
};

/**
 * From a delivery to the canonical order's text, as it is done with JSON Schema and a mapping language: ajv checks every
 * documented field, JSONata maps. Nothing is noted, and money is floats.
 */
export function createJsonataPeer(provider: string): (delivery: Delivery) => Promise<string> {
  const mapping = MAPPINGS[provider];
  if (!mapping) throw new Error(`no mapping of ${provider} is written for JSONata`);
  const schema: object = toJsonSchema(mapping.schema, { errorMode: 'ignore' });
  const fits = new Ajv({ strict: false }).compile(schema);
  const map = jsonata(mapping.expression);
  return async ({ payload }) => {
    const parsed: object = JSON.parse(payload);
    if (!fits(parsed)) throw new Error(JSON.stringify(fits.errors));
    return JSON.stringify(await map.evaluate(parsed));
  };
}
